import Bytes

/// The current row of a statement, borrowed by a closure for one call.
///
/// It cannot be copied and is only borrowed, so it cannot outlive its row. Columns are identified
/// by name, or by index from 0. A column with another storage class than the requested one is an
/// error, never silently converted, because a file changed by another program can contain anything.
/// This holds for numbers too: `real(at:)` does not accept INTEGER, because a REAL column of a
/// STRICT table always returns REAL, even for whole numbers.
package struct Row: ~Copyable {
  let handle: StatementHandle
  let path: String?
  let names: ColumnNames
  /// How many columns the row has; every access compares with it, so SQLite is asked once.
  package let columnCount: Int

  init(of handle: StatementHandle, path: String?, names: ColumnNames) {
    self.handle = handle
    self.path = path
    self.names = names
    columnCount = handle.columnCount
  }

  /// Whether the column, which must be there, is NULL.
  package func isNull(at index: Int) -> Bool { storageClass(at: index) == .null }

  /// What kind of value the column, which must be there, holds.
  package func storageClass(at index: Int) -> StorageClass {
    precondition(index >= 0 && index < columnCount, "the row must have the column")
    return handle.storageClass(at: index)
  }

  /// The whole number in the column.
  ///
  /// - Throws: `unexpectedType` for NULL and every other storage class.
  package func integer(at index: Int) throws(SQLiteError) -> Int64 {
    try require(.integer, at: index)
    return handle.integer(at: index)
  }

  /// The number in the column, which must be stored as REAL.
  ///
  /// - Throws: `unexpectedType` for NULL and every other storage class, INTEGER too.
  package func real(at index: Int) throws(SQLiteError) -> Double {
    try require(.real, at: index)
    return handle.real(at: index)
  }

  /// The text in the column, NUL characters included.
  ///
  /// Bytes that are not valid UTF-8 come back as U+FFFD; ``withBytes(at:_:)`` shows the bytes
  /// as they are stored.
  ///
  /// - Throws: `unexpectedType` for NULL and every other storage class.
  package func text(at index: Int) throws(SQLiteError) -> String {
    try require(.text, at: index)
    let text = handle.withText(at: index) { String(repairing: $0) }
    guard let text else { throw outOfMemory() }
    return text
  }

  /// The bytes in the column.
  ///
  /// - Throws: `unexpectedType` for NULL and every other storage class.
  package func blob(at index: Int) throws(SQLiteError) -> [UInt8] {
    try require(.blob, at: index)
    let bytes = handle.withBlob(at: index) { Array(copying: $0) }
    guard let bytes else { throw outOfMemory() }
    return bytes
  }

  /// What `body` makes of the bytes of a text or blob, without a copy; `nil` for NULL.
  ///
  /// Text is given as the UTF-8 that is stored, unchecked.
  ///
  /// - Throws: `unexpectedType` for a number, and what `body` throws.
  package func withBytes<R>(
    at index: Int,
    _ body: (borrowing Span<UInt8>) throws -> R
  ) throws -> R? {
    let result: R?
    switch try checkedClass(at: index) {
    case .null: return nil
    case .text: result = try handle.withText(at: index, body)
    case .blob: result = try handle.withBlob(at: index, body)
    case let found: throw unexpected(found, at: index, wanted: "TEXT or BLOB")
    }
    guard let result else { throw outOfMemory() }
    return result
  }

  /// The number that `body` makes of the bytes of a text or blob, without a copy; `nil` for NULL.
  ///
  /// Like ``withBytes(at:_:)``, for loops over millions of rows: a concrete result type needs no
  /// run-time lookup of its optional.
  ///
  /// - Throws: `unexpectedType` for a number, and what `body` throws.
  package func number(
    ofBytesAt index: Int,
    _ body: (borrowing Span<UInt8>) throws -> Int
  ) throws -> Int? {
    switch try checkedClass(at: index) {
    case .null: return nil
    case .text:
      guard let number = try handle.withText(at: index, body) else { throw outOfMemory() }
      return number
    case .blob:
      guard let number = try handle.withBlob(at: index, body) else { throw outOfMemory() }
      return number
    case let found: throw unexpected(found, at: index, wanted: "TEXT or BLOB")
    }
  }

  /// The number that `body` makes of the UTF-8 of a text, without a copy; `nil` for NULL.
  ///
  /// - Throws: `unexpectedType` for every other storage class, and what `body` throws.
  package func number(
    ofTextAt index: Int,
    _ body: (borrowing Span<UInt8>) throws -> Int
  ) throws -> Int? {
    switch try checkedClass(at: index) {
    case .null: return nil
    case .text:
      guard let number = try handle.withText(at: index, body) else { throw outOfMemory() }
      return number
    case let found: throw unexpected(found, at: index, wanted: StorageClass.text.description)
    }
  }

  /// Appends the UTF-8 of the text in the column, with U+FFFD for invalid bytes, as ``text(at:)``.
  ///
  /// - Throws: `unexpectedType` for every other storage class but NULL.
  /// - Returns: whether there is a text; false for NULL.
  package func append(textAt index: Int, to bytes: inout [UInt8]) throws(SQLiteError) -> Bool {
    switch try checkedClass(at: index) {
    case .null: return false
    case .text:
      let start = bytes.count
      let isRead: Void? = handle.withText(at: index) { text in
        bytes.append(copying: text)
      }
      guard isRead != nil else { throw outOfMemory() }
      if bytes[start...].contains(where: { $0 >= 0x80 }) {
        bytes.replaceSubrange(start..., with: String(decoding: bytes[start...], as: UTF8.self).utf8)
      }
      return true
    case let found: throw unexpected(found, at: index, wanted: StorageClass.text.description)
    }
  }

  private func require(_ wanted: StorageClass, at index: Int) throws(SQLiteError) {
    let found = try checkedClass(at: index)
    guard found == wanted else {
      throw unexpected(found, at: index, wanted: wanted.description)
    }
  }

  func checkedClass(at index: Int) throws(SQLiteError) -> StorageClass {
    guard index >= 0, index < columnCount else {
      throw .misuse("no column \(index): the row has \(columnCount)", sql: handle.sql, path: path)
    }
    return handle.storageClass(at: index)
  }

  func unexpected(
    _ found: StorageClass,
    at index: Int,
    wanted: String
  ) -> SQLiteError {
    SQLiteError(
      .unexpectedType,
      extendedCode: SQLiteError.mismatchCode,
      message: "column \(index) (\(handle.columnName(at: index))) holds \(found), not \(wanted)",
      sql: handle.sql,
      path: path
    )
  }

  /// The error for a value that is outside the column's range: another program wrote it.
  ///
  /// - Parameters:
  ///   - index: The column.
  ///   - wanted: The expected value, such as "a probability from 0 to 1".
  /// - Returns: The error, which does not contain the value.
  package func outOfRange(at index: Int, wanted: String) -> SQLiteError {
    SQLiteError(
      .outOfRange,
      extendedCode: SQLiteError.mismatchCode,
      message: "column \(index) (\(handle.columnName(at: index))) is not \(wanted)",
      sql: handle.sql,
      path: path
    )
  }

  func outOfMemory() -> SQLiteError {
    SQLiteError(
      .outOfMemory,
      extendedCode: SQLiteError.outOfMemoryCode,
      message: "out of memory while reading a column",
      sql: handle.sql,
      path: path
    )
  }
}

