/// Finds the columns of a statement by name, at the cost of comparing two addresses.
///
/// Code that reads a row names the columns in literals, mostly in the same order for each row. So
/// the address of each literal is stored with its column, and the one after the last is tried
/// first.
final class ColumnNames {
  private var known: [(address: UInt, length: Int, column: Int)] = []
  private var next = 0

  /// The column of that name, counted from 0.
  ///
  /// Names are those of SQL: small and large letters are the same. Where a statement does not say AS,
  /// SQLite gives a name as the definition of its table writes it, and a definition that was changed in
  /// this alone is for `verify` to report, not for a statement to fail over.
  ///
  /// - Throws: `misuse` for an unknown name, and for one that two columns have.
  func column(
    _ name: StaticString,
    of handle: StatementHandle,
    path: String?
  ) throws(SQLiteError) -> Int {
    let (address, length) = (name.address, name.utf8Length)
    if address != 0 {
      for _ in known.indices {
        if next >= known.count { next = 0 }
        let found = known[next]
        next += 1
        if found.address == address, found.length == length { return found.column }
      }
    }
    let wanted = name.description
    let folded = wanted.lowercased()
    let columns = (0..<handle.columnCount).filter {
      handle.columnName(at: $0).lowercased() == folded
    }
    guard let column = columns.first else {
      throw .misuse("no column is called \(wanted)", sql: handle.sql, path: path)
    }
    guard columns.count == 1 else {
      throw .misuse("two columns are called \(wanted)", sql: handle.sql, path: path)
    }
    if address != 0 {
      known.append((address, length, column))
      next = known.count
    }
    return column
  }
}

extension Row {
  /// Where a column is, counted from 0.
  package func place(of name: StaticString) throws(SQLiteError) -> Int {
    try names.column(name, of: handle, path: path)
  }

  /// Whether the column is NULL.
  package func isNull(_ name: StaticString) throws(SQLiteError) -> Bool {
    isNull(at: try place(of: name))
  }

  /// The whole number in the column; see ``integer(at:)``.
  package func integer(_ name: StaticString) throws(SQLiteError) -> Int64 {
    try integer(at: try place(of: name))
  }

  /// The number in the column, which must be stored as REAL.
  package func real(_ name: StaticString) throws(SQLiteError) -> Double {
    try real(at: try place(of: name))
  }

  /// The text in the column; see ``text(at:)``.
  package func text(_ name: StaticString) throws(SQLiteError) -> String {
    try text(at: try place(of: name))
  }

  /// The bytes in the column.
  package func blob(_ name: StaticString) throws(SQLiteError) -> [UInt8] {
    try blob(at: try place(of: name))
  }

  /// What `body` makes of the bytes of a text or blob, without a copy; `nil` for NULL.
  package func withBytes<R>(
    _ name: StaticString,
    _ body: (borrowing Span<UInt8>) throws -> R
  ) throws -> R? {
    try withBytes(at: try place(of: name), body)
  }

  /// The whole number in the column, or `nil` for NULL.
  package func optionalInteger(_ name: StaticString) throws(SQLiteError) -> Int64? {
    try optionalInteger(at: try place(of: name))
  }

  /// The REAL in the column, or `nil` for NULL.
  package func optionalReal(_ name: StaticString) throws(SQLiteError) -> Double? {
    try optionalReal(at: try place(of: name))
  }

  /// The text in the column, or `nil` for NULL.
  package func optionalText(_ name: StaticString) throws(SQLiteError) -> String? {
    try optionalText(at: try place(of: name))
  }

  /// The bytes in the column, or `nil` for NULL.
  package func optionalBlob(_ name: StaticString) throws(SQLiteError) -> [UInt8]? {
    try optionalBlob(at: try place(of: name))
  }

  /// The column as it is stored, whatever it is.
  package func value(_ name: StaticString) throws(SQLiteError) -> SQLiteValue {
    try value(at: try place(of: name))
  }
}
