import CSV
import TestSupport
import Testing

struct CSVChunkingTests {
  /// All ways to cut a text of ten characters or fewer: one bit for each place between two.
  private func everyCutting(of bytes: [UInt8]) -> [[Int]] {
    (0..<(1 << max(0, bytes.count - 1))).map { bits in
      var sizes = [1]
      for place in 0..<max(0, bytes.count - 1) {
        if bits >> place & 1 == 1 { sizes.append(1) } else { sizes[sizes.count - 1] += 1 }
      }
      return sizes
    }
  }

  @Test(arguments: [
    "a,b\nc,d\n", "a\r\nb\r\n", "a\rb\r\r\nc", "\"a\"\"b\",\n", "\"a\nb\",c\r\n", "\"a\nb\nc\n",
    "\"a\r\nb\r\nc", "a\"b\r\nc\n", "\"a\"b\r\nc", "\"a\nb\"c\nd", "ä,€\n😀", "\"\"\r\n\"\"\n\n",
    "\u{0}\n\"\u{0}\"\n", "\"\n\"\n\"\n\"\n\"",
  ])
  func `every cutting of a text gives the same records`(text: String) {
    let bytes = Array(text.utf8)
    let whole = read(bytes)
    for sizes in everyCutting(of: bytes) {
      #expect(read(bytes, cutInto: sizes) == whole, "\(sizes)")
    }
  }

  @Test func `every cutting of every text of five characters gives the same records`() {
    forEveryText(of: 5, over: Array("a,\"\n\r".utf8)) { bytes in
      let whole = read(bytes)
      for sizes in everyCutting(of: bytes) where read(bytes, cutInto: sizes) != whole {
        Issue.record("\(String(decoding: bytes, as: UTF8.self).debugDescription) cut into \(sizes)")
      }
    }
  }

  @Test func `every cutting gives the same records at the limits as well`() {
    let limits = CSVLimits(recordBytes: 5, fieldBytes: 3, fields: 3)
    let texts = [
      "abcd\nab", "a,bc,d\nab", "abc,de\na", "a,b,c,d\ne", "\"abcd\"\na", "\"a\",\"b\"\n",
      "\"a\nbcd\na", "\"\"\"\"\n\"\"a", "aaaaaaa\r\nb", "ab\"aaaaaa\n",
    ]
    for text in texts {
      let bytes = Array(text.utf8)
      let whole = read(bytes, limits: limits)
      for sizes in everyCutting(of: bytes) {
        #expect(read(bytes, cutInto: sizes, limits: limits) == whole, "\(text) \(sizes)")
      }
    }
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `long texts cut at random give the same records`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let alphabet = Array("aaaaaabc,,\"\n\r".utf8) + [0xC3, 0xA4, 0]
    let bytes = (0..<4000).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
    let limits = CSVLimits(recordBytes: 400, fieldBytes: 90, fields: 60)
    let whole = read(bytes, limits: limits)
    for longest in [1, 3, 50, 1000] {
      let sizes = (0..<bytes.count).map { _ in Int.random(in: 0...longest, using: &generator) }
      #expect(read(bytes, cutInto: sizes, limits: limits) == whole, "chunks up to \(longest)")
    }
  }
}
