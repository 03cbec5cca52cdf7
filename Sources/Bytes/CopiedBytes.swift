extension [UInt8] {
  /// Appends bytes, in one copy.
  ///
  /// Does nothing for none: the standard library would write the length into the one empty array that all
  /// threads share, the same length, but a data race all the same.
  @inlinable
  package mutating func append(copying bytes: borrowing Span<UInt8>) {
    guard !bytes.isEmpty else { return }
    append(addingCapacity: bytes.count) { $0.append(copying: bytes) }
  }

  /// Overwrites the first bytes, in one copy, and grows the array if needed.
  ///
  /// The bytes after them stay, so that refilling an array costs only the copies.
  @inlinable
  package mutating func overwriteStart(copying bytes: borrowing Span<UInt8>) {
    let count = bytes.count
    guard count > 0 else { return }
    if self.count < count {
      append(contentsOf: repeatElement(0, count: Swift.max(count, 2 * self.count) - self.count))
    }
    unsafe bytes.withUnsafeBufferPointer { source in
      unsafe withUnsafeMutableBufferPointer { target in
        guard let from = source.baseAddress, let start = target.baseAddress else { return }
        unsafe start.update(from: from, count: count)
      }
    }
  }
}

// Writes several bytes at once: the standard library appends to a span one element at a time, which
// is slow for a million rows. Every write is checked against the capacity.

extension OutputSpan<UInt8> {
  /// Appends bytes, all at once.
  ///
  /// - Precondition: there is room for them.
  @inlinable @inline(__always)
  package mutating func append(copying bytes: borrowing Span<UInt8>) {
    let count = bytes.count
    precondition(count <= freeCapacity, "bytes are appended where there is room for them")
    guard count > 0 else { return }
    unsafe bytes.withUnsafeBufferPointer { source in
      unsafe withUnsafeMutableBufferPointer { target, initialized in
        guard let from = source.baseAddress, let start = target.baseAddress else { return }
        unsafe (start + initialized).initialize(from: from, count: count)
        initialized += count
      }
    }
  }

  /// Appends the bytes of a number, the highest first.
  ///
  /// - Precondition: there is room for them.
  @inlinable @inline(__always)
  package mutating func append(
    bigEndian number: some FixedWidthInteger & UnsignedInteger & BitwiseCopyable
  ) {
    let count = number.bitWidth / 8
    precondition(count <= freeCapacity, "bytes are appended where there is room for them")
    unsafe withUnsafeMutableBufferPointer { target, initialized in
      guard let start = target.baseAddress else { return }
      unsafe UnsafeMutableRawPointer(start + initialized).storeBytes(
        of: number.bigEndian,
        as: type(of: number)
      )
      initialized += count
    }
  }
}
