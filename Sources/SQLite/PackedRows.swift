import Bytes
import CSQLite

/// Rows packed into two arrays, ready to be inserted into a table by one statement.
///
/// They can be filled on one core while another inserts the previous batch, because they consist
/// only of bytes. `Connection.withRows(_:)` lends them to SQLite.
package struct PackedRows: Sendable {
  /// The maximum number of columns of a row.
  package static let mostColumns = 24

  /// Values of one row.
  package private(set) var columnCount: Int
  /// The contents of texts, blobs and numbers, and other bytes added by callers of `appendRow`.
  package private(set) var bytes: [UInt8] = []
  private(set) var cells: [UInt64] = []

  /// No rows yet.
  ///
  /// - Precondition: between 1 and `mostColumns` columns.
  package init(columnCount: Int) {
    precondition((1...Self.mostColumns).contains(columnCount), "a packed row has 1 to 24 columns")
    self.columnCount = columnCount
  }

  /// Empty, with the capacity of another batch, so that filling it needs no reallocation.
  package init(columnCount: Int, roomFor other: PackedRows) {
    self.init(columnCount: columnCount)
    bytes.reserveCapacity(other.bytes.count + other.bytes.count / 8)
    cells.reserveCapacity(other.count * columnCount)
  }

  /// Gives every row more columns, which hold NULL.
  ///
  /// - Parameters:
  ///   - wanted: The new number of columns.
  ///   - places: The new index of each present column, in rising order.
  /// - Complexity: O(*n*) in the rows; done at most once per batch.
  package mutating func widen(to wanted: Int, places: [Int]) {
    precondition((columnCount...Self.mostColumns).contains(wanted), "a row only becomes wider")
    guard wanted > columnCount else { return }
    precondition(places.count == columnCount, "each column has a place")
    var wide: [UInt64] = []
    wide.reserveCapacity(max(cells.capacity / columnCount, count) * wanted)
    for start in stride(from: 0, to: cells.count, by: columnCount) {
      let row = wide.count
      wide.append(contentsOf: repeatElement(PackedCell.null.bits, count: wanted))
      for (column, place) in places.enumerated() { wide[row + place] = cells[start + column] }
    }
    cells = wide
    columnCount = wanted
  }

  /// The rows that are complete.
  package var count: Int { cells.count / columnCount }

  /// The memory that the rows take, in bytes.
  package var byteCount: Int { bytes.count + cells.count * 8 }

  /// Removes the rows and keeps the memory.
  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    cells.removeAll(keepingCapacity: true)
  }

  /// Appends a row whose bytes the caller lays out, so that they can be used for other purposes
  /// too, such as a hash of the whole row.
  ///
  /// `capacity`: at least the bytes that the row takes. `fill` gets the row's bytes and its cells,
  /// and the offset in `bytes` where the row begins: it appends the contents of the cells, and one
  /// cell for each column (`appendText(_:)` and so on). Returns the offset of the row's bytes.
  package mutating func appendRow(
    bytesAtMost capacity: Int,
    _ fill: (inout OutputSpan<UInt8>, inout OutputSpan<UInt64>, _ start: Int) -> Void
  ) -> Range<Int> {
    precondition(
      bytes.count + capacity <= Int(UInt32.max) && capacity < 1 << 29,
      "a batch of packed rows stays under 4 GiB, a row under 512 MiB"
    )
    let start = bytes.count
    let (columnCount, cellCount) = (columnCount, cells.count)
    var laidOut: [UInt8] = []
    swap(&laidOut, &bytes)
    laidOut.append(addingCapacity: capacity) { output in
      cells.append(addingCapacity: columnCount) { cells in
        fill(&output, &cells, start)
      }
    }
    swap(&laidOut, &bytes)
    precondition(cells.count == cellCount + columnCount, "a row has a cell for each column")
    return start..<bytes.count
  }

  /// Appends NULL to the present row.
  package mutating func appendNull() {
    cells.append(0)
  }

  /// Appends an integer to the present row.
  package mutating func append(_ integer: Int64) {
    guard integer >= 0, integer < 1 << 61 else {
      cells.append(1 << 61 | 8 << 32 | UInt64(bytes.count))
      return append(bigEndian: UInt64(bitPattern: integer))
    }
    cells.append(5 << 61 | UInt64(integer))
  }

  /// Appends a real number to the present row.
  package mutating func append(_ real: Double) {
    cells.append(2 << 61 | 8 << 32 | UInt64(bytes.count))
    append(bigEndian: real.bitPattern)
  }

  private mutating func append(bigEndian number: UInt64) {
    bytes.append(addingCapacity: 8) { $0.append(bigEndian: number) }
  }

  /// Appends a text, UTF-8, to the present row.
  package mutating func append(text: borrowing Span<UInt8>) {
    let range = append(text)
    cells.append(addingCapacity: 1) { $0.appendTextCell(range) }
  }

  /// Appends a text to the present row.
  package mutating func append(text: String) {
    append(text: text.utf8.span)
  }

  /// Appends bytes to the present row.
  package mutating func append(blob: borrowing Span<UInt8>) {
    let range = append(blob)
    cells.append(addingCapacity: 1) { $0.appendBlobCell(range) }
  }

  private mutating func append(_ span: borrowing Span<UInt8>) -> Range<Int> {
    precondition(
      span.count < 1 << 29 && bytes.count + span.count <= Int(UInt32.max),
      "a batch of packed rows stays under 4 GiB, a value under 512 MiB"
    )
    let start = bytes.count
    bytes.append(copying: span)
    return start..<bytes.count
  }
}

