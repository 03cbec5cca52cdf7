import CSQLite

extension Connection {
  /// Lends packed rows to SQL as the table `packed_rows`, with columns `c0`, `c1` … and one row
  /// for each complete one, for as long as `body` runs.
  ///
  /// Outside of `body` the table is there and empty. Rows pass from it into another table several
  /// times faster than by binding them one by one.
  ///
  /// - Precondition: not called from its own `body`, for there is one such table a connection.
  package func withRows<Result>(
    _ rows: borrowing PackedRows,
    _ body: () throws -> Result
  ) throws -> Result {
    let loan = try packedRowsLoan()
    let count = rows.count
    let columns = rows.columnCount
    return unsafe try rows.bytes.withUnsafeBufferPointer { bytes in
      unsafe try rows.cells.withUnsafeBufferPointer { cells in
        unsafe loan.lend(bytes, cells, rows: count, columns: columns)
        defer { loan.end() }
        return try body()
      }
    }
  }

  /// Registers the table with the first loan.
  private func packedRowsLoan() throws(SQLiteError) -> PackedRowsLoan {
    if let loan = packedRows { return loan }
    let loan = try PackedRowsLoan(handle, path: path)
    packedRows = loan
    return loan
  }
}

/// What the virtual table looks at; SQLite owns its memory and frees it with the connection.
@safe struct PackedRowsLoan {
  private let place: UnsafeMutablePointer<csqlite_packed_rows>

  init(_ handle: DatabaseHandle, path: String?) throws(SQLiteError) {
    guard let place = unsafe csqlite_make_packed_rows() else {
      throw SQLiteError(
        .outOfMemory,
        extendedCode: SQLITE_NOMEM,
        message: "out of memory",
        path: path
      )
    }
    unsafe self.place = place
    let code = unsafe csqlite_register_packed_rows(handle.pointer, place)
    guard code == SQLITE_OK else { throw handle.failure(code, path: path) }
  }

  /// Points the table at rows; both buffers must stay until `end`.
  func lend(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ cells: UnsafeBufferPointer<UInt64>,
    rows: Int,
    columns: Int
  ) {
    unsafe precondition(place.pointee.row_count == 0, "packed rows are lent one batch at a time")
    unsafe place.pointee.bytes = bytes.baseAddress
    unsafe place.pointee.cells = cells.baseAddress
    unsafe place.pointee.byte_count = Int64(bytes.count)
    unsafe place.pointee.column_count = Int32(columns)
    unsafe place.pointee.row_count = Int64(rows)
  }

  /// The table is empty again.
  func end() {
    unsafe place.pointee = csqlite_packed_rows()
  }
}
