import Bytes
import SQLite

extension SchoolDatabase {
  /// The stored record of one import.
  ///
  /// - Throws: `StoreError.unknown` if there is none.
  package func importRecord(_ id: Int64) throws -> ImportBatch {
    var statement = try connection.prepare(Self.selectImport)
    let batch = try reading("import_batch", "row \(id)") {
      try statement.first(binding: .integer(id), body: ImportBatch.init(reading:))
    }
    guard let batch else { throw StoreError.unknown(kind: "import", id: "i\(id)") }
    return batch
  }

  private static let selectImport: SQL =
    "SELECT \(SQL.columns(CoveredTable.importBatch.columns)) FROM import_batch WHERE id = ?"

  /// Students of an import whose height is in doubt, the first hundred.
  package func doubtfulHeights(of batch: ImportBatch) throws -> [DoubtfulHeight] {
    guard let students = batch.students else { return [] }
    var statement = try connection.prepare(
      """
      SELECT id, line, coalesce(height_text, '') AS word FROM student
      WHERE id BETWEEN ? AND ? AND height_problem = 'doubt' AND not_a_person IS NULL ORDER BY id LIMIT 100
      """
    )
    return try statement.map(
      binding: .integer(students.lowerBound),
      .integer(students.upperBound)
    ) { row in
      DoubtfulHeight(
        student: try row.integer("id"),
        line: try row.integer("line"),
        text: try row.text("word")
      )
    }
  }

  /// The ids of all active imports, oldest first.
  package func importIDs() throws -> [Int64] {
    var statement = try connection.prepare(
      """
      SELECT id FROM import_batch
      WHERE id NOT IN (SELECT import_batch FROM import_revert) ORDER BY id
      """
    )
    return try statement.map { row in try row.integer("id") }
  }

  /// The newest active import for each list of headings, the newest first; and whether all imports
  /// with these headings read the same sheet.
  package func newestImports() throws -> [(batch: ImportBatch, hasOneSheet: Bool)] {
    var statement = try connection.prepare(
      """
      SELECT max(id) AS id, count(DISTINCT sheet) AS sheets FROM import_batch
      WHERE id NOT IN (SELECT import_batch FROM import_revert) GROUP BY headings ORDER BY 1 DESC
      """
    )
    let newest = try statement.map { row in
      (id: try row.integer("id"), sheets: try row.integer("sheets"))
    }
    return try newest.map { (try importRecord($0.id), $0.sheets == 1) }
  }

  /// The lines of an import that could not become students, in order.
  package func rejectedRows(of importBatch: Int64, limit: Int? = nil) throws -> [RejectedRow] {
    var statement = try connection.prepare(
      """
      SELECT line, column_number, byte_offset, code, message, record, student, file
      FROM rejected_row
      WHERE import_batch = ? ORDER BY id LIMIT ?
      """
    )
    return try reading("rejected_row", "import i\(importBatch)") {
      try statement.map(
        binding: .integer(importBatch),
        .integer(limit.map { Int64($0) } ?? -1)
      ) { row in
        var rejected = RejectedRow(
          line: try row.count("line"),
          column: try row.optionalCount("column_number"),
          byteOffset: try row.count("byte_offset"),
          code: try row.text("code"),
          message: try row.text("message"),
          record: try row.blob("record"),
          file: try row.optionalText("file")
        )
        rejected.student = try row.optionalInteger("student")
        return rejected
      }
    }
  }
}

/// A height with several readings, or with no plausible one.
package struct DoubtfulHeight: Sendable {
  package let student: Int64
  /// Its line in the file.
  package let line: Int64
  /// The cell as written.
  package let text: String
}

extension SchoolDatabase {
  /// The cells of a student's line in unknown columns, in order; empty if the file has no such
  /// column.
  ///
  /// - Throws: `StoreError.unknown` if there is no such student.
  package func otherCells(of student: Int64) throws -> [String] {
    var statement = try connection.prepare("SELECT other_cells FROM student WHERE id = ?")
    let array = try statement.first(binding: .integer(student)) { row in
      try row.optionalText("other_cells")
    }
    guard let array else { throw StoreError.unknown(kind: "student", id: "\(student)") }
    guard let cells = JSONTextArray.texts(in: array ?? "[]") else {
      throw StoreError.malformed(
        table: "student",
        detail: "other_cells of \(student) is not a list"
      )
    }
    return cells.map { String(decoding: $0, as: UTF8.self) }
  }
}
