/// The bytes at the very start of a file that say how the rest is encoded.
package enum ByteOrderMark: Sendable, CaseIterable {
  case utf8
  // Those of UTF-32 come first: the mark of UTF-16 is the beginning of one of them.
  case utf32LittleEndian
  case utf32BigEndian
  case utf16LittleEndian
  case utf16BigEndian

  /// The mark that a file begins with, or nil.
  ///
  /// - Parameter start: The first four bytes or more, where the file has so many.
  package init?(at start: [UInt8]) {
    guard let mark = Self.allCases.first(where: { start.starts(with: $0.bytes) }) else {
      return nil
    }
    self = mark
  }

  /// The bytes: U+FEFF, written in the encoding.
  package var bytes: [UInt8] {
    switch self {
    case .utf8: [0xEF, 0xBB, 0xBF]
    case .utf32LittleEndian: [0xFF, 0xFE, 0x00, 0x00]
    case .utf32BigEndian: [0x00, 0x00, 0xFE, 0xFF]
    case .utf16LittleEndian: [0xFF, 0xFE]
    case .utf16BigEndian: [0xFE, 0xFF]
    }
  }

  /// What the mark says; nil for UTF-32, which is not read.
  package var encoding: CharacterEncoding? {
    switch self {
    case .utf8: .utf8
    case .utf16LittleEndian: .utf16LittleEndian
    case .utf16BigEndian: .utf16BigEndian
    case .utf32LittleEndian, .utf32BigEndian: nil
    }
  }
}
