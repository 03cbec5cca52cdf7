import Testing
import TextEncoding

struct TextOpeningTests {
  /// What a file's first bytes, and what was asked for, come to: the name and the mark's length,
  /// or the error.
  private func outcome(_ start: String, _ asked: String?) -> String {
    do throws(TextEncodingError) {
      var choice: EncodingChoice?
      if let asked { choice = try EncodingChoice(named: asked) }
      let opening = try TextOpening(of: bytes(start), asked: choice)
      return "\(opening.encoding.name) \(opening.markLength)"
    } catch {
      switch error {
      case .utf32: return "utf-32"
      case .noByteOrder: return "no order"
      case .otherMark(let found, let asked): return "\(found), not \(asked)"
      default: return "\(error)"
      }
    }
  }

  @Test(
    arguments: [
      ("", "utf-8 0"), ("4E", "utf-8 0"), ("4E 61 6D 65", "utf-8 0"), ("EF BB", "utf-8 0"),
      ("FF", "utf-8 0"), ("00 00 FE", "utf-8 0"), ("4E 00 61 00", "utf-8 0"),
      ("EF BB BF", "utf-8 3"), ("EF BB BF 4E", "utf-8 3"),
      ("FF FE", "utf-16le 2"), ("FF FE 4E 00", "utf-16le 2"), ("FF FE 00", "utf-16le 2"),
      ("FE FF", "utf-16be 2"), ("FE FF 00 4E", "utf-16be 2"),
      ("FF FE 00 00", "utf-32"), ("00 00 FE FF 00", "utf-32"),
    ] as [(String, String)]
  )
  func `without a wish the mark decides, and UTF-8 where there is none`(
    start: String,
    expected: String
  ) {
    #expect(outcome(start, nil) == expected)
  }

  @Test(
    arguments: [
      ("4E 61", "cp1252", "windows-1252 0"), ("", "cp1252", "windows-1252 0"),
      ("EF BB BF 4E", "cp1252", "windows-1252 3"),
      ("FF FE 4E 00", "cp1252", "utf-16le, not windows-1252"),
      ("00 00 FE FF", "cp1252", "utf-32, not windows-1252"),
      ("4E 00", "utf-16le", "utf-16le 0"), ("FF FE 4E 00", "utf-16le", "utf-16le 2"),
      ("FF FE 00 00", "utf-16le", "utf-16le 2"),
      ("FE FF 00 4E", "utf-16le", "utf-16be, not utf-16le"),
      ("EF BB BF", "utf-16le", "utf-8, not utf-16le"), ("FE FF 00 4E", "utf-16be", "utf-16be 2"),
      ("4E 61", "utf-8", "utf-8 0"), ("EF BB BF", "utf-8", "utf-8 3"),
      ("FE FF", "utf-8", "utf-16be, not utf-8"),
      ("FF FE 4E 00", "utf-16", "utf-16le 2"), ("FE FF", "utf-16", "utf-16be 2"),
      ("4E 00", "utf-16", "no order"), ("", "utf-16", "no order"),
      ("EF BB BF", "utf-16", "utf-8, not utf-16"), ("FF FE 00 00", "utf-16", "utf-32"),
    ] as [(String, String, String)]
  )
  func `what was asked for holds, unless the mark says otherwise`(
    start: String,
    asked: String,
    expected: String
  ) {
    #expect(outcome(start, asked) == expected)
  }

  @Test func `the mark that was there is the one that the encoding has`() throws {
    for mark in ByteOrderMark.allCases {
      guard let encoding = mark.encoding else { continue }
      #expect(encoding.byteOrderMark == mark.bytes)
      #expect(decode(mark.bytes, encoding) == Array("\u{FEFF}".utf8))
      #expect(try TextOpening(of: mark.bytes + [0x41, 0x41]).markLength == mark.bytes.count)
    }
    #expect(try CharacterEncoding(named: "cp850").byteOrderMark == bytes("EF BB BF"))
  }

  @Test(
    arguments: [
      ("4E 00 61 00 6D 00 65 00", "utf-16le"), ("00 4E 00 61 00 6D 00 65", "utf-16be"),
      ("4E 00 61 00 6D", "utf-16le"), ("41 00", "utf-16le"),
      // "Łąka;5" in UTF-16: half of the high bytes are zero.
      ("41 01 05 01 6B 00 61 00 3B 00 35 00", "utf-16le"),
      ("4E 61 6D 65", nil), ("", nil), ("00", nil), ("4E", nil), ("00 00 00 00", nil),
      ("4E 61 6D 00 65 0A 41 41", nil), ("4E 00 00 61", nil), ("EF BB BF 4E 61 6D", nil),
    ] as [(String, String?)]
  )
  func `UTF-16 without a mark is known by its zeros`(sample: String, name: String?) {
    #expect(CharacterEncoding.likelyUTF16(in: bytes(sample))?.name == name)
  }

  @Test func `one zero too many on the other side leaves it open`() {
    let sample = Array(repeating: [0x41, 0x00] as [UInt8], count: 10).flatMap(\.self)
    #expect(CharacterEncoding.likelyUTF16(in: [0x00, 0x01] + sample) == .utf16LittleEndian)
    #expect(CharacterEncoding.likelyUTF16(in: [0, 1, 0, 1] + sample) == nil)
  }
}
