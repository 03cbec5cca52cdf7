import CSV
import Testing

struct CSVReferenceTests {
  private let alphabet = Array("a,\"\n\r".utf8)

  @Test func `all texts up to seven characters read as the simple reference reads them`() {
    var count = 0
    for length in 0...7 {
      forEveryText(of: length, over: alphabet) { bytes in
        let stream = read(bytes)
        let records = stream.records.map { $0.fault == nil ? $0.fields : nil }
        count += 1
        if records != CSVReference(bytes).records() {
          Issue.record("\(String(decoding: bytes, as: UTF8.self).debugDescription): \(records)")
        }
      }
    }
    #expect(count == 97_656)
  }

  @Test func `no byte of any text up to six characters is dropped`() {
    for length in 0...6 {
      forEveryText(of: length, over: alphabet) { bytes in
        var end = 0
        for record in read(bytes).records {
          // Between two records there is a line end, and nothing else.
          let between = bytes[end..<record.byteOffset]
          let raw = Array(bytes[record.byteOffset...].prefix(record.raw.count))
          if between.contains(where: { $0 != 10 && $0 != 13 }) || between.count > 2
            || raw != record.raw
          {
            Issue.record("\(String(decoding: bytes, as: UTF8.self).debugDescription)")
          }
          end = record.byteOffset + record.raw.count
        }
        let rest = bytes[end...]
        if rest.count > 2 || rest.contains(where: { $0 != 10 && $0 != 13 }) {
          Issue.record("\(String(decoding: bytes, as: UTF8.self).debugDescription)")
        }
      }
    }
  }

  @Test func `texts without a fault read as Python reads them`() {
    var compared = 0
    for entry in pythonRecords.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      let sides = entry.split(separator: "=", omittingEmptySubsequences: false)
      let bytes = decoded(sides[0])
      let stream = read(bytes)
      // Python keeps a quote in an unquoted field, and stops at the first fault; we do neither.
      guard stream.faults.allSatisfy({ $0 == nil }) else { continue }
      let expected: [[String]] =
        sides[1] == "-"
        ? []
        : sides[1].split(separator: "/", omittingEmptySubsequences: false).map { record in
          record.split(separator: "|", omittingEmptySubsequences: false).dropFirst()
            .map { String(decoding: decoded($0), as: UTF8.self) }
        }
      #expect(stream.fields == expected, "\(entry)")
      compared += 1
    }
    #expect(compared > 400)
  }

  @Test func `what Python rejects is rejected`() {
    var rejected = 0
    for entry in pythonRecords.split(whereSeparator: { $0 == " " || $0 == "\n" })
    where entry.hasSuffix("!") {
      let bytes = decoded(entry.split(separator: "=", omittingEmptySubsequences: false)[0])
      #expect(read(bytes).faults.contains { $0 != nil }, "\(entry)")
      rejected += 1
    }
    #expect(rejected > 50)
  }

  private func decoded(_ text: Substring) -> [UInt8] {
    text.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "c"): UInt8(ascii: ",")
      case UInt8(ascii: "q"): UInt8(ascii: "\"")
      case UInt8(ascii: "n"): 10
      case UInt8(ascii: "r"): 13
      default: byte
      }
    }
  }
}
