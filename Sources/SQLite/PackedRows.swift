/// Rows that are packed into two arrays, ready to pass into a table by one statement.
///
/// They can be filled on one core while another inserts the batch before: a value of this type is
/// bytes and nothing else. `Connection.withRows(_:)` lends them to SQLite.
package struct PackedRows: Sendable {
  /// The most columns that a row can have.
  package static let mostColumns = 24

  /// Values of one row.
  package let columnCount: Int
  private(set) var bytes: [UInt8] = []
  private(set) var cells: [UInt64] = []

  /// No rows yet.
  ///
  /// - Precondition: between 1 and `mostColumns` columns.
  package init(columnCount: Int) {
    precondition((1...Self.mostColumns).contains(columnCount), "a packed row has 1 to 24 columns")
    self.columnCount = columnCount
  }

  /// The rows that are complete.
  package var count: Int { cells.count / columnCount }

  /// The memory that the rows take, in bytes.
  package var byteCount: Int { bytes.count + cells.count * 8 }

  /// Forgets the rows and keeps the memory.
  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    cells.removeAll(keepingCapacity: true)
  }

  /// Appends NULL to the present row.
  package mutating func appendNull() {
    cells.append(0)
  }

  /// Appends an integer to the present row.
  package mutating func append(_ integer: Int64) {
    // Ids and lines are small and need no bytes of their own.
    if integer >= 0, integer < 1 << 61 {
      cells.append(5 << 61 | UInt64(integer))
      return
    }
    appendCell(kind: 1, length: 8)
    appendMachineOrder(UInt64(bitPattern: integer))
  }

  /// Appends a real number to the present row.
  package mutating func append(_ real: Double) {
    appendCell(kind: 2, length: 8)
    appendMachineOrder(real.bitPattern)
  }

  /// Appends a text, UTF-8, to the present row.
  package mutating func append(text: borrowing Span<UInt8>) {
    appendCell(kind: 3, length: text.count)
    append(text)
  }

  /// Appends a text to the present row.
  package mutating func append(text: String) {
    append(text: text.utf8.span)
  }

  /// Appends bytes to the present row.
  package mutating func append(blob: borrowing Span<UInt8>) {
    appendCell(kind: 4, length: blob.count)
    append(blob)
  }

  private mutating func append(_ span: borrowing Span<UInt8>) {
    bytes.append(addingCapacity: span.count) { output in
      for index in span.indices { output.append(span[index]) }
    }
  }

  private mutating func appendMachineOrder(_ number: UInt64) {
    bytes.append(addingCapacity: 8) { output in
      #if _endian(big)
      for shift in stride(from: 56, through: 0, by: -8) {
        output.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
      }
      #else
      for shift in stride(from: 0, through: 56, by: 8) {
        output.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
      }
      #endif
    }
  }

  private mutating func appendCell(kind: UInt64, length: Int) {
    precondition(
      length < 1 << 29 && bytes.count + length <= Int(UInt32.max),
      "a batch of packed rows stays under 4 GiB, a value under 512 MiB"
    )
    cells.append(kind << 61 | UInt64(length) << 32 | UInt64(bytes.count))
  }
}
