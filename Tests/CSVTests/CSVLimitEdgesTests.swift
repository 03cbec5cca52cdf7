import CSV
import Testing

/// What stands exactly at a limit.
@Suite struct CSVLimitEdgesTests {
  private func records(
    _ text: String,
    _ limits: CSVLimits
  ) -> [(raw: String, fault: CSVFault.Code?)] {
    var records: [(raw: String, fault: CSVFault.Code?)] = []
    var parser = CSVParser(dialect: .comma, limits: limits)
    let bytes = Array(text.utf8)
    parser.parse(bytes[...]) { record in
      records.append((String(decoding: record.raw, as: UTF8.self), record.fault?.code))
    }
    parser.finish { record in
      records.append((String(decoding: record.raw, as: UTF8.self), record.fault?.code))
    }
    return records
  }

  @Test(arguments: ["aaaaaaaa,b\nc\n", "aaa,aaaa,\nc\n", "aaaaaaaa,"])
  func `a delimiter behind a record of full length is none of its bytes`(text: String) {
    let found = records(text, CSVLimits(recordBytes: 8, fieldBytes: 100))
    #expect(found.first?.fault == .tooLong)
    #expect(found.first?.raw == String(text.prefix(8)))
    if text.hasSuffix("c\n") {
      #expect(found.count == 2)
      #expect(found.last?.raw == "c")
      #expect(found.last?.fault == nil)
    }
  }

  @Test func `a doubled quote across the limit of a field makes it too long, and not stray`() {
    // The field's limit lies between the two quotes.
    let found = records("\"aaaa\"\"a\",b\nc\n", CSVLimits(recordBytes: 100, fieldBytes: 6))
    #expect(found.map(\.fault) == [.tooLong, nil])
    #expect(found.last?.raw == "c")
  }
}
