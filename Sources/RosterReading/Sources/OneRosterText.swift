import CSV

/// The files of a OneRoster export as one list: each line of users.csv followed by the line of
/// demographics.csv with the same sourcedId.
///
/// OneRoster 1.1 and 1.2, CSV binding.
///
/// - Users who are not students (role in users.csv in 1.1, in roles.csv in 1.2), are to be deleted
///   or have a disabled account are left out.
/// - A line that cannot be read is passed on unchanged, to be rejected.
/// - Lines of demographics.csv that belong to no student, or cannot be read, follow unchanged at
///   the end. They have too few cells, so they are rejected and reported.
///
/// ``OneRosterFacts`` knows the file and line that each line of the list comes from. The content of
/// demographics.csv is held in memory while the list is generated.
struct OneRosterText: ByteReader {
  private var users: OneRosterFile
  private var join: OneRosterJoin
  private var isAtEnd = false

  /// Readers of the files; `roles` if that file exists.
  ///
  /// `everybody`: treat every user as a student if no file gives the roles.
  init(
    of export: String,
    users: any ByteReader,
    demographics: any ByteReader,
    roles: (any ByteReader)?,
    everybody: Bool,
    facts: OneRosterFacts
  ) throws {
    self.users = try OneRosterFile(users, of: export)
    join = OneRosterJoin(
      demographics: try OneRosterTable(demographics, of: export),
      students: try roles.flatMap { try OneRosterTable($0, of: export).students },
      everybody: everybody,
      export: export,
      facts: facts
    )
  }

  mutating func next() throws -> [UInt8] {
    while join.bytes.isEmpty, !isAtEnd {
      let hasMore = try users.next { record, place in try join.take(record, place) }
      if !hasMore {
        join.finish()
        isAtEnd = true
      }
    }
    return join.takeBytes()
  }
}

/// Joins the lines.
private struct OneRosterJoin {
  private(set) var bytes: [UInt8] = []

  private var demographics: OneRosterTable
  /// The users whose role is student; nil if there is no separate file of roles.
  private let students: Set<String>?
  private let everybody: Bool
  private let export: String
  private let facts: OneRosterFacts
  private var writer = CSVWriter(dialect: .comma)
  /// The indices of the columns used; nil before the headings are read.
  private var columns: Columns?
  /// The line that the next record of the list begins on, and the records since the last piece.
  private var line = 1
  private var lines: [OneRosterFacts.Line] = []

  private struct Columns {
    let id: Int
    let role: Int?
    let status: Int?
    let enabled: Int?
    let name: [Int]
  }

  init(
    demographics: OneRosterTable,
    students: Set<String>?,
    everybody: Bool,
    export: String,
    facts: OneRosterFacts
  ) {
    self.demographics = demographics
    self.students = students
    self.everybody = everybody
    self.export = export
    self.facts = facts
    facts.reset(deletedDemographics: demographics.deleted)
  }

  mutating func takeBytes() -> [UInt8] {
    facts.take(lines)
    lines = []
    var taken: [UInt8] = []
    swap(&taken, &bytes)
    return taken
  }

  mutating func take(_ record: borrowing CSVRecord, _ place: OneRosterPlace) throws {
    guard !record.isBlank else { return }
    guard record.fault == nil else { return handOn(record.raw, .users, place) }
    guard let columns else { return try takeHeadings(record, place) }
    // A line too short to have a role is rejected, not left out.
    guard max(columns.id, columns.role ?? 0) < record.fieldCount else {
      return handOn(record.raw, .users, place)
    }
    let id = record.text(columns.id)
    let more = demographics.take(id)
    guard isStudent(id, record, role: columns.role) else { return facts.leaveOutNoStudent() }
    if word(columns.status, of: record) == "tobedeleted" {
      return facts.leaveOut(name(id, record), for: .toBeDeleted)
    }
    if word(columns.enabled, of: record) == "false" {
      return facts.leaveOut(name(id, record), for: .notEnabled)
    }
    write(record, place, more?.cells, more?.place)
  }

  mutating func finish() {
    for row in demographics.leftLines {
      handOn(row.line, .demographics, row.place, reason: row.reason)
    }
  }

  private mutating func takeHeadings(
    _ record: borrowing CSVRecord,
    _ place: OneRosterPlace
  ) throws {
    let names = (0..<record.fieldCount).map { oneRosterWord(record.text($0)) }
    let role = names.firstIndex(of: "role")
    guard role != nil || students != nil || everybody else {
      throw RosterError.oneRosterRoles(file: export)
    }
    columns = Columns(
      id: names.firstIndex(of: "sourcedid") ?? 0,
      role: role,
      status: names.firstIndex(of: "status"),
      enabled: names.firstIndex(of: "enableduser"),
      name: ["givenname", "familyname"].compactMap { names.firstIndex(of: $0) }
    )
    write(record, place, demographics.headings, nil)
  }

  private func isStudent(_ id: String, _ record: borrowing CSVRecord, role: Int?) -> Bool {
    if let students { return students.contains(id) }
    return role == nil || word(role, of: record) == "student"
  }

  /// A cell of a fixed list; nil if there is no such column.
  private func word(_ column: Int?, of record: borrowing CSVRecord) -> String? {
    guard let column, column < record.fieldCount else { return nil }
    return oneRosterWord(record.text(column))
  }

  private func name(_ id: String, _ record: borrowing CSVRecord) -> String {
    var words: [String] = []
    for column in columns?.name ?? [] where column < record.fieldCount {
      words.append(record.text(column))
    }
    return words.isEmpty ? id : "\(words.joined(separator: " ")) (\(id))"
  }

  private mutating func write(
    _ record: borrowing CSVRecord,
    _ place: OneRosterPlace,
    _ more: [[UInt8]]?,
    _ morePlace: OneRosterPlace?
  ) {
    let cells = more ?? [[UInt8]](repeating: [], count: demographics.headings.count)
    for field in 0..<record.fieldCount {
      writer.field(record.bytes.span.extracting(record.range(of: field)))
    }
    for cell in cells { writer.field(cell[...]) }
    writer.endRecord()
    append(
      writer.bytes,
      OneRosterFacts.Line(
        line: line,
        part: .users,
        place: place,
        more: (morePlace, record.fieldCount)
      )
    )
    writer.bytes.removeAll(keepingCapacity: true)
  }

  private mutating func handOn(
    _ text: [UInt8],
    _ part: OneRosterPart,
    _ place: OneRosterPlace,
    reason: OneRosterOrphan? = nil
  ) {
    append(
      text + [0x0A],
      OneRosterFacts.Line(line: line, part: part, place: place, reason: reason)
    )
  }

  private mutating func append(_ text: [UInt8], _ record: OneRosterFacts.Line) {
    lines.append(record)
    bytes += text
    var previous: UInt8 = 0
    for byte in text {
      // CRLF is one line end.
      if byte == 0x0D || byte == 0x0A && previous != 0x0D { line += 1 }
      previous = byte
    }
  }
}
