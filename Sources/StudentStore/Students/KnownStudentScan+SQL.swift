import Bytes
import SQLite

/// A known student as an import needs them: who they are, and the hashes of the line that brought them.
package struct KnownStudent: Sendable {
  package let number: Int64
  package let schoolID: String?
  package let name: String
  package let group: String?
  /// In ISO form.
  package let birthDate: String?
  package let isNoPerson: Bool
  package let hasLeft: Bool
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
package struct KnownStudentScan {
  private let database: SchoolDatabase
  private let stored: StoredLines
  /// The columns of the file.
  private let wanted: ImportColumns
  private let hashed: HashedColumns
  private var sources: [Int64: [CellSource]?] = [:]
  /// The places of the other cells in their array.
  private var places: [Range<Int>] = []

  /// Where a cell of the file's line is in a row of `student`.
  private enum CellSource {
    /// A text as written, or else the value that was written in the same way.
    case text(Int, value: Int?)
    case height
    /// Of the other cells, by their number.
    case other(Int)
  }

  /// Prepares the scan.
  ///
  /// `wanted`: the columns of the file. `hashed`: those that it can change.
  package init(
    _ database: SchoolDatabase,
    for wanted: ImportColumns,
    hashed: HashedColumns
  ) throws {
    self.database = database
    self.wanted = wanted
    self.hashed = hashed
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
      SELECT \(SQL.columns(StudentColumn.all.map(\.name))) FROM student
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
        let number = try row.integer(at: Place.id)
        let importBatch = try row.integer(at: Place.importBatch)
        try visit(
          KnownStudent(
            number: number,
            schoolID: try row.optionalText(at: Place.schoolID),
            name: try row.text(at: Place.name),
            group: try row.optionalText(at: Place.group),
            birthDate: try row.optionalText(at: Place.birthDate),
            isNoPerson: try row.optionalInteger(at: Place.isNoPerson) != nil,
            hasLeft: try row.optionalInteger(at: Place.hasLeft) != nil,
            sameAs: try row.optionalInteger(at: Place.sameAs),
            importBatch: importBatch,
            cells: try cells(of: row, from: importBatch),
            values: try values(of: row)
          )
        )
      }
    }
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
    guard let sources = try sources(in: importBatch) else { return nil }
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
      case .height:
        if try row.number(
          ofBytesAt: Place.heightText,
          {
            hasher.combine(counted: $0)
            return 0
          }
        )
          == nil
        {
          let text = try row.optionalReal(at: Place.height).map { "\($0)" } ?? ""
          hasher.combine(counted: text.utf8.span)
        }
      case .other(let index):
        if !areKnown {
          let isPlain = try row.number(ofBytesAt: Place.otherCells) {
            JSONTextArray.places(inPlain: $0, into: &places) ? 1 : 0
          }
          guard let isPlain else { return false }
          if isPlain == 0 {
            escaped = try StoredLines.cells(in: row.text(at: Place.otherCells), table: "student")
          }
          areKnown = true
        }
        if escaped.isEmpty {
          guard index < places.count else { return false }
          let range = places[index]
          _ = try row.number(ofBytesAt: Place.otherCells) { array in
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
    for (place, part) in hashed.parts.enumerated() {
      switch part {
      case .none: continue
      case .text where hasValue: continue
      case .text, .value: break
      }
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
    let columns = try stored.columns(of: importBatch)
    let others = Dictionary(
      columns.others.enumerated().map { ($0.element, $0.offset) },
      uniquingKeysWith: { first, _ in first }
    )
    let found: [CellSource]? = wanted.places(in: columns).map { places in
      places.compactMap { column in
        if let index = others[column] { return .other(index) }
        return columns.aspects[column].flatMap { Self.source(of: $0) }
      }
    }
    // A column without a source would be left out of the hash.
    let complete = found.flatMap { $0.count == wanted.headings.count ? $0 : nil }
    sources[importBatch] = .some(complete)
    return complete
  }

  /// Where the text of an aspect is; nil for one that has none.
  private static func source(of aspect: StudentAspect) -> CellSource? {
    let columns = StudentColumn.all.indices.filter { StudentColumn.all[$0].aspect == aspect }
    let value = columns.first {
      if case .value = StudentColumn.all[$0].meaning { true } else { false }
    }
    let text = columns.first { StudentColumn.all[$0].isText }
    switch aspect {
    case .height: return .height
    case .gender, .age: return text.map { .text($0, value: nil) }
    default: return (text ?? value).map { .text($0, value: value) }
    }
  }

  /// The places of columns in the scan.
  private enum Place {
    static let id = place(of: "id")
    static let importBatch = place(of: "import_batch")
    static let schoolID = place(of: "school_id")
    static let name = place(of: "name")
    static let height = place(of: "height_cm")
    static let heightText = place(of: "height_text")
    static let group = place(of: "group_name")
    static let birthDate = place(of: "birth_date")
    static let otherCells = place(of: "other_cells")
    static let isNoPerson = place(of: "not_a_person")
    static let hasLeft = place(of: "has_left")
    static let sameAs = place(of: "same_as")

    private static func place(of name: String) -> Int {
      guard let place = StudentColumn.all.firstIndex(where: { "\($0.name)" == name }) else {
        preconditionFailure("\(name) is a column of student")
      }
      return place
    }
  }
}
