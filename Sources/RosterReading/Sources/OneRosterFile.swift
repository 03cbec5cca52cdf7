import CSV
import TextEncoding

/// A file of a OneRoster export that has lines of students.
package enum OneRosterPart: String, Sendable {
  case users = "users.csv"
  case demographics = "demographics.csv"
}

/// Reads one CSV file of an export, with any byte order mark, and gives the position of each
/// record.
struct OneRosterFile {
  private var reader: any ByteReader
  private var parser = CSVParser(dialect: .comma)
  private var decoder: TextDecoder
  private var positions: OriginalPositions
  private let encoding: CharacterEncoding
  /// The bytes read while looking for the mark, without it.
  private var start: [UInt8]
  private var isAtEnd = false

  /// Starts with the mark.
  ///
  /// Throws `RosterError` if the mark is that of an unsupported encoding.
  init(_ reader: any ByteReader, of export: String) throws {
    var reader = reader
    var start: [UInt8] = []
    while start.count < 4, case let piece = try reader.next(), !piece.isEmpty { start += piece }
    let opening: TextOpening
    do throws(TextEncodingError) {
      opening = try TextOpening(of: start)
    } catch {
      throw RosterError.unreadableEncoding(file: export, error)
    }
    self.reader = reader
    self.start = Array(start.dropFirst(opening.markLength))
    encoding = opening.encoding
    decoder = TextDecoder(opening.encoding)
    positions = OriginalPositions(
      opening.encoding,
      markLength: opening.markLength,
      reach: CSVLimits().recordBytes
    )
  }

  /// Reads the next piece; false at the end.
  ///
  /// The closure gets each record and its place in the file.
  mutating func next(
    _ body: (borrowing CSVRecord, OneRosterPlace) throws -> Void
  ) throws -> Bool {
    guard !isAtEnd else { return false }
    let piece = start.isEmpty ? try reader.next() : start
    start = []
    isAtEnd = piece.isEmpty
    var text: [UInt8] = []
    if isAtEnd {
      decoder.finish(into: &text)
    } else {
      decoder.decode(piece[...], into: &text)
    }
    var positions = positions
    var parser = parser
    positions.append(text.span)
    let encoding = encoding
    let take = { (record: borrowing CSVRecord) in
      let byteOffset = positions.original(of: record.byteOffset)
      try body(record, OneRosterPlace(record, byteOffset: byteOffset, encoding: encoding))
    }
    try parser.parse(text[...], take)
    if isAtEnd { try parser.finish(take) }
    self.positions = positions
    self.parser = parser
    return true
  }
}

/// Where a record is in its file.
struct OneRosterPlace: Sendable {
  let line: Int
  let byteOffset: Int
  /// Where each cell begins: lines after the first, and the column in bytes from 1.
  fileprivate(set) var cells: [(line: Int32, column: Int32)]
  /// Whether a column of the decoded text is one of the file.
  let isUTF8: Bool

  fileprivate init(
    _ record: borrowing CSVRecord,
    byteOffset: Int,
    encoding: CharacterEncoding
  ) {
    line = record.line
    self.byteOffset = byteOffset
    isUTF8 = encoding == .utf8
    var cells: [(line: Int32, column: Int32)] = []
    if record.fault == nil {
      let raw = isUTF8 ? [] : record.raw
      for field in 0..<record.fieldCount {
        let line = record.line(of: field) - record.line
        let column = record.column(of: field)
        cells.append(
          (
            Int32(clamping: line),
            Int32(
              clamping: isUTF8
                ? column : encoding.originalColumn(of: column, in: raw, linesBefore: line)
            )
          )
        )
      }
    }
    self.cells = cells
  }
}

/// A heading or a word of a fixed list, ignoring spaces and case.
func oneRosterWord(_ text: String) -> String {
  String(text.unicodeScalars.filter { $0 != "\u{FEFF}" && $0 != " " }).lowercased()
}

/// A OneRoster file that is joined by sourcedId: demographics.csv or roles.csv.
struct OneRosterTable {
  /// The cells of a line without its sourcedId, the line as it is, and where.
  struct Row {
    let cells: [[UInt8]]
    let line: [UInt8]
    let place: OneRosterPlace
    /// Why it belongs to no user, unless a user is found for it.
    let reason: OneRosterOrphan
  }

  /// The headings but for the sourcedId.
  private(set) var headings: [[UInt8]] = []
  /// The ids of lines that the export marks as to be deleted.
  private(set) var deleted: [String] = []

  private var rows: [String: Row] = [:]
  /// Lines without a unique id: damaged, or with the id of an earlier line.
  private var odd: [Row] = []
  private var idColumn = 0
  private var statusColumn: Int?
  private var studentIDs: Set<String> = []
  private var roleColumns: (user: Int, role: Int)?

  /// Reads all of it.
  init(_ reader: any ByteReader, of export: String) throws {
    var file = try OneRosterFile(reader, of: export)
    while try file.next({ record, place in take(record, place) }) {}
  }

  /// The users to whom a roles.csv gives the role of a student; nil if it has no roles.
  var students: Set<String>? { roleColumns == nil ? nil : studentIDs }

  /// Removes and returns the line with an id.
  mutating func take(_ id: String) -> Row? { rows.removeValue(forKey: id) }

  /// The lines that belong to no user, in file order.
  var leftLines: [Row] { (rows.values + odd).sorted { $0.place.line < $1.place.line } }

  private mutating func take(_ record: borrowing CSVRecord, _ place: OneRosterPlace) {
    guard !record.isBlank else { return }
    guard record.fault == nil else { return keepOdd(record, place, .unreadable) }
    var cells = (0..<record.fieldCount).map { Array(record.bytes[record.range(of: $0)]) }
    guard !headings.isEmpty else {
      takeHeadings(&cells)
      return
    }
    let isDeleted =
      statusColumn.map { $0 < cells.count && word(cells[$0]) == "tobedeleted" } ?? false
    if let roleColumns {
      let last = max(roleColumns.user, roleColumns.role)
      if last < cells.count, !isDeleted, word(cells[roleColumns.role]) == "student" {
        studentIDs.insert(String(decoding: cells[roleColumns.user], as: UTF8.self))
      }
      return
    }
    guard cells.count == headings.count + 1 else {
      let expected = headings.count + 1
      return keepOdd(record, place, .cells(found: cells.count, expected: expected))
    }
    let id = String(decoding: cells.remove(at: idColumn), as: UTF8.self)
    guard !isDeleted else { return deleted.append(id) }
    guard rows[id] == nil else {
      return keepOdd(record, place, .repeatedID)
    }
    var place = place
    place.cells.remove(at: idColumn)
    rows[id] = Row(
      cells: cells,
      line: record.raw,
      place: place,
      reason: .noUser
    )
  }

  private mutating func keepOdd(
    _ record: borrowing CSVRecord,
    _ place: OneRosterPlace,
    _ reason: OneRosterOrphan
  ) {
    odd.append(Row(cells: [], line: record.raw, place: place, reason: reason))
  }

  private mutating func takeHeadings(_ cells: inout [[UInt8]]) {
    let names = cells.map { word($0) }
    idColumn = names.firstIndex(of: "sourcedid") ?? 0
    statusColumn = names.firstIndex(of: "status")
    if let user = names.firstIndex(of: "usersourcedid"), let role = names.firstIndex(of: "role") {
      roleColumns = (user, role)
    }
    cells.remove(at: idColumn)
    headings = cells
  }

  private func word(_ cell: [UInt8]) -> String {
    oneRosterWord(String(decoding: cell, as: UTF8.self))
  }
}
