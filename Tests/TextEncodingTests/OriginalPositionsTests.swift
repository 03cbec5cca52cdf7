import TestSupport
import Testing
import TextEncoding

struct OriginalPositionsTests {
  /// Where each character of the text began in the original, and where both end.
  private func places(
    _ file: [UInt8],
    _ encoding: CharacterEncoding
  ) throws -> [(text: Int, original: Int)] {
    let text = decode(file, encoding)
    let starts = text.indices.filter { text[$0] & 0xC0 != 0x80 }
    var original = 0
    var places: [(text: Int, original: Int)] = []
    for (start, next) in zip(starts, starts.dropFirst() + [text.count]) {
      places.append((text: start, original: original))
      original += try encode(Array(text[start..<next]), encoding).count
    }
    return places + [(text: text.count, original: original)]
  }

  private let file: [UInt8] = {
    var generator = SeededGenerator(seed: 7)
    return (0..<1501).map { _ in
      [0x41, 0x00, 0x0A, 0x81, 0xD8, 0xDC, 0xE4, 0x20].randomElement(using: &generator) ?? 0
    }
  }()

  @Test(arguments: ["windows-1252", "utf-16le", "utf-16be"])
  func `a piece of text is as long as the bytes that it is encoded to`(name: String) throws {
    let encoding = try CharacterEncoding(named: name)
    let text = decode(file, encoding)
    for place in try places(file, encoding) {
      let before = encoding.encodedLength(of: text[..<place.text])
      let after = encoding.encodedLength(of: text[place.text...])
      #expect(before == place.original)
      #expect(after == file.count - before)
    }
  }

  @Test func `the parts of a text add up to the whole, even cut inside a character`() throws {
    for name in ["cp850", "utf-16le"] {
      let encoding = try CharacterEncoding(named: name)
      let text = Array("aé€😀".utf8) + bytes("F8 81 FB BF")
      let whole = encoding.encodedLength(of: text.span)
      for cut in 0...text.count {
        let first = encoding.encodedLength(of: text[..<cut])
        let second = encoding.encodedLength(of: text[cut...])
        #expect(first + second == whole)
      }
    }
    // Two for each of the three, four for the face, one for each of the two escapes.
    let text = Array("aé€😀".utf8) + bytes("F8 81 FB BF")
    #expect(CharacterEncoding.utf16BigEndian.encodedLength(of: text.span) == 12)
  }

  @Test(
    arguments: ["windows-1252", "utf-16le", "utf-16be", "utf-8"],
    [(longest: 1, reach: 0), (longest: 7, reach: 5), (longest: 300, reach: 1000)]
  )
  func `every place of the text is found while it is kept`(
    name: String,
    pieces: (longest: Int, reach: Int)
  ) throws {
    let encoding = try CharacterEncoding(named: name)
    var generator = SeededGenerator(seed: 3)
    var positions = OriginalPositions(encoding, markLength: 2, reach: pieces.reach)
    var decoder = TextDecoder(encoding)
    let places = name == "utf-8" ? file.indices.map { ($0, $0) } : try places(file, encoding)
    var start = 0
    var end = 0
    var used = 0
    while used < file.count {
      let next = min(file.count, used + Int.random(in: 1...pieces.longest, using: &generator))
      var piece: [UInt8] = []
      decoder.decode(file[used..<next], into: &piece)
      if next == file.count { decoder.finish(into: &piece) }
      used = next
      positions.append(piece.span)
      start = end
      end += piece.count
      // Forwards, backwards and again: what was asked before has no influence.
      let kept = places.filter { (max(0, start - pieces.reach)...end).contains($0.0) }
      for place in kept.shuffled(using: &generator).prefix(20) {
        #expect(positions.original(of: place.0) == place.1 + 2)
      }
    }
  }
}
