extension Hasher {
  /// Adds some bytes, and how many there are, so that two texts are not the same as one.
  @inlinable
  package mutating func combine(counted bytes: borrowing Span<UInt8>) {
    combine(bytes.count)
    unsafe bytes.withUnsafeBytes { unsafe combine(bytes: $0) }
  }

  /// The hash, for tables that keep it.
  @inlinable
  package consuming func finish() -> UInt64 { UInt64(bitPattern: Int64(finalize())) }
}
