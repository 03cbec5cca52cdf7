/// How a file's text is to be decoded, and where it begins.
///
/// Decided from its mark and from what was asked for, and from nothing else: a file without
/// either is UTF-8.
package struct TextOpening: Sendable, Equatable {
  /// The encoding of the text behind the mark.
  package let encoding: CharacterEncoding
  /// How many bytes the mark takes, which are no part of the text; zero where there is none.
  ///
  /// The bytes are always the `byteOrderMark` of the encoding.
  package let markLength: Int

  /// Decides.
  ///
  /// A mark of UTF-8 before an encoding of one byte that was asked for is set aside like any
  /// other: some programs write it before whatever comes.
  ///
  /// - Parameters:
  ///   - start: The first four bytes of the file or more, where it has so many.
  ///   - asked: The encoding that somebody asked for.
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
