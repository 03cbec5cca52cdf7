import CSQLite

/// A compiled statement as the C library knows it: one Swift function for each C call.
///
/// It is a bare pointer that does not know whether its statement is still alive. Its creator calls
/// ``finalize()`` once, and nothing afterwards; ``Statement`` and the cache of ``Connection`` are
/// the two owners. Callers check that indexes are in range.
@safe struct StatementHandle {
  private let pointer: OpaquePointer

  init(_ pointer: OpaquePointer) { unsafe self.pointer = pointer }

  func finalize() { _ = unsafe sqlite3_finalize(pointer) }

  func step() -> Int32 { unsafe sqlite3_step(pointer) }

  // The result repeats the error of the last step, which was reported already.
  func reset() { _ = unsafe sqlite3_reset(pointer) }

  var parameterCount: Int { Int(unsafe sqlite3_bind_parameter_count(pointer)) }

  func clearBindings() { _ = unsafe sqlite3_clear_bindings(pointer) }

  func bindNull(at index: Int) -> Int32 { unsafe sqlite3_bind_null(pointer, Int32(index)) }

  func bind(_ value: Int64, at index: Int) -> Int32 {
    unsafe sqlite3_bind_int64(pointer, Int32(index), value)
  }

  func bind(_ value: Double, at index: Int) -> Int32 {
    unsafe sqlite3_bind_double(pointer, Int32(index), value)
  }

  // SQLite copies the bytes before it returns, so they need not outlive the call.
  func bind(text: borrowing Span<UInt8>, at index: Int) -> Int32 {
    unsafe text.withUnsafeBytes { bytes in
      unsafe csqlite_bind_text(pointer, Int32(index), bytes.baseAddress, UInt64(bytes.count))
    }
  }

  // As for text: copied before the call returns.
  func bind(blob: borrowing Span<UInt8>, at index: Int) -> Int32 {
    unsafe blob.withUnsafeBytes { bytes in
      unsafe csqlite_bind_blob(pointer, Int32(index), bytes.baseAddress, UInt64(bytes.count))
    }
  }

  var columnCount: Int { Int(unsafe sqlite3_column_count(pointer)) }

  // A null pointer means that SQLite ran out of memory.
  func columnName(at index: Int) -> String {
    guard let name = unsafe sqlite3_column_name(pointer, Int32(index)) else { return "" }
    return unsafe String(cString: name)
  }

  func storageClass(at index: Int) -> StorageClass {
    StorageClass(code: unsafe sqlite3_column_type(pointer, Int32(index)))
  }

  func integer(at index: Int) -> Int64 { unsafe sqlite3_column_int64(pointer, Int32(index)) }

  func real(at index: Int) -> Double { unsafe sqlite3_column_double(pointer, Int32(index)) }

  /// A column's value of any type, which lives until the next step; nil when SQLite ran out of memory.
  func value(at index: Int) -> OpaquePointer? {
    unsafe sqlite3_column_value(pointer, Int32(index))
  }

  /// The UTF-8 bytes of a text column, or `nil` when SQLite ran out of memory.
  ///
  /// The address is read before the count, because reading it converts UTF-16 to UTF-8. The bytes
  /// belong to SQLite and live until the next step or reset, neither of which `body` can reach.
  func withText<R>(at index: Int, _ body: (borrowing Span<UInt8>) throws -> R) rethrows -> R? {
    guard let start = unsafe sqlite3_column_text(pointer, Int32(index)) else { return nil }
    let count = Int(unsafe sqlite3_column_bytes(pointer, Int32(index)))
    return try body(unsafe UnsafeBufferPointer(start: start, count: count).span)
  }

  /// The bytes of a blob column, or `nil` when SQLite ran out of memory.
  ///
  /// An empty blob has no address. The bytes live as long as those of ``withText(at:_:)``.
  func withBlob<R>(at index: Int, _ body: (borrowing Span<UInt8>) throws -> R) rethrows -> R? {
    let start = unsafe sqlite3_column_blob(pointer, Int32(index))
    let count = Int(unsafe sqlite3_column_bytes(pointer, Int32(index)))
    if count > 0, unsafe start == nil { return nil }
    let bytes = unsafe UnsafeRawBufferPointer(start: start, count: count)
    return try unsafe bytes.withMemoryRebound(to: UInt8.self) { try body(unsafe $0.span) }
  }

  // SQLite keeps its own copy of the text for as long as the statement lives.
  var sql: String {
    guard let text = unsafe sqlite3_sql(pointer) else { return "" }
    return unsafe String(cString: text)
  }

  var isReadOnly: Bool { unsafe sqlite3_stmt_readonly(pointer) != 0 }
}
