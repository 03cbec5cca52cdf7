import Bytes
import SQLite

/// A line of a file about a student, cell by cell.
package struct StoredLine: Sendable {
  package let importBatch: Int64
  package let cells: [[UInt8]]
}

/// Reads the lines about students that are stored: those that brought them, and those of later files
/// that say something else.
///
/// A class, because it keeps prepared statements and what it learnt about the imports.
package final class StoredLines {
  private let database: SchoolDatabase
  private var later: Statement
  private var first: Statement
  private var students: Statement
  private var columns: [Int64: ImportColumns] = [:]
  private var blanks: [Int64: BlankCells] = [:]
  private var places: [Int64: [Int]?] = [:]
  private var secondRows: [Int64: [(other: Int64, afterImport: Int64)]]?
  /// The imports that were reverted.
  private let reverted: Set<Int64>

  package init(_ database: SchoolDatabase) throws {
    self.database = database
    later = try database.connection.prepare(
      """
      SELECT import_batch, cells FROM student_line WHERE student = ? ORDER BY import_batch DESC
      """
    )
    first = try database.connection.prepare(
      """
      SELECT other_cells, EXISTS (SELECT 1 FROM student_change WHERE student = ?1) AS is_changed
      FROM student WHERE id = ?1
      """
    )
    students = try database.connection.prepare(StudentTable.selectByID)
    var reverts = try database.connection.prepare("SELECT import_batch FROM import_revert")
    reverted = Set(try reverts.map { row in try row.integer("import_batch") })
  }

  /// The columns of an import's file.
  package func columns(of importBatch: Int64) throws -> ImportColumns {
    if let known = columns[importBatch] { return known }
    let batch = try database.importRecord(importBatch)
    blanks[importBatch] = batch.blankCells
    let new = try ImportColumns(batch)
    columns[importBatch] = new
    return new
  }

  /// What the empty cells of an import say.
  private func blankCells(of importBatch: Int64) throws -> BlankCells {
    _ = try columns(of: importBatch)
    return blanks[importBatch] ?? .keep
  }

  /// One student, active or not, as `SchoolDatabase.student(_:)` without preparing a statement for each.
  ///
  /// - Throws: `StoreError.unknown` where there is none.
  package func student(_ id: Int64) throws -> Student {
    guard let student = try students.first(binding: .integer(id), body: Student.init(row:)) else {
      throw StoreError.unknown(kind: "student", id: "\(id)")
    }
    return student
  }

  /// The stored lines about a student, the newest first.
  package func lines(of student: Student) throws -> [StoredLine] {
    var lines = try later.map(binding: .integer(student.id)) { row in
      StoredLine(
        importBatch: try row.integer("import_batch"),
        cells: try Self.cells(in: try row.text("cells"), table: "student_line")
      )
    }
    if lines.last?.importBatch != student.importBatch { lines.append(try firstLine(of: student)) }
    return lines
  }

  /// The stored lines about a child, those about second rows included, in the order in which a cell is
  /// looked for in them.
  ///
  /// The lines about second rows from before a join come last, because the first row's values stand
  /// against them. After it the newest comes first, and within one file the first row's.
  package func linesOfChild(_ student: Student) throws -> [StoredLine] {
    let joins = try self.joins()[student.id, default: []]
    var lines = try lines(of: student)
    guard !joins.isEmpty else { return lines }
    var earlier: [StoredLine] = []
    for (other, afterImport) in joins {
      for line in try self.lines(of: try self.student(other)) {
        guard line.importBatch > afterImport else {
          earlier.append(line)
          continue
        }
        let place = lines.firstIndex { $0.importBatch < line.importBatch } ?? lines.count
        lines.insert(line, at: place)
      }
    }
    return lines + earlier
  }

  /// The second rows of each student, with the newest import when they were joined; read once.
  private func joins() throws -> [Int64: [(other: Int64, afterImport: Int64)]] {
    if let secondRows { return secondRows }
    var read: [Int64: [(other: Int64, afterImport: Int64)]] = [:]
    for join in try database.activeJoins() {
      guard let root = try student(join.other).sameAs else { continue }
      read[root, default: []].append((join.other, join.afterImport))
    }
    secondRows = read
    return read
  }

  /// Whether a student has a second row.
  package func hasSecondRow(_ student: Int64) throws -> Bool { try joins()[student] != nil }

  /// A student's line in the import that brought the student.
  private func firstLine(of student: Student) throws -> StoredLine {
    let stored = try first.first(binding: .integer(student.id)) { row in
      (
        cells: try row.optionalText("other_cells").map { try Self.cells(in: $0, table: "student") }
          ?? [],
        isChanged: try row.integer("is_changed") == 1
      )
    }
    guard let stored else { throw StoreError.unknown(kind: "student", id: "\(student.id)") }
    return StoredLine(
      importBatch: student.importBatch,
      cells: try columns(of: student.importBatch).cells(
        of: stored.isChanged ? try database.asImported(student) : student,
        otherCells: stored.cells
      )
    )
  }

  /// The line of a student who was never changed, in the import that brought the student.
  func firstLine(of student: Student, otherCells: String?) throws -> StoredLine {
    StoredLine(
      importBatch: student.importBatch,
      cells: try columns(of: student.importBatch).cells(
        of: student,
        otherCells: try otherCells.map { try Self.cells(in: $0, table: "student") } ?? []
      )
    )
  }

  /// The cells of a line that repeats what another import says of the student.
  ///
  /// `base`: the other import. `wanted`: the columns of the line.
  package func cells(
    of student: Student,
    in base: Int64,
    as wanted: ImportColumns
  ) throws -> [[UInt8]] {
    guard let line = try lines(of: student).first(where: { $0.importBatch == base }),
      let cells = try cells(of: line, as: wanted)
    else {
      throw StoreError.malformed(
        table: "repeated_line",
        detail: "import i\(base) has no such line about student \(student.id)"
      )
    }
    return cells
  }

  /// The cells of a line in the columns of another file; nil if the line lacks one.
  ///
  /// `wanted`: always those of the same file.
  package func cells(of line: StoredLine, as wanted: ImportColumns) throws -> [[UInt8]]? {
    let columns = try columns(of: line.importBatch)
    guard line.cells.count == columns.headings.count else {
      throw StoreError.malformed(table: "student_line", detail: "a line has too few cells")
    }
    guard let places = places(of: wanted, in: columns, line.importBatch) else { return nil }
    return places.map { line.cells[$0] }
  }

  /// Where the wanted columns are in the lines of an import.
  private func places(
    of wanted: ImportColumns,
    in columns: ImportColumns,
    _ importBatch: Int64
  ) -> [Int]? {
    if let known = places[importBatch] { return known }
    let new = wanted.places(in: columns)
    places[importBatch] = .some(new)
    return new
  }

  /// The latest cell of a column that studentdb only keeps, among the active files that have it; nil
  /// if none has.
  ///
  /// `lines`: those about one student, the newest first.
  package func latest(
    _ meaning: ImportColumns.Meaning,
    in lines: [StoredLine]
  ) throws -> [UInt8]? {
    var found: [UInt8]?
    for line in lines where !reverted.contains(line.importBatch) {
      guard let column = try columns(of: line.importBatch).column(of: meaning) else { continue }
      let cell = line.cells[column]
      if !cell.isEmpty { return cell }
      found = found ?? cell
      // An empty cell that says nothing leaves what an older file has.
      if try blankCells(of: line.importBatch) == .clear { return cell }
    }
    return found
  }

  static func cells(in array: String, table: String) throws -> [[UInt8]] {
    guard let cells = JSONTextArray.texts(in: array) else {
      throw StoreError.malformed(table: table, detail: "cells are no JSON array of texts")
    }
    return cells
  }
}
