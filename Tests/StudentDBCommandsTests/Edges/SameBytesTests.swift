import Foundation
import TestSupport
import Testing

/// A file comes back byte for byte: `export --import i1 --columns original --fill none --rejected`.
struct SameBytesTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let bytes: [UInt8]
    /// Lines that are rejected or set aside.
    var rejected = 0
    var arguments: [String] = []
    /// The file without its rejected lines.
    var without: [UInt8]?

    init(
      _ name: String,
      _ text: String,
      rejected: Int = 0,
      arguments: [String] = [],
      without: String? = nil
    ) {
      testDescription = name
      bytes = Array(text.utf8)
      self.rejected = rejected
      self.arguments = arguments
      self.without = without.map { Array($0.utf8) }
    }

    init(_ name: String, bytes: [UInt8], rejected: Int = 0, arguments: [String] = []) {
      testDescription = name
      self.bytes = bytes
      self.rejected = rejected
      self.arguments = arguments
    }
  }

  private static let head = "name,gender,height\n"

  static let lines = [
    Case("a blank line in the middle", head + "Anna,f,170\n\nBen,m,180\n"),
    Case("several", head + "Anna,f,170\n\n\n\nBen,m,180\n\nCy,m,181\n"),
    Case("behind the headings", head + "\n\nAnna,f,170\n"),
    Case("at the end", head + "Anna,f,170\n\n\n"),
    Case("above the headings alone", "\n\n" + head + "Anna,f,170\n"),
    Case("everywhere", "\n" + head + "\nAnna,f,170\n\nBen,m,180\n\n"),
    Case("a blank line that ends otherwise", head + "Anna,f,170\n\r\nBen,m,180\n"),
    Case("spaces are no blank line", head + "Anna,f,170\n  \nBen,m,180\n", rejected: 1),
    Case("CRLF, blank", "name,gender,height\r\n\r\nAnna,f,170\r\n\r\n"),
    Case("CR, blank", "name,gender,height\r\rAnna,f,170\r\rBen,m,180\r"),
    Case("LF and CRLF", head + "Anna,f,170\r\nBen,m,180\nCy,m,181\r\n"),
    Case("all three", "name,gender,height\r\nAnna,f,170\nBen,m,180\rCy,m,181\n"),
    Case("headings alone end otherwise", "name,gender,height\r\nAnna,f,170\nBen,m,180\n"),
    Case(
      "titles end otherwise",
      "List\r\n\r" + head + "Anna,f,170\n",
      arguments: ["--header-row", "3"]
    ),
    Case("CR doubled before LF", "name,gender,height\r\r\nAnna,f,170\r\r\nBen,m,180\r\r\n"),
    Case("the last line has no end", head + "Anna,f,170\r\n\nBen,m,180"),
    Case("nor has it without blank lines", head + "Anna,f,170\nBen,m,180"),
    Case(
      "mixed inside quotes",
      "name,gender,height,x\nAnna,f,170,\"a\r\nb\rc\nd\"\r\nBen,m,180,\n"
    ),
    Case("a mark, then blank lines", "\u{FEFF}name,gender,height\r\n\r\nAnna,f,170\r\n"),
    Case("sep=, blank, mixed", "sep=;\r\nname;gender;height\nAnna;f;170\n\r\nBen;m;180"),
    Case(
      "UTF-16, blank and mixed",
      bytes: Source.utf16("name\tgender\theight\r\n\r\nZoë\tf\t170\n\nBen\tm\t180\r\n\r\n")
    ),
    Case(
      "windows-1252, blank and mixed",
      bytes: Source.latin("Name;Geschlecht;Größe\r\n\nZoë;w;170\r\n\r\nJürgen;m;180\n"),
      arguments: ["--encoding", "windows-1252"]
    ),
  ]

  static let rejects = [
    Case(
      "too few and too many cells",
      head + "Anna,f,170\nBen,m\n\nCleo,f,165,extra\r\nDora,f,166\n",
      rejected: 2,
      without: head + "Anna,f,170\n\nDora,f,166\n"
    ),
    Case(
      "the first line and the last",
      head + "x\nAnna,f,170\ny",
      rejected: 2,
      without: head + "Anna,f,170"
    ),
    Case("a stray quote", head + "Anna \"Ann\" B,f,170\nBen,m,180\n", rejected: 1),
    Case("a quote never closed", head + "Anna,f,170\n\"Ben,m,180\r\nCleo,f,165\n", rejected: 1),
    Case("a NUL", head + "An\0na,f,170\nBen,m,180\n", rejected: 1),
    Case("no height", head + "Anna,f,tall\n\nBen,m,180\n", rejected: 1),
    Case("delimiters alone", head + ",,\nBen,m,180\n,,\n", rejected: 2),
    Case(
      "an id twice, between other faults",
      "id,name,gender,height\n1,A,f,170\n1,B,f,171\nx\n2,C,m,180\ny\n2,D,m,181\n\n3,E,f,160\n",
      rejected: 4
    ),
    Case(
      "a fault on the second line of a record",
      "name,note,height\nAnna,\"a\nb\",tall\nBen,\"c\r\nd\",180\r\n\nCy,,181\n",
      rejected: 1
    ),
    Case(
      "bytes that are no UTF-8",
      bytes: Array((head + "Zoë,f,170\nJo").utf8) + [0xEB] + Array("l,m,180\n\nBjörn,m,181\n".utf8),
      rejected: 1
    ),
    Case(
      "half a pair of UTF-16",
      bytes: Source.utf16("name\tgender\theight\r\nA") + [0x00, 0xD8]
        + Source.utf16("x\tf\t170\r\n\nBen\tm\t180\r\n").dropFirst(2),
      rejected: 1
    ),
    Case(
      "all of it at once",
      "\u{FEFF}List of 7b\r\n\r\n\"name\",gender,\"height\"\r\n\r\n\"Anna\",f,170\nBen,\"m\",\"180\"\r\r\n"
        + "bad\n\"Cy \"\"C\"\"\",m,\"181\"\r\n\n\n\"open,f,1\nDi,f,160",
      rejected: 2,
      arguments: ["--header-row", "3"]
    ),
  ]

  @Test(arguments: lines + rejects)
  func `it comes back as it was`(file: Case) throws {
    let world = try TestWorld()
    try world.write(file.bytes, to: "list.csv")
    let answer = world.run(["import", "list.csv", "--no-gender"] + file.arguments)
    #expect(answer.status == (file.rejected == 0 ? 0 : 4), "\(answer.text)\(answer.messages)")
    let original = ["export", "--columns", "original", "--fill", "none"]
    let whole = world.run(original + ["--import", "i1", "--rejected"])
    #expect(whole.status == 0)
    #expect(whole.output == file.bytes, "\(String(decoding: whole.output, as: UTF8.self))")
    #expect(whole.messages.isEmpty)
    #expect(world.run(original + ["--rejected"]).output == file.bytes, "of one import, unnamed")
    let rest = world.run(original)
    if file.rejected == 0 {
      #expect(rest.output == file.bytes)
      #expect(rest.messages.isEmpty)
    } else {
      #expect(rest.messages.hasPrefix("\(file.rejected) line"), "\(rest.messages)")
    }
    if let without = file.without { #expect(rest.output == without) }
    let copy = world.run(original + ["--rejected", "copy.csv"])
    #expect(copy.messages.contains("the very bytes that were imported"), "\(copy.messages)")
    #expect(world.bytes("copy.csv") == file.bytes)
    #expect(world.run("verify").status == 0)
  }

  @Test func `a line that was kept cut is said`() throws {
    let world = try TestWorld()
    try world.write(
      Self.head + String(repeating: "x", count: 3 << 20) + "\nBen,m,180\n",
      to: "l.csv"
    )
    #expect(world.run("import", "l.csv").status == 4)
    let answer = world.run("export", "--columns", "original", "--fill", "none", "--rejected")
    #expect(answer.messages.contains("not byte for byte"))
    #expect(answer.text.hasSuffix("\nBen,m,180\n"))
  }

  @Test func `rejected lines go back into one whole file only`() throws {
    let world = try TestWorld([
      "a.csv": Self.head + "Anna,f,170\nx\n", "b.csv": Self.head + "Ben,m,180\n",
    ])
    #expect(world.run("import", "a.csv", "b.csv").status == 4)
    #expect(world.run("export", "--rejected").status == 64)
    let several = world.run("export", "--rejected", "--columns", "original")
    #expect(several.status == 64)
    #expect(several.messages.contains("--import iN"))
    #expect(
      world.run("export", "--rejected", "--columns", "original", "--signed-only").status == 64
    )
    #expect(world.run("export", "--quiet").messages.isEmpty)
    #expect(world.run("export").messages.contains("1 line of the import"))
  }

  @Test func `a list with studentdb's columns is a table without blank lines`() throws {
    let world = try TestWorld(["a.csv": Self.head + "\nAnna,f,170\r\n\n"])
    #expect(world.run("import", "a.csv").status == 0)
    let lines = world.run("export").outputLines
    #expect(lines.count == 3)
    #expect(lines[1].hasPrefix("Anna,f,170,female,recorded"))
  }

  /// Random files of cells, faults, blank lines and line ends.
  private static func randomFile(seed: UInt64) -> [UInt8] {
    var generator = SeededGenerator(seed: seed)
    let usual = ["\n", "\r\n", "\r"].randomElement(using: &generator) ?? "\n"
    let isMixed = Bool.random(using: &generator)
    func end() -> String {
      isMixed ? ["\n", "\r\n", "\r"].randomElement(using: &generator) ?? usual : usual
    }
    func quoted(_ cell: String) -> String {
      Bool.random(using: &generator) ? cell : "\"\(cell.replacing("\"", with: "\"\""))\""
    }
    var text = Bool.random(using: &generator) ? "\u{FEFF}" : ""
    text += "id,name,gender,height,note" + end()
    for number in 0..<Int.random(in: 1...40, using: &generator) {
      switch Int.random(in: 0..<12, using: &generator) {
      case 0: text += end()
      case 1: text += "\(number),few" + end()
      case 2: text += "\(number),na\"me,f,170," + end()
      case 3: text += "\(number),name,f,high," + end()
      case 4: text += "\(number),\"open,f,170," + end()
      case 5: text += ",,,," + end()
      case 6: text += "1,twice,f,170,\"a" + end() + "b\"" + end()
      default:
        let note = ["", "x", "a b", "ü"].randomElement(using: &generator) ?? ""
        text +=
          [
            quoted("\(number)"), quoted("name \(number)"), quoted("f"), quoted("17\(number % 10)"),
            quoted(note),
          ].joined(separator: ",") + end()
      }
    }
    text += "last,Last,m,180,"
    if Bool.random(using: &generator) { text += end() }
    return Array(text.utf8)
  }

  @Test(arguments: 1...60)
  func `a random file comes back`(seed: Int) throws {
    let bytes = Self.randomFile(seed: UInt64(seed))
    let world = try TestWorld()
    try world.write(bytes, to: "list.csv")
    let answer = world.run("import", "list.csv")
    #expect([0, 4].contains(answer.status), "seed \(seed): \(answer.messages)")
    let again = world.run("export", "--columns", "original", "--fill", "none", "--rejected")
    #expect(again.output == bytes, "seed \(seed)")
    #expect(again.messages.isEmpty, "seed \(seed)")
  }
}