/// One cell of packed rows, as `packed_rows.h` reads it: the kind in the upper three bits, then the
/// length and the place of the bytes, or a number.
@usableFromInline package struct PackedCell: Sendable {
  /// As the virtual table reads it.
  @usableFromInline package let bits: UInt64

  @inlinable @inline(__always)
  init(bits: UInt64) {
    self.bits = bits
  }

  /// NULL.
  @inlinable @inline(__always)
  package static var null: PackedCell { PackedCell(bits: 0) }

  /// The text in a range of the bytes.
  @inlinable @inline(__always)
  package static func text(_ range: Range<Int>) -> PackedCell {
    PackedCell(bits: 3 << 61 | UInt64(range.count) << 32 | UInt64(range.lowerBound))
  }
}

extension OutputSpan<UInt64> {
  /// Appends NULL.
  @inlinable @inline(__always)
  package mutating func appendNullCell() {
    append(PackedCell.null.bits)
  }

  /// Appends an integer that is not negative, such as an id or a line.
  ///
  /// - Precondition: below 2 to the 61; `PackedRows.append(_:)` takes any.
  @inlinable @inline(__always)
  package mutating func appendCell(_ integer: Int64) {
    precondition(integer >= 0 && integer < 1 << 61, "an integer in a cell has 61 bits")
    append(5 << 61 | UInt64(integer))
  }

  /// Appends a real number whose IEEE 754 bits are big-endian in eight bytes from a place on.
  @inlinable @inline(__always)
  package mutating func appendRealCell(at place: Int) {
    append(2 << 61 | 8 << 32 | UInt64(place))
  }

  /// Appends the text that is in a range of the bytes.
  @inlinable @inline(__always)
  package mutating func appendTextCell(_ range: Range<Int>) {
    append(PackedCell.text(range).bits)
  }

  /// Appends the blob that is in a range of the bytes.
  @inlinable @inline(__always)
  package mutating func appendBlobCell(_ range: Range<Int>) {
    append(4 << 61 | UInt64(range.count) << 32 | UInt64(range.lowerBound))
  }
}

extension Connection {
  /// Lends packed rows to SQL as the table `packed_rows`, with columns `c0`, `c1` … and one row
  /// for each complete one, for as long as `body` runs.
  ///
  /// Outside `body` the table exists but is empty. Inserting rows from it is several times faster
  /// than binding them one by one.
  ///
  /// - Precondition: not called from its own `body`, because there is one such table per
  ///   connection.
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

  /// Registers the table at first use.
  private func packedRowsLoan() throws(SQLiteError) -> PackedRowsLoan {
    if let loan = packedRows { return loan }
    let loan = try PackedRowsLoan(handle, path: path)
    packedRows = loan
    return loan
  }
}

/// The state that the virtual table reads; SQLite owns its memory and frees it with the connection.
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
