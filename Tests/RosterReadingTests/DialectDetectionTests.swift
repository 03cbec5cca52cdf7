import CSV
import Testing

@testable import RosterReading

/// The delimiter is found from the lines themselves, or taken from `sep=`.
struct DialectDetectionTests {
  static let samples: [(String, CSVDialect)] = [
    ("name,gender\nAnna,F\n", .comma),
    ("name;gender\nAnna;F\n", .semicolon),
    ("name\tgender\nAnna\tF\n", .tab),
    ("name|gender\nAnna|F\n", .bar),
    // The decimal comma is no delimiter where semicolons agree on every line.
    ("name;height\nAnna;1,72\nBen;1,81\n", .semicolon),
    // Names in the form "Doe, John" have a comma on each line.
    ("name;gender;height\nDoe, John;m;1,72\nRoe, Jane;w;1,6\n", .semicolon),
    ("name,note\n\"Doe; John; 3rd\",x\n\"Roe; Jane; 2nd\",y\n", .comma),
    // A title line above the headings.
    ("Class 7b\nname;gender;height\nAnna;F;160\nBen;M;170\n", .semicolon),
    ("name\nAnna\nBen\n", .comma),
    ("", .comma),
    ("name,gender", .comma),
    ("name;gender\rAnna;F\rBen;M\r", .semicolon),
    ("name;gender\r\nAnna;F\r\n", .semicolon),
    ("\n\n\nname;gender\nAnna;F\n\n\n", .semicolon),
    // One ragged line among many does not decide.
    ("a;b;c\n1;2;3\n1;2\n1;2;3\n1;2;3\n", .semicolon),
  ]

  @Test(arguments: samples)
  func `the delimiter is the one under which most lines agree`(
    sample: String,
    dialect: CSVDialect
  ) {
    let detection = DialectDetection(sample: Array(sample.utf8))
    #expect(detection.dialect == dialect)
    #expect(detection.declared == nil)
  }

  @Test(arguments: [",", ";", "\t", "|"], ["sep=", "SEP=", "Sep="])
  func `a first line sep= names it, whatever the rest looks like`(mark: String, word: String) {
    let detection = DialectDetection(sample: Array("\(word)\(mark)\na,b;c\td|e\n".utf8))
    #expect(detection.declared == mark.utf8.first)
    #expect(detection.dialect.delimiter == mark.utf8.first)
  }

  @Test(arguments: ["sep=\n", "sep=;;\n", "sep=x\n", "xsep=;\n", "\nsep=;\n"])
  func `anything else is no declaration`(sample: String) {
    #expect(DialectDetection(sample: Array(sample.utf8)).declared == nil)
  }
}
