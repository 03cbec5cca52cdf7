import SQLite

/// The rejected lines of one import in file order, some of them in memory.
package struct RejectedRowCursor {
  /// A row can be as long as the longest record.
  private static let rowsAtOnce = 64

  private let database: SchoolDatabase
  private let importBatch: Int64
  private var rows: ArraySlice<(id: Int64, row: RejectedRow)> = []
  private var lastID: Int64 = 0
  private var isAtEnd = false

  /// Starts before the first.
  package init(of importBatch: Int64, in database: SchoolDatabase) {
    self.importBatch = importBatch
    self.database = database
  }

  /// The next row; nil after the last one.
  package var row: RejectedRow? {
    mutating get throws {
      if rows.isEmpty, !isAtEnd { try fetch() }
      return rows.first?.row
    }
  }

  /// Moves to the next row.
  package mutating func advance() { _ = rows.popFirst() }

  private mutating func fetch() throws {
    var statement = try database.connection.prepare(
      """
      SELECT id, line, column_number, byte_offset, code, message, record, file FROM rejected_row
      WHERE import_batch = ? AND id > ? ORDER BY id LIMIT ?
      """
    )
    let found = try statement.map(
      binding: .integer(importBatch),
      .integer(lastID),
      .integer(Int64(Self.rowsAtOnce))
    ) { row in
      (
        id: try row.integer("id"),
        row: RejectedRow(
          line: Int(try row.integer("line")),
          column: try row.optionalInteger("column_number").map { Int($0) },
          byteOffset: Int(try row.integer("byte_offset")),
          code: try row.text("code"),
          message: try row.text("message"),
          record: try row.blob("record"),
          file: try row.optionalText("file")
        )
      )
    }
    rows = found[...]
    lastID = found.last?.id ?? lastID
    isAtEnd = found.count < Self.rowsAtOnce
  }
}
