import Bytes
import CSQLite

extension Row {
  /// Appends the values of columns as items of CBOR, one after another, each with its storage class.
  ///
  /// For loops over millions of rows with some dozen columns: SQLite is asked once for each column, and no
  /// value is made of it.
  ///
  /// - Throws: `misuse` for a column that the row has not, `outOfMemory`.
  package func appendCanonical(
    _ columns: Range<Int>,
    to bytes: inout [UInt8]
  ) throws(SQLiteError) {
    guard columns.lowerBound >= 0, columns.upperBound <= columnCount else {
      throw .misuse(
        "no columns \(columns): the row has \(columnCount)",
        sql: handle.sql,
        path: path
      )
    }
    var rest = columns
    var room = Self.usualRoom
    while !rest.isEmpty {
      var missing: Int? = 0
      bytes.append(addingCapacity: room) { missing = handle.append(&rest, to: &$0) }
      guard let missing else { throw outOfMemory() }
      room = max(missing, Self.usualRoom)
    }
  }

  /// More than a row usually needs.
  private static var usualRoom: Int { 512 }
}

extension StatementHandle {
  /// Appends the values of columns as long as there is room, and takes those columns out of `columns`.
  ///
  /// `sqlite3_column_value` is for a connection that one thread uses, as each of studentdb is. The bytes
  /// belong to SQLite and live until the next step.
  ///
  /// - Returns: how many bytes of room the next column needs; nil when SQLite ran out of memory.
  fileprivate func append(_ columns: inout Range<Int>, to output: inout OutputSpan<UInt8>) -> Int? {
    for column in columns {
      columns = column..<columns.upperBound
      guard output.freeCapacity >= CBOR.longestHead else { return CBOR.longestHead }
      guard let value = unsafe value(at: column) else { return nil }
      switch unsafe sqlite3_value_type(value) {
      case SQLITE_INTEGER: output.appendCanonical(unsafe sqlite3_value_int64(value))
      case SQLITE_FLOAT: output.appendCanonical(unsafe sqlite3_value_double(value))
      case SQLITE_TEXT:
        // The address first, because reading it converts UTF-16 to UTF-8.
        guard let start = unsafe sqlite3_value_text(value) else { return nil }
        let count = Int(unsafe sqlite3_value_bytes(value))
        let needed = CBOR.longestHead + count
        guard output.freeCapacity >= needed else { return needed }
        output.appendCanonical(text: unsafe UnsafeBufferPointer(start: start, count: count).span)
      case SQLITE_BLOB:
        let start = unsafe sqlite3_value_blob(value)
        let count = Int(unsafe sqlite3_value_bytes(value))
        // An empty blob has no address.
        if count > 0, unsafe start == nil { return nil }
        let needed = CBOR.longestHead + count
        guard output.freeCapacity >= needed else { return needed }
        let bytes = unsafe UnsafeRawBufferPointer(start: start, count: count)
        unsafe bytes.withMemoryRebound(to: UInt8.self) {
          output.appendCanonical(blob: unsafe $0.span)
        }
      default: output.append(CBOR.null)
      }
    }
    columns = columns.upperBound..<columns.upperBound
    return 0
  }
}
