import CSV
import Synchronization

/// The files of a OneRoster export as one list: each line of users.csv with the line of
/// demographics.csv that has its sourcedId behind it.
///
/// OneRoster 1.1 and 1.2, CSV binding. Line *n* of the list is line *n* of users.csv, so that
/// places in messages are places in that file:
///
/// - A user whose role is not student leaves an empty line (1.1 has the role in users.csv, 1.2 in
///   roles.csv; where neither says so, everybody is a student).
/// - A line that cannot be read is handed on as it stands, to be rejected where it stands.
/// - Lines of demographics.csv that are no student's, or cannot be read, follow at the end as they
///   stand: with fewer cells than the list has, they are rejected there, and not forgotten.
///
/// What demographics.csv says is held in memory while the list is made.
struct OneRosterText: ByteReader {
  private var users: any ByteReader
  private var parser = CSVParser(dialect: .comma)
  private var joint: OneRosterJoin
  private var isAtEnd = false

  /// Readers of the files; `roles` where there is such a file.
  init(
    users: any ByteReader,
    demographics: any ByteReader,
    roles: (any ByteReader)?,
    facts: OneRosterFacts
  ) throws {
    self.users = users
    facts.reset()
    joint = OneRosterJoin(
      demographics: try OneRosterTable(demographics),
      students: try roles.flatMap { try OneRosterTable($0).students },
      facts: facts
    )
  }

  mutating func next() throws -> [UInt8] {
    while joint.bytes.isEmpty, !isAtEnd {
      let piece = try users.next()
      if piece.isEmpty {
        parser.finish { record in joint.take(record) }
        joint.finish()
        isAtEnd = true
      } else {
        parser.parse(piece[...]) { record in joint.take(record) }
      }
    }
    return joint.takeBytes()
  }
}

/// What is known of a OneRoster export once it was read.
final class OneRosterFacts: Sendable {
  private let count = Mutex(0)

  /// Users who are no students.
  var leftOut: Int { count.withLock { $0 } }

  /// That they were left out, in words.
  var sentence: String {
    "\(leftOut) \(leftOut == 1 ? "user is no student and was" : "users are no students and were") "
      + "left out, by the roles of the export"
  }

  func reset() { count.withLock { $0 = 0 } }

  func leaveOut() { count.withLock { $0 += 1 } }
}

/// Puts the lines together.
private struct OneRosterJoin {
  private(set) var bytes: [UInt8] = []

  private var demographics: OneRosterTable
  /// The users whose role is student; nil where roles are not told apart by a file of their own.
  private let students: Set<String>?
  private var writer = CSVWriter(dialect: .comma)
  /// The places of the columns that are looked at; nil before the headings.
  private var columns: (id: Int, role: Int?)?
  /// The line that the next record of the list begins on.
  private var line = 1

  private let facts: OneRosterFacts

  init(demographics: OneRosterTable, students: Set<String>?, facts: OneRosterFacts) {
    self.facts = facts
    self.demographics = demographics
    self.students = students
  }

  mutating func takeBytes() -> [UInt8] {
    var taken: [UInt8] = []
    swap(&taken, &bytes)
    return taken
  }

  mutating func take(_ record: borrowing CSVRecord) {
    // Lines between two records keep their places, empty.
    while line < record.line { emptyLine() }
    guard record.fault == nil, !record.isBlank else { return handOn(record) }
    guard let columns else { return takeHeadings(record) }
    guard columns.id < record.fieldCount else { return handOn(record) }
    let id = record.text(columns.id)
    let more = demographics.take(id)
    guard isStudent(id, record, role: columns.role) else {
      facts.leaveOut()
      return emptyLine()
    }
    write(record, more)
  }

  mutating func finish() {
    for line in demographics.leftLines { bytes += line + [0x0A] }
  }

  private mutating func takeHeadings(_ record: borrowing CSVRecord) {
    let names = (0..<record.fieldCount).map { oneRosterName(record.text($0)) }
    columns = (id: names.firstIndex(of: "sourcedid") ?? 0, role: names.firstIndex(of: "role"))
    write(record, demographics.headings)
  }

