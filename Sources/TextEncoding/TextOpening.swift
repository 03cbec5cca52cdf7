/// How a file's text is to be decoded, and where it begins.
///
/// Decided from its mark and from what was asked for, and from nothing else: a file without
/// either is UTF-8.
package struct TextOpening: Sendable, Equatable {
  /// The encoding of the text behind the mark.
  package let encoding: CharacterEncoding
  /// The number of bytes of the mark, which are not part of the text; zero without a mark.
  ///
  /// The bytes are always the `byteOrderMark` of the encoding.
  package let markLength: Int

  /// Decides.
  ///
  /// A mark of UTF-8 before an encoding of one byte that was asked for is set aside like any
  /// other: some programs write it before whatever comes.
  ///
  /// - Parameters:
  ///   - start: The first four bytes of the file or more, where it has them.
  ///   - asked: The encoding that was asked for.
  /// - Throws: `utf32`; `noByteOrder` where UTF-16 was asked for and there is no mark of it; or
  ///   `otherMark` where the mark is that of another encoding than was asked for.
  package init(of start: [UInt8], asked: EncodingChoice? = nil) throws(TextEncodingError) {
    let mark = ByteOrderMark(at: start)
    switch asked {
    case .exactly(let encoding):
      // Before an encoding that was named the mark is looked for first: FF FE 00 00 in UTF-16 is
      // its mark and a NUL.
      if start.starts(with: encoding.byteOrderMark) {
        self.init(encoding: encoding, markLength: encoding.byteOrderMark.count)
      } else if let mark {
        throw .otherMark(found: mark.encoding?.name ?? "utf-32", asked: encoding.name)
      } else {
        self.init(encoding: encoding, markLength: 0)
      }
    case .utf16ByMark:
      switch mark {
      case .utf16LittleEndian: self.init(encoding: .utf16LittleEndian, markLength: 2)
      case .utf16BigEndian: self.init(encoding: .utf16BigEndian, markLength: 2)
      case .utf32LittleEndian, .utf32BigEndian: throw .utf32
      case .utf8: throw .otherMark(found: CharacterEncoding.utf8.name, asked: "utf-16")
      case nil: throw .noByteOrder
      }
    case nil:
      guard let mark else {
        self.init(encoding: .utf8, markLength: 0)
        return
      }
      guard let encoding = mark.encoding else { throw .utf32 }
      self.init(encoding: encoding, markLength: mark.bytes.count)
    }
  }

  private init(encoding: CharacterEncoding, markLength: Int) {
    self.encoding = encoding
    self.markLength = markLength
  }
}

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
  /// - Parameter start: The first four bytes or more, where the file has them.
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

extension CharacterEncoding {
  /// The UTF-16 that a file without a mark looks like; nil where it does not.
  ///
  /// In UTF-16 every other byte of most texts in the Latin alphabet is zero, and in text of one
  /// byte a character none is. It takes zeros in at least half of the pairs of bytes, all but a
  /// tenth of them on the same side. That is reason to ask, and not to decode without asking.
  package static func likelyUTF16(in sample: [UInt8]) -> CharacterEncoding? {
    var firsts = 0
    var seconds = 0
    let pairs = sample.count / 2
    for pair in 0..<pairs {
      if sample[2 * pair] == 0 { firsts += 1 }
      if sample[2 * pair + 1] == 0 { seconds += 1 }
    }
    guard pairs > 0, max(firsts, seconds) * 2 >= pairs else { return nil }
    if firsts * 10 <= seconds { return .utf16LittleEndian }
    if seconds * 10 <= firsts { return .utf16BigEndian }
    return nil
  }
}
