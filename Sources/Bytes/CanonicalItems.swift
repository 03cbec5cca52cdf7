/// The first bytes of the items of CBOR (RFC 8949, section 3.1) that a value can be: three bits of major
/// type, five bits of argument.
@usableFromInline
package enum CBOR {
  /// A whole number from 0.
  @usableFromInline package static var unsigned: UInt8 { @inlinable get { 0 << 5 } }
  /// A whole number below 0.
  @usableFromInline package static var negative: UInt8 { @inlinable get { 1 << 5 } }
  /// Bytes.
  @usableFromInline package static var blob: UInt8 { @inlinable get { 2 << 5 } }
  /// UTF-8.
  @usableFromInline package static var text: UInt8 { @inlinable get { 3 << 5 } }
  /// No value.
  @usableFromInline package static var null: UInt8 { @inlinable get { 7 << 5 | 22 } }
  /// A floating-point number of 64 bits.
  @usableFromInline package static var real: UInt8 { @inlinable get { 7 << 5 | 27 } }

  /// An argument up to this is in the first byte itself.
  @usableFromInline package static var largestShort: UInt64 { @inlinable get { 23 } }
  /// The most bytes of a head: the first, and an argument of eight.
  @usableFromInline package static var longestHead: Int { @inlinable get { 9 } }
}

// Values as items of CBOR in its deterministic form, which is the input of every hash of the trail:
// whole numbers and lengths are as short as they can be, a real is always 64 bits.

extension OutputSpan<UInt8> {
  /// Appends a whole number, of at most ``CBOR/longestHead`` bytes.
  @inlinable @inline(__always)
  package mutating func appendCanonical(_ integer: Int64) {
    // The bits of -1 - n are those of n inverted.
    if integer >= 0 {
      appendHead(CBOR.unsigned, UInt64(integer))
    } else {
      appendHead(CBOR.negative, UInt64(bitPattern: ~integer))
    }
  }

  /// Appends a floating-point number, of ``CBOR/longestHead`` bytes.
  @inlinable @inline(__always)
  package mutating func appendCanonical(_ real: Double) {
    append(CBOR.real)
    append(bigEndian: real.bitPattern)
  }

  /// Appends a text, given as its UTF-8.
  @inlinable @inline(__always)
  package mutating func appendCanonical(text: borrowing Span<UInt8>) {
    appendHead(CBOR.text, UInt64(text.count))
    append(copying: text)
  }

  /// Appends bytes.
  @inlinable @inline(__always)
  package mutating func appendCanonical(blob: borrowing Span<UInt8>) {
    appendHead(CBOR.blob, UInt64(blob.count))
    append(copying: blob)
  }

  /// Appends the major type with its argument, as short as it can be.
  @inlinable @inline(__always)
  package mutating func appendHead(_ major: UInt8, _ argument: UInt64) {
    if argument <= CBOR.largestShort {
      append(major | UInt8(truncatingIfNeeded: argument))
    } else {
      appendLongHead(major, argument)
    }
  }

  @usableFromInline
  package mutating func appendLongHead(_ major: UInt8, _ argument: UInt64) {
    if argument <= UInt8.max {
      append(major | 24)
      append(UInt8(truncatingIfNeeded: argument))
    } else if argument <= UInt16.max {
      append(major | 25)
      append(bigEndian: UInt16(truncatingIfNeeded: argument))
    } else if argument <= UInt32.max {
      append(major | 26)
      append(bigEndian: UInt32(truncatingIfNeeded: argument))
    } else {
      append(major | 27)
      append(bigEndian: argument)
    }
  }
}