  private func isStudent(
    _ id: String,
    _ record: borrowing CSVRecord,
    role column: Int?
  ) -> Bool {
    if let students { return students.contains(id) }
    guard let column, column < record.fieldCount else { return true }
    return oneRosterName(record.text(column)) == "student"
  }

  private mutating func write(_ record: borrowing CSVRecord, _ more: [[UInt8]]?) {
    let cells = more ?? [[UInt8]](repeating: [], count: demographics.headings.count)
    for field in 0..<record.fieldCount {
      writer.field(record.bytes.span.extracting(record.range(of: field)))
    }
    for cell in cells { writer.field(cell[...]) }
    writer.endRecord()
    append(writer.bytes)
    writer.bytes.removeAll(keepingCapacity: true)
  }

  private mutating func handOn(_ record: borrowing CSVRecord) {
    append(record.raw + [0x0A])
  }

  private mutating func emptyLine() {
    append([0x0A])
  }

  private mutating func append(_ text: [UInt8]) {
    bytes += text
    line += text.count { $0 == 0x0A }
  }
}

/// A file of OneRoster that others refer to, by sourcedId.
struct OneRosterTable {
  /// The headings but for the sourcedId.
  private(set) var headings: [[UInt8]] = []

  private var rows: [String: (cells: [[UInt8]], line: [UInt8])] = [:]
  /// The ids in the order of the file.
  private var order: [String] = []
  /// Lines without an id of their own: damaged, or with an id that was there before.
  private var odd: [[UInt8]] = []
  private var idColumn = 0
  private var studentIDs: Set<String> = []
  private var roleColumns: (user: Int, role: Int)?

  /// Reads all of it.
  init(_ reader: any ByteReader) throws {
    var reader = reader
    var parser = CSVParser(dialect: .comma)
    while case let piece = try reader.next(), !piece.isEmpty {
      parser.parse(piece[...]) { record in take(record) }
    }
    parser.finish { record in take(record) }
  }

  /// The users to whom a roles.csv gives the role of a student.
  var students: Set<String>? { roleColumns == nil ? nil : studentIDs }

  /// The cells of an id, which is then no longer left.
  mutating func take(_ id: String) -> [[UInt8]]? { rows.removeValue(forKey: id)?.cells }

  /// The lines that nobody took, as they stand.
  var leftLines: [[UInt8]] { order.compactMap { rows[$0]?.line } + odd }

  private mutating func take(_ record: borrowing CSVRecord) {
    guard !record.isBlank else { return }
    guard record.fault == nil else { return odd.append(record.raw) }
    var cells = (0..<record.fieldCount).map { Array(record.bytes[record.range(of: $0)]) }
    guard !headings.isEmpty else {
      let names = cells.map { oneRosterName(String(decoding: $0, as: UTF8.self)) }
      idColumn = names.firstIndex(of: "sourcedid") ?? 0
      if let user = names.firstIndex(of: "usersourcedid"), let role = names.firstIndex(of: "role") {
        roleColumns = (user, role)
      }
      cells.remove(at: idColumn)
      headings = cells
      return
    }
    if let roleColumns {
      let last = max(roleColumns.user, roleColumns.role)
      if last < cells.count,
        oneRosterName(String(decoding: cells[roleColumns.role], as: UTF8.self)) == "student"
      {
        studentIDs.insert(String(decoding: cells[roleColumns.user], as: UTF8.self))
      }
      return
    }
    guard cells.count == headings.count + 1 else { return odd.append(record.raw) }
    let id = String(decoding: cells.remove(at: idColumn), as: UTF8.self)
    guard rows[id] == nil else { return odd.append(record.raw) }
    rows[id] = (cells, record.raw)
    order.append(id)
  }
}

/// A heading or a role without the mark before the first, and without regard to case.
private func oneRosterName(_ text: String) -> String {
  String(text.unicodeScalars.filter { $0 != "\u{FEFF}" && $0 != " " }).lowercased()
}
