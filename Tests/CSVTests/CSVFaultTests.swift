import CSV
import Testing

struct CSVFaultTests {
  private func fault(
    _ code: CSVFault.Code,
    line: Int,
    column: Int,
    byte: Int
  ) -> CSVFault {
    CSVFault(code: code, line: line, column: column, byteOffset: byte)
  }

  @Test func `a row with a quote never closed is rejected alone`() {
    let stream = read("name,height\n\"Anna,160\nBert,170\nCara,165\n")
    #expect(stream.fields == [["name", "height"], [], ["Bert", "170"], ["Cara", "165"]])
    #expect(stream.faults[1] == fault(.unclosedQuote, line: 2, column: 1, byte: 12))
    #expect(stream.records[1].rawText == "\"Anna,160")
    #expect(stream.records.map(\.line) == [1, 2, 3, 4])
    #expect(stream.records.map(\.byteOffset) == [0, 12, 22, 31])
    #expect(stream.endsWithNewline)
  }

  @Test func `a quote never closed does not take the next quoted row with it`() {
    let stream = read("1,\"Anna,f\r\n2,Bert,m\r\n3,\"Cara\",f\r\n")
    #expect(stream.fields == [[], ["2", "Bert", "m"], ["3", "Cara", "f"]])
    #expect(stream.faults[0] == fault(.unclosedQuote, line: 1, column: 3, byte: 2))
    #expect(stream.lineEnding == .crlf)
  }

  @Test func `a quote inside an unquoted field is stray`() {
    let stream = read("x\nab\"c,d\ny\n")
    #expect(stream.fields == [["x"], [], ["y"]])
    #expect(stream.faults[1] == fault(.strayQuote, line: 2, column: 3, byte: 4))
    #expect(stream.records[1].rawText == "ab\"c,d")
  }

  @Test func `text behind a closing quote is at odds with that quote`() {
    let stream = read("\"ab\"c,\"d\ny\n")
    #expect(stream.fields == [[], ["y"]])
    #expect(stream.faults[0] == fault(.strayQuote, line: 1, column: 4, byte: 3))
    #expect(stream.records[0].rawText == "\"ab\"c,\"d")
  }

  @Test func `a space before or behind the quotes is text`() {
    #expect(read("a, \"b\"\n").faults.map { $0?.column } == [4])
    #expect(read("\"a\" ,b\n").faults.map { $0?.column } == [3])
  }

  @Test func `a last line with an open quote is kept to its end`() {
    let stream = read("a\n\"b,c")
    #expect(stream.faults[1] == fault(.unclosedQuote, line: 2, column: 1, byte: 2))
    #expect(stream.records[1].rawText == "\"b,c")
    #expect(!stream.endsWithNewline)
  }

  @Test func `every open quote to the end costs its own line`() {
    let stream = read("\"a\n\"b\n\"c\nd\n")
    #expect(stream.records.map(\.rawText) == ["\"a", "\"b", "\"c", "d"])
    #expect(
      stream.faults.map { $0?.code }
        == [.unclosedQuote, .unclosedQuote, .unclosedQuote, nil]
    )
  }

  @Test func `the quote that the first line leaves open is named, not a later one`() {
    let stream = read("p,\"a\nb\",\"c\nd\n")
    #expect(stream.records.map(\.rawText) == ["p,\"a", "b\",\"c", "d"])
    #expect(stream.faults[0] == fault(.unclosedQuote, line: 1, column: 3, byte: 2))
    #expect(stream.faults[1] == fault(.strayQuote, line: 2, column: 2, byte: 6))
  }

  @Test func `a NUL byte is named where it stands, and the fields are there`() {
    let stream = read("\"a\nb\",c\0d\nok\n")
    #expect(stream.faults[0] == fault(.nulByte, line: 2, column: 5, byte: 7))
    #expect(stream.fields == [["a\nb", "c\0d"], ["ok"]])
    #expect(stream.records[1].line == 3)
  }

  @Test func `bytes that are not UTF-8 are named where they stand`() {
    let bytes = Array("ok\nJ".utf8) + [0xFC] + Array("rgen,m\nä\n".utf8)
    let stream = read(bytes)
    #expect(stream.faults[1] == fault(.badEncoding, line: 2, column: 2, byte: 4))
    #expect(stream.records[1].raw == Array("J".utf8) + [0xFC] + Array("rgen,m".utf8))
    #expect(stream.fields[1] == ["J\u{FFFD}rgen", "m"])
    #expect(stream.fields[2] == ["ä"])
    #expect(stream.faults[2] == nil)
  }

  @Test func `a character that a delimiter cuts is bad encoding`() {
    #expect(read([0xC3, 0x2C, 0xA4]).faults.map { $0?.code } == [.badEncoding])
  }

  @Test func `a fault is never canonical`() {
    for text in ["\"a", "a\"", "\"a\"b", "a\0"] {
      #expect(read(text).records.map(\.isCanonical) == [false])
    }
  }
}
