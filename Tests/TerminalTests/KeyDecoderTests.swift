import Terminal
import Testing

/// Bytes become keys, however they are cut.
struct KeyDecoderTests {
  private func keys(_ pieces: [UInt8]..., flush: Bool = true) -> [Key] {
    var decoder = KeyDecoder()
    var keys: [Key] = []
    for piece in pieces { keys += decoder.decode(piece) }
    if flush { keys += decoder.flush() }
    return keys
  }

  /// What xterm, the Linux console, tmux and rxvt send, as their manuals list it.
  static let sequences: [(String, Key)] = [
    ("a", .character("a")), (" ", .character(" ")), ("?", .character("?")), ("\r", .enter),
    ("\n", .enter), ("\t", .tab), ("\u{7F}", .backspace), ("\u{8}", .backspace),
    ("\u{1}", .control("a")), ("\u{15}", .control("u")), ("\u{1A}", .control("z")),
    ("\u{1B}", .escape), ("\u{1B}[A", .up), ("\u{1B}[B", .down), ("\u{1B}[C", .right),
    ("\u{1B}[D", .left), ("\u{1B}OA", .up), ("\u{1B}OD", .left), ("\u{1B}[H", .home),
    ("\u{1B}OH", .home), ("\u{1B}[1~", .home), ("\u{1B}[7~", .home), ("\u{1B}[F", .end),
    ("\u{1B}[4~", .end), ("\u{1B}[3~", .delete), ("\u{1B}[5~", .pageUp), ("\u{1B}[6~", .pageDown),
    ("\u{1B}[1;5A", .up), ("\u{1B}[3;2~", .delete), ("\u{1B}[15~", .other), ("\u{1B}OP", .other),
    ("\u{1B}x", .other), ("\u{1B}[Z", .other), ("\u{0}", .other), ("\u{1C}", .other),
    ("é", .character("é")), ("ж", .character("ж")), ("漢", .character("漢")),
    ("👩", .character("👩")), ("\u{301}", .character("\u{301}")), ("\u{9B}", .other),
    ("\u{1B}[200~two\nlines\u{1B}[201~", .paste("two\nlines")),
    ("\u{1B}[200~\u{1B}[201~", .paste("")),
    ("\u{1B}[200~an \u{1B}[A arrow\u{1B}[201~", .paste("an \u{1B}[A arrow")),
  ]

  @Test(arguments: sequences)
  func `a sequence is one key, whole or cut anywhere`(text: String, key: Key) {
    let bytes = Array(text.utf8)
    #expect(keys(bytes) == [key])
    for cut in 0...bytes.count {
      #expect(keys(Array(bytes[..<cut]), Array(bytes[cut...])) == [key], "cut at \(cut)")
    }
    var decoder = KeyDecoder()
    var single: [Key] = []
    for byte in bytes { single += decoder.decode([byte]) }
    #expect(single + decoder.flush() == [key], "byte by byte")
  }

  @Test func `every two sequences in a row are two keys, wherever the bytes are cut`() {
    for (first, firstKey) in Self.sequences where first != "\u{1B}" {
      for (second, secondKey) in Self.sequences {
        let bytes = Array((first + second).utf8)
        let wrong = (0...bytes.count).filter { cut in
          keys(Array(bytes[..<cut]), Array(bytes[cut...])) != [firstKey, secondKey]
        }
        if !wrong.isEmpty { Issue.record("\(bytes) cut at \(wrong)") }
      }
    }
  }

  @Test func `a lone ESC is a key only once nothing follows`() {
    #expect(keys([0x1B], flush: false).isEmpty)
    #expect(keys([0x1B]) == [.escape])
    #expect(keys([0x1B, 0x1B]) == [.escape, .escape])
    #expect(keys([0x1B, 0x1B, 0x5B, 0x41]) == [.escape, .up])
  }

  @Test func `bytes that are no UTF-8 are no key and hide none`() {
    #expect(keys([0x80, 0x61]) == [.character("a")])
    #expect(keys([0xC3, 0x61]) == [.character("a")])
    #expect(keys([0xFF, 0xC0, 0xF5, 0x61]) == [.character("a")])
    #expect(keys([0xE2, 0x82]) == [])
    #expect(keys([0xED, 0xA0, 0x80, 0x61]) == [.character("a")], "half a surrogate")
    #expect(keys([0xE0, 0x80, 0x80, 0x61]) == [.character("a")], "longer than needed")
  }

  @Test func `every single byte and every pair leaves the decoder as good as new`() {
    var spoiled: [(UInt8, UInt8)] = []
    for first in UInt8.min...UInt8.max {
      for second in UInt8.min...UInt8.max {
        var decoder = KeyDecoder()
        _ = decoder.decode([first, second])
        _ = decoder.flush()
        if decoder.decode([0x71]) != [.character("q")] { spoiled.append((first, second)) }
      }
    }
    #expect(spoiled.isEmpty)
  }

  @Test func `a sequence without end is given up`() {
    var decoder = KeyDecoder()
    #expect(decoder.decode([0x1B, 0x5B] + Array(repeating: 0x31, count: 40)) == [.other])
    #expect(decoder.decode([0x71]) == [.character("q")])
  }
}
