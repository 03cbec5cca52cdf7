import TestSupport
import Testing

@testable import CSV

/// What the lines of a file end with, and which are blank, kept in few bytes.
struct LineLayoutTests {
  private static func layout(_ text: String, cutInto size: Int = 1 << 20) -> LineLayout {
    var parser = CSVParser(dialect: .comma, limits: CSVLimits(recordBytes: 40))
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      parser.parse(rest.prefix(size)) { _ in }
      rest = rest.dropFirst(size)
    }
    parser.finish { _ in }
    return parser.lineLayout
  }

  /// The runs as text: the first line, how many, what they end with, whether they are blank.
  private static func words(_ layout: LineLayout) -> [String] {
    layout.map { run in
      "\(run.line)+\(run.count) \(run.ending?.rawValue ?? "end")\(run.isBlank ? " blank" : "")"
    }
  }

  static let files: [(text: String, runs: [String])] = [
    ("", []),
    ("a\nb\n", ["1+2 lf"]),
    ("a\r\nb\r\n", ["1+2 crlf"]),
    ("a\rb\r", ["1+2 cr"]),
    ("a\nb", ["1+1 lf", "2+1 end"]),
    ("a", ["1+1 end"]),
    ("a\n\nb\n", ["1+1 lf", "2+1 lf blank", "3+1 lf"]),
    ("a\n\n\n", ["1+1 lf", "2+2 lf blank"]),
    ("a\n\r\nb", ["1+1 lf", "2+1 crlf blank", "3+1 end"]),
    ("a\nb\r\nc\rd\n", ["1+1 lf", "2+1 crlf", "3+1 cr", "4+1 lf"]),
    ("a\r\r\nb\r\r\n", ["1+1 cr", "2+1 crlf blank", "3+1 cr", "4+1 crlf blank"]),
    ("\"a\nb\",c\r\nd\n", ["1+2 crlf", "3+1 lf"]),
    ("\"a\nb\r\nc\n", ["1+1 lf", "2+1 crlf", "3+1 lf"]),
    (String(repeating: "x", count: 99) + "\r\na\n", ["1+1 crlf", "2+1 lf"]),
    ("a\n" + String(repeating: "x", count: 99), ["1+1 lf", "2+1 end"]),
  ]

  @Test(arguments: files.indices)
  func `each line is told by its end, however the file is cut`(index: Int) {
    let (text, runs) = Self.files[index]
    for size in [1, 2, 3, 1 << 20] {
      #expect(Self.words(Self.layout(text, cutInto: size)) == runs, "\(text.debugDescription)")
    }
  }

  @Test func `a layout from a line on has the same runs`() {
    for seed in UInt64(1)...200 {
      var generator = SeededGenerator(seed: seed)
      let text = (0..<Int.random(in: 1...30, using: &generator)).map { _ in
        (["", "a", "b,c"].randomElement(using: &generator) ?? "")
          + (["\n", "\r\n", "\r"].randomElement(using: &generator) ?? "")
      }.joined()
      let all = Self.layout(text)
      let lines = all.map(\.count).reduce(0, +)
      let line = Int.random(in: 1...lines, using: &generator)
      let each = { (layout: LineLayout) in
        layout.flatMap { run in
          (run.line..<run.line + run.count).map {
            "\($0) \(String(describing: run.ending)) \(run.isBlank)"
          }
        }
      }
      #expect(each(all.from(line)) == Array(each(all).dropFirst(line - 1)), "seed \(seed)")
      let kept = LineLayout(firstLine: line, bytes: all.from(line).bytes, maximumLines: lines)
      #expect(kept == all.from(line), "seed \(seed)")
    }
  }

  @Test func `a million lines that take turns are a few bytes, and random ones about two each`() {
    let turns = Self.layout(String(repeating: "a\r\r\n", count: 100_000))
    #expect(turns.bytes.count < 20)
    var generator = SeededGenerator(seed: 1)
    var text = ""
    for _ in 0..<100_000 {
      text += "a" + (["\n", "\r\n"].randomElement(using: &generator) ?? "")
    }
    #expect(Self.layout(text).bytes.count < 100_000)
  }

  /// Pairs of steps that nobody wrote: cut off, of no lines, of more than there can be.
  static let damaged: [[UInt8]] = [
    [0x80], [1], [0, 8], [1, 0], [1, 7], [1, 8, 0], [1, 0x80], [2, 0x88],
    [0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 8, 8],
    [
      0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
      0x7F,
    ],
    [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 8],
  ]

  @Test(arguments: damaged)
  func `bytes that are no layout are none`(bytes: [UInt8]) {
    #expect(LineLayout(firstLine: 1, bytes: bytes, maximumLines: 1000) == nil)
  }
}
