import TestSupport
import Testing

@testable import Workbook

struct XMLOracleTests {
  private static let pieces = [
    "<x>", "</x>", "<y>", "</y>", "<y/>", "<x a='1'>", "<y a=\"2\" b='3'/>", "<y a='1' a='2'/>",
    "text",
    " ", "\n", "\r\n", "&amp;", "&lt;", "&#65;", "&#x20AC;", "&bad;", "&", "<!-- c -->", "<!--",
    "-->",
    "<![CDATA[d]]>", "<![CDATA[", "]]>", "<?p q?>", "<", ">", "/", "'", "\"", "=", "ä", "😀",
    "a='1'",
  ]

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `random documents are read as libxml2 reads them`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var agreed = 0
    for _ in 0..<250 {
      let inside = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
        // Mostly what can be right, so that enough documents are.
        Self.pieces[
          Bool.random(using: &generator)
            ? Int.random(in: 0..<Self.pieces.count, using: &generator)
            : [4, 6, 8, 12, 14, 18, 21]
              .randomElement(using: &generator) ?? 0
        ]
      }
      let document = "<x>\(inside.joined())</x>"
      let ours = try? events(document)
      let theirs = foundationEvents(Array(document.utf8))
      #expect(ours == theirs, "seed \(seed): \(document)")
      if ours != nil { agreed += 1 }
    }
    #expect(agreed > 50)
  }
}
