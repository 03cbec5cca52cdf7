import SQLite

/// The INSERT statements that copy `packed_rows` into `student`: `?1` is the import, `?2` the first id.
enum PackedInsertion {
  /// The columns that nearly every row fills, numbered by SQLite.
  static let narrow = insert("INSERT INTO", packed(isWide: false))
  /// All columns, numbered by SQLite.
  static let wide = insert("INSERT INTO", packed(isWide: true))
  /// The same two with the numbers in the rows' commitments.
  static let narrowNumbered = insertNumbered("INSERT INTO", packed(isWide: false))
  static let wideNumbered = insertNumbered("INSERT INTO", packed(isWide: true))
  /// All columns, leaving out rows whose school id is taken.
  static let free = insertNumbered("INSERT OR IGNORE INTO", packed(isWide: true))

  /// The columns of `packed_rows` in their order.
  static func packed(isWide: Bool) -> [StaticString] {
    let columns = StudentColumn.all.filter { $0.use == .common || isWide && $0.use == .rare }
    return ["salt"] + columns.map(\.name)
  }

  /// The indices of a narrow row's columns in a wide one.
  static let placesInWide: [Int] = packed(isWide: false).map { name in
    packed(isWide: true).firstIndex { $0.description == name.description } ?? 0
  }

  private static func insert(_ insert: SQL, _ columns: [StaticString]) -> SQL {
    """
    \(insert) student (import_batch, \(SQL.columns(columns)))
    SELECT ?1, \(SQL.packedColumns(columns.count)) FROM packed_rows
    """
  }

  private static func insertNumbered(_ insert: SQL, _ columns: [StaticString]) -> SQL {
    """
    \(insert) student (id, import_batch, \(SQL.columns(columns)))
    SELECT ?2 + rowid, ?1, \(SQL.packedColumns(columns.count)) FROM packed_rows
    """
  }
}
