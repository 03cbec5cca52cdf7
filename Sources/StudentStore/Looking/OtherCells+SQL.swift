import Bytes
import SQLite

extension SchoolDatabase {
  /// The cells of a student's line that stand in columns which studentdb does not understand, in
  /// their order; none where the file has no such column.
  ///
  /// - Throws: `StoreError.unknown` where there is no such student.
  package func otherCells(of student: Int64) throws -> [String] {
    var statement = try connection.prepare("SELECT other_cells FROM student WHERE id = ?")
    let array = try statement.first(binding: .integer(student)) { row in
      try row.optionalText("other_cells")
    }
    guard let array else { throw StoreError.unknown(kind: "student", id: "\(student)") }
    guard let cells = JSONTextArray.texts(in: array ?? "[]") else {
      throw StoreError.malformed(table: "student", detail: "other_cells of \(student) is no list")
    }
    return cells.map { String(decoding: $0, as: UTF8.self) }
  }
}