extension Row {
  /// The whole number in the column, or `nil` for NULL; anything else is `unexpectedType`.
  package func optionalInteger(at index: Int) throws(SQLiteError) -> Int64? {
    try checkedClass(at: index) == .null ? nil : integer(at: index)
  }

  /// The REAL in the column, or `nil` for NULL; anything else is `unexpectedType`.
  package func optionalReal(at index: Int) throws(SQLiteError) -> Double? {
    switch try checkedClass(at: index) {
    case .null: nil
    // Read once, because a scan calls this a million times.
    case .real: handle.real(at: index)
    case let found: throw unexpected(found, at: index, wanted: StorageClass.real.description)
    }
  }

  /// The text in the column, or `nil` for NULL; anything else is `unexpectedType`.
  package func optionalText(at index: Int) throws(SQLiteError) -> String? {
    try checkedClass(at: index) == .null ? nil : text(at: index)
  }

  /// The bytes in the column, or `nil` for NULL; anything else is `unexpectedType`.
  package func optionalBlob(at index: Int) throws(SQLiteError) -> [UInt8]? {
    try checkedClass(at: index) == .null ? nil : blob(at: index)
  }

  /// The column as stored, of any type.
  package func value(at index: Int) throws(SQLiteError) -> SQLiteValue {
    switch try checkedClass(at: index) {
    case .integer: .integer(try integer(at: index))
    case .real: .real(try real(at: index))
    case .text: .text(try text(at: index))
    case .blob: .blob(try blob(at: index))
    case .null: .null
    }
  }
}

extension String {
  /// The text of UTF-8 bytes, with U+FFFD for invalid ones.
  init(repairing bytes: borrowing Span<UInt8>) {
    self = unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }
}

extension [UInt8] {
  /// A copy of the bytes.
  init(copying bytes: borrowing Span<UInt8>) {
    self = unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
  }
}
