import Bytes
import Foundation
import TestSupport
import Testing

@Suite struct JSONTextArrayTests {
  /// Text that mixes what JSON escapes with what it does not.
  private func randomText(_ generator: inout SeededGenerator) -> String {
    let scalars: [Unicode.Scalar] =
      Array("\"\\/abc,[]{}: né😀\u{7F}\u{80}\u{2028}\u{FEFF}\u{202E}".unicodeScalars)
      + (0..<0x20).compactMap { Unicode.Scalar($0) }
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...12, using: &generator) {
      text.append(scalars[Int.random(in: 0..<scalars.count, using: &generator)])
    }
    return String(text)
  }

  @Test(arguments: 0..<20)
  func `random texts come back, also through another reader`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let texts = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
        randomText(&generator)
      }
      let array = JSONTextArray.text(of: texts)
      #expect(JSONTextArray.texts(in: array) == texts.map { Array($0.utf8) }, "seed \(seed)")
      var places: [Range<Int>] = []
      let bytes = Array(array.utf8)
      let isPlain = JSONTextArray.places(inPlain: bytes.span, into: &places)
      #expect(isPlain == !array.contains("\\"), "seed \(seed)")
      if isPlain { #expect(places.map { Array(bytes[$0]) } == texts.map { Array($0.utf8) }) }
      let decoded = try JSONDecoder().decode([String].self, from: Data(array.utf8))
      #expect(decoded.map { Array($0.utf8) } == texts.map { Array($0.utf8) }, "seed \(seed)")
    }
  }

  @Test func `only what JSON requires is escaped`() {
    #expect(JSONTextArray.text(of: []) == "[]")
    #expect(JSONTextArray.text(of: ["", "a/é"]) == #"["","a/é"]"#)
    #expect(JSONTextArray.text(of: ["\"\\\n\u{1F}"]) == #"["\"\\\u000a\u001f"]"#)
  }

  @Test func `every byte below the blank has its escape`() {
    for byte: UInt8 in 0..<0x20 {
      let array = JSONTextArray.text(of: [String(UnicodeScalar(byte))])
      #expect(array.utf8.count == 2 + 2 + 6)
      #expect(JSONTextArray.texts(in: array) == [[byte]])
    }
  }

  @Test(arguments: [
    "", "[", "]", "[]]", "[[]]", "{}", "null", "\"a\"", "[a]", "[1]", "[null]", #"["a]"#,
    #"["a"#, #"["a",]"#, #"[,"a"]"#, #"["a""b"]"#, #"["a" ,"b"]"#, #" ["a"]"#, #"["a"] "#,
    #"["\"]"#, #"["\x"]"#, #"["\u00"]"#, #"["\u000"]"#, #"["\u00g0"]"#, #"["\u0141"]"#,
  ])
  func `what is no array of texts as it is written here is refused`(array: String) {
    #expect(JSONTextArray.texts(in: array) == nil)
    var places: [Range<Int>] = []
    #expect(!JSONTextArray.places(inPlain: Array(array.utf8).span, into: &places))
  }

  @Test func `an array cut off anywhere is refused`() {
    let array = JSONTextArray.text(of: ["a\"b", "\\", "\n", ""])
    for length in 0..<array.utf8.count {
      #expect(JSONTextArray.texts(in: String(array.prefix(length))) == nil, "\(length)")
    }
  }

  @Test(arguments: [#"["\u00+f"]"#, #"["\u00-0"]"#])
  func `a sign is no hexadecimal digit`(array: String) {
    #expect(JSONTextArray.texts(in: array) == nil)
  }

  @Test func `an escape beyond the control characters is refused or gives its UTF-8`() {
    let texts = JSONTextArray.texts(in: #"["\u00e9"]"#)
    #expect(texts == nil || texts == [Array("é".utf8)])
  }

  @Test func `a control character as it is is refused`() {
    #expect(JSONTextArray.texts(in: "[\"a\nb\"]") == nil)
  }
}
