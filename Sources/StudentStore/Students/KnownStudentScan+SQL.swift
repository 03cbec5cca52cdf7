import Bytes
import SQLite

/// A known student as an import needs them: the hashes of who they are, and of the line that brought
/// them.
package struct KnownStudent: Sendable {
  package let number: Int64
  package let schoolID: UInt64?
  package let name: UInt64
  package let group: UInt64?
  /// Of its ISO form.
  package let birthDate: UInt64?
  package let isNoPerson: Bool
  /// The name of a student who left; nil for one who did not.
  package let nameOfLeaver: String?
  /// The student whose second row this is.
  package let sameAs: Int64?
  /// The import that brought the student.
  package let importBatch: Int64
  /// The hash of the cells of its line; nil where it lacks a column of the file.
  package let cells: UInt64?
  /// The hash of the student's values now.
  package let values: UInt64
}

/// Reads all known students once, for the lines of a file that is about to be imported.
///
/// Only the columns that the file needs are read.
package struct KnownStudentScan {
  private let database: SchoolDatabase
  private let stored: StoredLines
  /// The columns of the file.
  private let wanted: ImportColumns
  private let hash: TextHash
  private let columns: KnownStudentColumns
  private var sources: [Int64: [CellSource]?] = [:]
  /// The import of the last row, and its sources.
  private var last: (importBatch: Int64, sources: [CellSource]?)?
  /// The last height, as it is written.
  private var digits: [UInt8] = []
  /// The places of the other cells in their array.
  private var places: [Range<Int>] = []

  /// How ids, names, groups and birth dates are hashed.
  package typealias TextHash = (borrowing Span<UInt8>) -> UInt64

  /// Where a cell of the file's line is in a row of the scan.
  private enum CellSource {
    /// A text as written, or else the value that was written in the same way.
    case text(Int, value: Int?)
    case height(Int, text: Int)
    /// Of the other cells, by their number.
    case other(Int)
  }

  /// Prepares the scan.
  ///
  /// `wanted`: the columns of the file. `hashed`: those that it can change.
  package init(
    _ database: SchoolDatabase,
    for wanted: ImportColumns,
    hashed: HashedColumns,
    hash: @escaping TextHash
  ) throws {
    self.database = database
    self.wanted = wanted
    self.hash = hash
    columns = KnownStudentColumns(for: wanted, hashed: hashed)
    stored = try StoredLines(database)
  }

  /// Visits the active students with some numbers, in order, with the hash of the line that brought
  /// them.
  ///
  /// The hash of a student who was changed since is that of no line; `forEachLater` and
  /// `forEachChanged` say so.
  package mutating func forEachStudent(
    in numbers: ClosedRange<Int64>,
    _ visit: (KnownStudent) throws -> Void
  ) throws {
    var statement = try database.connection.prepare(
      """
      SELECT \(SQL.columns(columns.names)) FROM student
      WHERE import_batch NOT IN (SELECT import_batch FROM import_revert)
        AND id BETWEEN ? AND ?
      ORDER BY id
      """
    )
    try database.connection.withCache(.narrow) {
      try statement.forEachRow(
        binding: .integer(numbers.lowerBound),
        .integer(numbers.upperBound)
      ) { row in
        let importBatch = try row.integer(at: columns.importBatch)
        let hasLeft = try row.optionalInteger(at: columns.hasLeft) != nil
        guard let name = try hash(of: row, at: columns.name) else {
          throw StoreError.malformed(table: "student", detail: "a student has no name")
        }
        try visit(
          KnownStudent(
            number: try row.integer(at: columns.id),
            schoolID: try hash(of: row, at: columns.schoolID),
            name: name,
            group: try hash(of: row, at: columns.group),
            birthDate: try hash(of: row, at: columns.birthDate),
            isNoPerson: try row.optionalInteger(at: columns.isNoPerson) != nil,
            nameOfLeaver: hasLeft ? try row.text(at: columns.name) : nil,
            sameAs: try row.optionalInteger(at: columns.sameAs),
            importBatch: importBatch,
            cells: try cells(of: row, from: importBatch),
            values: try values(of: row)
          )
        )
      }
    }
  }

  /// The hash of a text; nil for NULL, and for a column that is not read.
  private func hash(of row: borrowing Row, at place: Int?) throws -> UInt64? {
    guard let place else { return nil }
    return try row.number(ofTextAt: place) { Int(truncatingIfNeeded: hash($0)) }
      .map { UInt64(bitPattern: Int64($0)) }
  }

  /// Visits the lines that are stored whole, in the order of the imports, with the hash of their cells;
  /// nil where the import lacks a column of the file.
  package func forEachLater(
    _ visit: (_ student: Int64, _ importBatch: Int64, _ cells: UInt64?) throws -> Void
  ) throws {
    var statement = try database.connection.prepare(
      """
      SELECT student, import_batch, cells FROM student_line
      WHERE import_batch NOT IN (SELECT import_batch FROM import_revert)
      ORDER BY import_batch, line
      """
    )
    try statement.forEachRow { row in
      let line = StoredLine(
        importBatch: try row.integer(at: 1),
        cells: try StoredLines.cells(in: try row.text(at: 2), table: "student_line")
      )
      try visit(
        try row.integer(at: 0),
        line.importBatch,
        try stored.cells(of: line, as: wanted).map { cells in
          var hasher = Hasher()
          for cell in cells { hasher.combine(counted: cell.span) }
          return hasher.finish()
        }
      )
    }
  }

  /// Visits the students whose values were changed after the line that brought them.
  package func forEachChanged(_ visit: (_ student: Int64) throws -> Void) throws {
    var statement = try database.connection.prepare("SELECT DISTINCT student FROM student_change")
    try statement.forEachRow { row in try visit(try row.integer(at: 0)) }
  }

  private mutating func cells(
    of row: borrowing Row,
    from importBatch: Int64
  ) throws -> UInt64? {
    if last?.importBatch != importBatch {
      last = (importBatch, try sources(in: importBatch))
    }
    guard let sources = last?.sources else { return nil }
    var hasher = Hasher()
    return try add(row, sources, to: &hasher) ? hasher.finish() : nil
  }

  /// Adds the cells of the line that brought a student; false if there are too few others.
  private mutating func add(
    _ row: borrowing Row,
    _ sources: [CellSource],
    to hasher: inout Hasher
  ) throws -> Bool {
    var areKnown = false
    var escaped: [[UInt8]] = []
    for source in sources {
      switch source {
      case .text(let text, let value):
        let place = row.isNull(at: text) ? value ?? text : text
        let length = try row.number(ofBytesAt: place) {
          hasher.combine(counted: $0)
          return 0
        }
        if length == nil { hasher.combine(0) }
      case .height(let height, let text):
        let length = try row.number(ofBytesAt: text) {
          hasher.combine(counted: $0)
          return 0
        }
        if length == nil {
          guard let number = try row.optionalReal(at: height) else {
            hasher.combine(0)
            continue
          }
          digits.overwrite(withHeight: number)
          hasher.combine(counted: digits.span)
        }
      case .other(let index):
        if !areKnown {
          let isPlain = try row.number(ofBytesAt: columns.otherCells) {
            JSONTextArray.places(inPlain: $0, into: &places) ? 1 : 0
          }
          guard let isPlain else { return false }
          if isPlain == 0 {
            escaped = try StoredLines.cells(in: row.text(at: columns.otherCells), table: "student")
          }
          areKnown = true
        }
        if escaped.isEmpty {
          guard index < places.count else { return false }
          let range = places[index]
          _ = try row.number(ofBytesAt: columns.otherCells) { array in
            hasher.combine(counted: array.extracting(range))
            return 0
          }
        } else {
          guard index < escaped.count else { return false }
          let cell = escaped[index]
          hasher.combine(counted: cell.span)
        }
      }
    }
    return true
  }

  /// The hash of the values in the columns that the file can change.
  private func values(of row: borrowing Row) throws -> UInt64 {
    var hasher = Hasher()
    var hasValue = false
    for (place, isText) in columns.values {
      if isText, hasValue { continue }
      hasValue = true
      switch row.storageClass(at: place) {
      case .null:
        hasher.addNothing()
        hasValue = false
      case .integer: hasher.add(integer: try row.integer(at: place))
      case .real: hasher.add(real: try row.real(at: place))
      case .text, .blob:
        _ = try row.number(ofBytesAt: place) {
          hasher.add(text: $0)
          return 0
        }
      }
    }
    return hasher.finish()
  }

  /// Where the file's cells are in the rows of an import; nil if it lacks a column.
  private mutating func sources(in importBatch: Int64) throws -> [CellSource]? {
    if let known = sources[importBatch] { return known }
    let stored = try stored.columns(of: importBatch)
    let others = Dictionary(
      stored.others.enumerated().map { ($0.element, $0.offset) },
      uniquingKeysWith: { first, _ in first }
    )
    let found: [CellSource]? = wanted.places(in: stored).map { places in
      places.compactMap { column in
        if let index = others[column] { return .other(index) }
        return stored.aspects[column].flatMap { source(of: $0) }
      }
    }
    // A column without a source would be left out of the hash.
    let complete = found.flatMap { $0.count == wanted.headings.count ? $0 : nil }
    sources[importBatch] = .some(complete)
    return complete
  }

  /// Where the text of an aspect is; nil for one that has none, or is not read.
  private func source(of aspect: StudentAspect) -> CellSource? {
    if aspect == .height {
      guard let height = columns.height, let text = columns.heightText else { return nil }
      return .height(height, text: text)
    }
    let (text, value) = columns.places(of: aspect)
    switch aspect {
    case .gender, .age: return text.map { .text($0, value: nil) }
    default: return (text ?? value).map { .text($0, value: value) }
    }
  }
}
