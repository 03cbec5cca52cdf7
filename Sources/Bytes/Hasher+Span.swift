extension Hasher {
  /// Adds some bytes, and how many there are, so that two texts are not the same as one.
  @inlinable
  package mutating func combine(counted bytes: borrowing Span<UInt8>) {
    combine(bytes.count)
    unsafe bytes.withUnsafeBytes { unsafe combine(bytes: $0) }
  }

  /// Adds some bytes as Swift adds a text in UTF-8 whose accents are composed: with an end, and no count.
  @inlinable
  package mutating func combine(asText bytes: borrowing Span<UInt8>) {
    unsafe bytes.withUnsafeBytes { unsafe combine(bytes: $0) }
    combine(0xFF as UInt8)
  }

  /// The hash, for tables that keep it.
  @inlinable
  package consuming func finish() -> UInt64 { UInt64(bitPattern: Int64(finalize())) }
}
