import TestSupport
import Testing
import TextEncoding

struct UTF16Tests {
  /// Texts as Python's `utf-16-le` writes them.
  private static let known = [
    (bytes: bytes("41 01 75 00 6B 00 61 00 73 00 7A 00 20 00 AC 20 35 00"), text: "Łukasz €5"),
    (bytes: bytes("61 00 3D D8 00 DE 62 00"), text: "a😀b"),
    (
      bytes: bytes("80 00 FF 07 00 08 FF FF 00 D8 00 DC FF DB FF DF"),
      text: "\u{80}\u{7FF}\u{800}\u{FFFF}\u{10000}\u{10FFFF}"
    ),
    (bytes: bytes("00 00 7F 00 FF FE"), text: "\u{0}\u{7F}\u{FEFF}"),
  ]

  private static let orders = [
    CharacterEncoding.utf16LittleEndian, CharacterEncoding.utf16BigEndian,
  ]

  /// Bytes of the low-byte-first order in another; an odd last byte stays where it is.
  private func ordered(_ bytes: [UInt8], _ encoding: CharacterEncoding) -> [UInt8] {
    guard encoding == .utf16BigEndian else { return bytes }
    return bytes.indices.map { $0 ^ 1 < bytes.count ? bytes[$0 ^ 1] : bytes[$0] }
  }

  /// What the standard library makes of UTF-16, where the text is whole; where it is not, the
  /// escapes of what remains over.
  private func reference(_ bytes: [UInt8], _ encoding: CharacterEncoding) -> [UInt8] {
    var text: [UInt8] = []
    var index = 0
    let units = stride(from: 0, to: bytes.count - 1, by: 2).map { start -> UInt16 in
      let (first, second) = (UInt16(bytes[start]), UInt16(bytes[start + 1]))
      return encoding == .utf16LittleEndian ? second << 8 | first : first << 8 | second
    }
    while index < units.count {
      if let one = String(validating: units[index..<index + 1], as: UTF16.self) {
        text += one.utf8
        index += 1
      } else if index + 1 < units.count,
        let two = String(validating: units[index..<index + 2], as: UTF16.self)
      {
        text += two.utf8
        index += 2
      } else {
        for byte in bytes[2 * index..<2 * index + 2] {
          text += [0xF8 | byte >> 6, 0x80 | byte & 63]
        }
        index += 1
      }
    }
    if !bytes.count.isMultiple(of: 2), let byte = bytes.last {
      text += [0xF8 | byte >> 6, 0x80 | byte & 63]
    }
    return text
  }

  @Test(arguments: known.indices, orders)
  func `a text is what Python writes`(index: Int, encoding: CharacterEncoding) throws {
    let file = ordered(Self.known[index].bytes, encoding)
    let text = Array(Self.known[index].text.utf8)
    #expect(decode(file, encoding) == text)
    #expect(try encode(text, encoding) == file)
    #expect(encoding.encodedLength(of: text.span) == file.count)
  }

  @Test(arguments: orders)
  func `half a pair, and the odd last byte, come out as escapes`(
    encoding: CharacterEncoding
  ) throws {
    let cases = [
      ("3D D8", "F8 BD FB 98"), ("00 DE", "F8 80 FB 9E"),
      ("3D D8 41 00", "F8 BD FB 98 41"), ("00 DE 3D D8", "F8 80 FB 9E F8 BD FB 98"),
      ("3D D8 3D D8 00 DE", "F8 BD FB 98 F0 9F 98 80"), ("41 00 42", "41 F9 82"),
      ("3D D8 00", "F8 BD FB 98 F8 80"),
    ]
    for (file, text) in cases {
      let file = ordered(bytes(file), encoding)
      // Escapes keep the order of the file.
      var expected = bytes(text)
      if encoding == .utf16BigEndian { expected = reference(file, encoding) }
      #expect(decode(file, encoding) == expected, "\(file)")
      #expect(try encode(expected, encoding) == file)
      #expect(encoding.encodedLength(of: expected.span) == file.count)
    }
  }

  @Test(arguments: orders)
  func `every cutting of short texts gives the same`(encoding: CharacterEncoding) {
    let files = [
      "41 00 3D D8 00 DE 42 00 43", "3D D8 3D D8 00 DE 00 DE 3D", "E4 00 00 DC 00 D8 AC 20",
      "3D D8 00 DE 3D D8 00 DE 3D D8", "00 D8", "0A",
    ]
    for file in files {
      let file = ordered(bytes(file), encoding)
      let whole = reference(file, encoding)
      for sizes in everyCutting(of: file.count) {
        #expect(decode(file, encoding, cutInto: sizes) == whole, "\(file) cut into \(sizes)")
      }
    }
  }

  @Test func `all texts of three telling units are decoded as the standard library does`() throws {
    let units: [UInt16] = [
      0x41, 0xE4, 0x20AC, 0xD7FF, 0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0xE000, 0xFFFF,
    ]
    for first in units {
      for second in units {
        for third in units {
          let file = [first, second, third].flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
          let text = decode(file, .utf16LittleEndian)
          if text != reference(file, .utf16LittleEndian) { Issue.record("\(file)") }
          if try encode(text, .utf16LittleEndian) != file { Issue.record("back from \(file)") }
        }
      }
    }
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `random bytes come back, however they are cut`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    // Many surrogates, some of them paired, some ASCII between; longer than a block.
    var file: [UInt8] = []
    while file.count < 20_000 {
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: file += [UInt8.random(in: 0...255, using: &generator), 0xD8]
      case 1: file += [UInt8.random(in: 0...255, using: &generator), 0xDC]
      case 2: file += [0x3D, 0xD8, 0x00, 0xDE]
      case 3: file += (0..<2).map { _ in UInt8.random(in: 0...255, using: &generator) }
      default: file += [UInt8.random(in: 0...127, using: &generator), 0]
      }
    }
    if seed.isMultiple(of: 2) { file.append(0xD8) }
    for encoding in Self.orders {
      let file = ordered(file, encoding)
      let text = decode(file, encoding)
      #expect(text == reference(file, encoding), "seed \(seed)")
      #expect(try encode(text, encoding) == file, "seed \(seed)")
      #expect(encoding.encodedLength(of: text.span) == file.count)
      for longest in [1, 3, 1000, 17_000] {
        let sizes = (0..<20_000).map { _ in Int.random(in: 0...longest, using: &generator) }
        #expect(decode(file, encoding, cutInto: sizes) == text, "seed \(seed), up to \(longest)")
      }
    }
  }

  @Test func `a decoder begins anew when a stream has been finished`() {
    var decoder = TextDecoder(.utf16LittleEndian)
    var text: [UInt8] = []
    decoder.decode([0x3D, 0xD8, 0x00], into: &text)
    decoder.finish(into: &text)
    decoder.decode([0x41, 0x00], into: &text)
    decoder.finish(into: &text)
    #expect(text == bytes("F8 BD FB 98 F8 80 41"))
  }
}
