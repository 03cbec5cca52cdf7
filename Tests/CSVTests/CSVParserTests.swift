import CSV
import Testing

struct CSVParserTests {
  @Test func `fields are cut at the delimiter of the dialect alone`() {
    #expect(read("a,b;c\td|e").fields == [["a", "b;c\td|e"]])
    #expect(read("a,b;c\td|e", dialect: .semicolon).fields == [["a,b", "c\td|e"]])
    #expect(read("a,b;c\td|e", dialect: .tab).fields == [["a,b;c", "d|e"]])
    #expect(read("a,b;c\td|e", dialect: .bar).fields == [["a,b;c\td", "e"]])
  }

  @Test func `empty fields are kept, the last one too`() {
    #expect(read(",").fields == [["", ""]])
    #expect(read("a,,\n,,b\n").fields == [["a", "", ""], ["", "", "b"]])
    #expect(read("\"\",\"\"").fields == [["", ""]])
  }

  @Test func `doubled quotes, delimiters and line breaks belong to a quoted field`() {
    let stream = read("\"a\"\"b\",\"c,d\",\"e\nf\r\ng\rh\",\"\"\"\"\n")
    #expect(stream.fields == [["a\"b", "c,d", "e\nf\r\ng\rh", "\""]])
    #expect(stream.records[0].quoted == [true, true, true, true])
  }

  @Test(arguments: [
    ("a\nb\n", CSVLineEnding.lf, true), ("a\nb", .lf, false), ("a\r\nb\r\n", .crlf, true),
    ("a\rb\r", .cr, true), ("a\rb", .cr, false), ("a\nb\r\n", .mixed, true),
    ("a\r\nb\r", .mixed, true),
  ])
  func `every line end ends a record, and is named`(
    text: String,
    ending: CSVLineEnding,
    isEnded: Bool
  ) {
    let stream = read(text)
    #expect(stream.fields == [["a"], ["b"]])
    #expect(stream.lineEnding == ending)
    #expect(stream.endsWithNewline == isEnded)
  }

  @Test func `a stream without a line end has none, an empty one no record`() {
    #expect(read("a").lineEnding == nil)
    #expect(read("") == ReadStream())
    #expect(read("\"\n\"").lineEnding == nil)
  }

  @Test func `blank lines are marked and have no fields`() {
    let stream = read("a\n\n \r\n\r\n\"\"\n")
    #expect(stream.records.map(\.isBlank) == [false, true, false, true, false])
    #expect(stream.fields == [["a"], [], [" "], [], [""]])
    #expect(stream.records.map(\.line) == [1, 2, 3, 4, 5])
  }

  @Test func `a record knows its line, its byte and the columns of its fields`() {
    let stream = read("id,näme\r\n\"x\r\ny\",\"z\",w\rlast,\n")
    #expect(stream.records.map(\.line) == [1, 2, 4])
    #expect(stream.records.map(\.byteOffset) == [0, 10, 23])
    #expect(stream.records.map(\.columns) == [[1, 4], [1, 4, 8], [1, 6]])
    #expect(stream.records.map(\.rawText) == ["id,näme", "\"x\r\ny\",\"z\",w", "last,"])
    #expect(stream.faults == [nil, nil, nil])
  }

  @Test func `lines and bytes can be counted on from a part read before`() {
    var parser = CSVParser(dialect: .comma, startingLine: 3, startingByte: 40)
    var places: [[Int]] = []
    parser.parse(Array("a\nb\n".utf8)[...]) { places.append([$0.line, $0.byteOffset]) }
    parser.finish { _ in }
    #expect(places == [[3, 40], [4, 42]])
  }

  @Test func `the line of a field behind line breaks is its own`() {
    var lines: [Int] = []
    var parser = CSVParser(dialect: .comma)
    parser.parse(Array("\"a\r\nb\",c,\"d\ne\",f\n".utf8)[...]) { record in
      lines = (0..<record.fieldCount).map { record.line(of: $0) }
    }
    #expect(lines == [1, 2, 2, 3])
  }

  @Test func `a copy of a record outlives the next one`() {
    var kept: [CSVRecord] = []
    var parser = CSVParser(dialect: .comma)
    parser.parse(Array("one,1\n\"t\"\"wo\",2\nthree,3\n".utf8)[...]) { kept.append(copy $0) }
    #expect(kept.map { $0.text(0) } == ["one", "t\"wo", "three"])
    #expect(kept.map { $0.text(1) } == ["1", "2", "3"])
  }

  @Test func `an error of the closure comes out`() {
    struct Enough: Error {}
    var parser = CSVParser(dialect: .comma)
    #expect(throws: Enough.self) {
      try parser.parse(Array("a\nb\n".utf8)[...]) { _ in throw Enough() }
    }
  }
}
