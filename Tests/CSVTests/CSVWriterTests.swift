import CSV
import TestSupport
import Testing

struct CSVWriterTests {
  private func written(
    _ records: [[String]],
    dialect: CSVDialect = .comma,
    ending: CSVLineEnding = .lf,
    quoting: CSVWriter.Quoting = .minimal
  ) -> [UInt8] {
    var writer = CSVWriter(dialect: dialect, lineEnding: ending)
    for record in records {
      for field in record { writer.field(field, quoting: quoting) }
      writer.endRecord()
    }
    return writer.bytes
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test func `only what needs quotes gets them`() {
    let record = ["a b", "a,b", "a;b", "a\"b", "a\nb", "a\rb", " a ", "", "ä"]
    #expect(
      text(written([record])) == "a b,\"a,b\",a;b,\"a\"\"b\",\"a\nb\",\"a\rb\", a ,,ä\n"
    )
    #expect(text(written([["a,b", "a;b"]], dialect: .semicolon)) == "a,b;\"a;b\"\n")
  }

  @Test func `all fields get quotes when asked for`() {
    #expect(text(written([["a", ""], ["b"]], quoting: .always)) == "\"a\",\"\"\n\"b\"\n")
  }

  @Test func `line ends are the ones asked for`() {
    #expect(text(written([["a"], ["b"]], ending: .crlf)) == "a\r\nb\r\n")
    #expect(text(written([["a"], ["b"]], ending: .cr)) == "a\rb\r")
    #expect(text(written([["a"], ["b"]], ending: .mixed)) == "a\nb\n")
  }

  @Test func `one empty field is not a blank line`() {
    #expect(text(written([[""], ["", ""], []])) == "\"\"\n,\n\n")
    #expect(read(written([[""], ["", ""], []])).fields == [[""], ["", ""], []])
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `records at random are read back as they were written`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces = ["a", "ä", "😀", ",", ";", "\t", "|", "\"", "\"\"", "\n", "\r", "\r\n", " ", "'"]
    let records = (0..<50).map { _ in
      (0..<Int.random(in: 1...6, using: &generator)).map { _ in
        (0..<Int.random(in: 0...5, using: &generator))
          .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      }
    }
    for dialect in [CSVDialect.comma, .semicolon, .tab, .bar] {
      for ending in [CSVLineEnding.lf, .crlf, .cr] {
        for quoting in [CSVWriter.Quoting.minimal, .always] {
          let bytes = written(records, dialect: dialect, ending: ending, quoting: quoting)
          let stream = read(bytes, dialect: dialect)
          #expect(stream.fields == records)
          #expect(stream.lineEnding == ending)
          #expect(quoting == .always || stream.records.allSatisfy(\.isCanonical))
        }
      }
    }
  }

  @Test func `a record is canonical exactly when writing it again gives its bytes`() {
    var canonical = 0
    for length in 0...6 {
      forEveryText(of: length, over: Array("a,\"\n\r".utf8)) { bytes in
        for record in read(bytes).records where record.fault == nil {
          let again = Array(written([record.fields]).dropLast())
          if record.isCanonical != (again == record.raw) { Issue.record("\(record)") }
          canonical += record.isCanonical ? 1 : 0
        }
      }
    }
    #expect(canonical > 1000)
  }
}
