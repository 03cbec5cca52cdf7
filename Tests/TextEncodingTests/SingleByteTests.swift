import Testing

@testable import TextEncoding

struct SingleByteTests {
  private let allBytes = (0...255).map { UInt8($0) }

  @Test(arguments: pythonTables.indices)
  func `every byte means what Python says`(index: Int) throws {
    let (name, codePoints) = pythonTables[index]
    let encoding = try CharacterEncoding(named: name)
    let upper = codePoints.split { $0 == " " || $0 == "\n" }
    try #require(upper.count == 128)
    for byte in allBytes {
      let value = byte < 0x80 ? UInt32(byte) : UInt32(upper[Int(byte) - 0x80], radix: 16)
      let expected =
        value.map { Array(String(Unicode.Scalar($0)!).utf8) }
        ?? [0xF8 | byte >> 6, 0x80 | byte & 0x3F]
      #expect(decode([byte], encoding) == expected, "byte \(byte)")
    }
  }

  @Test(arguments: EncodingNames.singleByte)
  func `all bytes come back from every encoding of one byte`(name: String) throws {
    let encoding = try CharacterEncoding(named: name)
    let text = decode(allBytes, encoding)
    #expect(Array(text.prefix(128)) == Array(allBytes.prefix(128)))
    #expect(try encode(text, encoding) == allBytes)
    #expect(encoding.encodedLength(of: text.span) == 256)
    for byte in allBytes {
      let one = decode([byte], encoding)
      #expect(try encode(one, encoding) == [byte])
      #expect(encoding.encodedLength(of: one.span) == 1)
    }
  }

  @Test(arguments: EncodingNames.singleByte)
  func `a byte is either one character or not UTF-8 at all`(name: String) throws {
    let encoding = try CharacterEncoding(named: name)
    var characters: Set<String> = []
    for byte in allBytes {
      let text = decode([byte], encoding)
      if let character = String(validating: text, as: UTF8.self) {
        #expect(character.unicodeScalars.count == 1)
        #expect(characters.insert(character).inserted, "byte \(byte)")
      } else {
        #expect(text == [0xF8 | byte >> 6, 0x80 | byte & 0x3F])
      }
    }
  }

  @Test func `the bytes that Windows leaves open come out as escapes`() throws {
    let encoding = try CharacterEncoding(named: "windows-1252")
    #expect(decode(bytes("41 81 42 9D"), encoding) == bytes("41 FA 81 42 FA 9D"))
    #expect(try encode(bytes("41 FA 81 42 FA 9D"), encoding) == bytes("41 81 42 9D"))
  }

  @Test func `letters that Vietnamese and Hebrew hold back for an accent come out alone`() throws {
    // In windows-1258 E2 is "â" and CC the combining grave; glibc would join them to U+1EA7.
    let vietnamese = try CharacterEncoding(named: "windows-1258")
    #expect(decode([0xE2, 0xCC], vietnamese) == Array("\u{E2}\u{300}".utf8))
    #expect(try encode(Array("\u{E2}\u{300}".utf8), vietnamese) == [0xE2, 0xCC])
    // In windows-1255 F9 is shin and D1 the shin dot; glibc would join them to U+FB2A.
    let hebrew = try CharacterEncoding(named: "windows-1255")
    #expect(decode([0xF9, 0xD1], hebrew) == Array("\u{5E9}\u{5C1}".utf8))
  }

  @Test func `pieces longer than a block are decoded as short ones are`() throws {
    let encoding = try CharacterEncoding(named: "cp850")
    let bytes = (0..<50_000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }
    let text = decode(bytes, encoding)
    #expect(text == bytes.flatMap { decode([$0], encoding) })
    #expect(decode(bytes, encoding, cutInto: [1, 16_383, 2, 16_384]) == text)
    #expect(try encode(text, encoding) == bytes)
  }

  @Test func `a table is refused that is not ASCII below or not one to one`() throws {
    let latin = allBytes.map { Unicode.Scalar($0) as Unicode.Scalar? }
    #expect(throws: Never.self) { try SingleByteTable(latin, name: "x") }
    var swapped = latin
    swapped.swapAt(0x2C, 0x3B)
    #expect(throws: TextEncodingError.notReadable(name: "x", obstacle: .notASCII)) {
      try SingleByteTable(swapped, name: "x")
    }
    var holed = latin
    holed[0x22] = nil
    #expect(throws: TextEncodingError.notReadable(name: "x", obstacle: .notASCII)) {
      try SingleByteTable(holed, name: "x")
    }
    var doubled = latin
    doubled[0xA0] = " "
    #expect(throws: TextEncodingError.notReadable(name: "x", obstacle: .notOneToOne)) {
      try SingleByteTable(doubled, name: "x")
    }
  }

  @Test func `the characters of the lowest block are found beside those of others`() throws {
    var scalars = [Unicode.Scalar?](repeating: nil, count: 256)
    for byte: UInt8 in 0..<0x80 { scalars[Int(byte)] = Unicode.Scalar(byte) }
    scalars[0x80] = "\u{FFFF}"
    scalars[0x81] = "\u{80}"
    let table = try SingleByteTable(scalars, name: "x")
    #expect(table.byte(of: 0xFFFF) == 0x80)
    #expect(table.byte(of: 0x80) == 0x81)
    #expect(table.byte(of: 0x81) == nil)
    #expect(table.byte(of: 0x180) == nil)
    #expect(table.byte(of: 0x10080) == nil)
  }
}
