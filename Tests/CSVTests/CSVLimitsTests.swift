import Testing

@testable import CSV

struct CSVLimitsTests {
  @Test func `what is as long as the limits is read, one byte more is not`() {
    let limits = CSVLimits(recordBytes: 9, fieldBytes: 4, fields: 3)
    #expect(read("abcd,abcd\n", limits: limits).fields == [["abcd", "abcd"]])
    #expect(read("abcde\n", limits: limits).faults.map { $0?.column } == [5])
    #expect(read("\"ab\"\n", limits: limits).fields == [["ab"]])
    #expect(read("\"abc\"\n", limits: limits).faults.map { $0?.code } == [.tooLong])
    #expect(read("abcd,abcd,\n", limits: limits).faults.map { $0?.column } == [10])
    #expect(read("abcd,abc,d\n", limits: limits).faults.map { $0?.column } == [10])
    #expect(read("a,b,c\n", limits: limits).fields == [["a", "b", "c"]])
    #expect(read("a,b,c,d\n", limits: limits).faults.map { $0?.column } == [6])
  }

  @Test func `a line that is too long is skipped and its text cut`() {
    let limits = CSVLimits(recordBytes: 8, fieldBytes: 4, fields: 3)
    let stream = read("ok\nabcdefghijkl,\"m\nok,2\r\n", limits: limits)
    #expect(stream.fields == [["ok"], [], ["ok", "2"]])
    #expect(stream.records[1].rawText == "abcdefgh")
    #expect(
      stream.faults[1] == CSVFault(code: .tooLong, line: 2, column: 5, byteOffset: 7)
    )
    #expect(stream.records[2].line == 3)
    #expect(stream.records[2].byteOffset == 19)
    #expect(stream.lineEnding == .mixed)
  }

  @Test func `a field that is too long leaves the whole line in the text`() {
    let limits = CSVLimits(recordBytes: 100, fieldBytes: 4, fields: 3)
    #expect(read("abcdef,g\nh\n", limits: limits).records.map(\.rawText) == ["abcdef,g", "h"])
  }

  @Test func `an open quote that reaches a limit costs its line alone`() {
    let limits = CSVLimits(recordBytes: 100, fieldBytes: 10, fields: 3)
    let stream = read("\"Anna,f\nBert,m\nCara,f\nDora,f\n", limits: limits)
    #expect(stream.fields == [[], ["Bert", "m"], ["Cara", "f"], ["Dora", "f"]])
    #expect(
      stream.faults[0] == CSVFault(code: .unclosedQuote, line: 1, column: 1, byteOffset: 0)
    )
  }

  @Test func `a record too long by its fields is too long, however many lines it has`() {
    let limits = CSVLimits(recordBytes: 100, fieldBytes: 10, fields: 2)
    let stream = read("\"a\nb\",c,d\ne\n", limits: limits)
    #expect(stream.records.map(\.rawText) == ["\"a", "b\",c,d", "e"])
    #expect(stream.faults.map { $0?.code } == [.tooLong, .strayQuote, nil])
  }

  /// Reads 64 MB that are made piece by piece; the bytes held back never exceed the limits by much.
  private func readLongStream(
    _ piece: [UInt8],
    first: [UInt8] = [],
    _ body: (borrowing CSVRecord) -> Void
  ) {
    var parser = CSVParser(dialect: .comma)
    var maximumHeld = 0
    parser.parse(first[...], body)
    for _ in 0..<(64 << 20) / piece.count {
      parser.parse(piece[...], body)
      maximumHeld = max(maximumHeld, parser.held.capacity)
    }
    parser.parse(Array("\nlast,1\n".utf8)[...], body)
    parser.finish(body)
    #expect(maximumHeld <= 4 << 20)
  }

  @Test func `a line of 64 MB is one record with its text cut`() {
    var records: [ReadRecord] = []
    readLongStream([UInt8](repeating: 0x61, count: 1 << 16)) { records.append(ReadRecord($0)) }
    #expect(records.map { $0.fault?.code } == [.tooLong, nil])
    #expect(records.map(\.raw.count) == [1 << 20, 6])
    #expect(records.last?.byteOffset == 64 << 20 + 1)
    #expect(records.last?.line == 2)
  }

  @Test func `an endless quote on one line is one record`() {
    var records: [ReadRecord] = []
    readLongStream([UInt8](repeating: 0x2C, count: 1 << 16), first: [0x22]) {
      records.append(ReadRecord($0))
    }
    #expect(records.map { $0.fault?.code } == [.tooLong, nil])
  }

  @Test func `an endless quote over many lines costs one of them`() {
    var faults: [CSVFault] = []
    var good = 0
    var longest = 0
    // 64 bytes a line, which divide the limits evenly.
    let line = Array("abcdefgh,".utf8) + [UInt8](repeating: 0x78, count: 54) + [10]
    let piece = Array(repeatElement(line, count: 1024).joined())
    readLongStream(piece, first: Array("\"open,1\n".utf8)) { record in
      if let fault = record.fault { faults.append(fault) } else { good += record.isBlank ? 0 : 1 }
      longest = max(longest, record.bytes.capacity)
    }
    #expect(faults == [CSVFault(code: .unclosedQuote, line: 1, column: 1, byteOffset: 0)])
    #expect(good == (64 << 20) / 64 + 1)
    #expect(longest < 4096)
  }
}
