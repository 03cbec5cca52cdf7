import CSV
import Foundation
import TestSupport
import Testing

/// The collections of cases that CSV readers are measured by, and real files.
@Suite(.enabled(if: SharedFolder.exists, "the folder ../shared is not there"))
struct CSVSuitesTests {
  @Test(arguments: [
    "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines", "newlines_crlf",
    "quotes_and_newlines", "simple", "simple_crlf", "utf8",
  ])
  func `csv-spectrum is read as its json says`(name: String) throws {
    let folder = "data/csv_suites/csv-spectrum"
    let stream = read(try SharedFolder.bytes("\(folder)/csvs/\(name).csv"))
    let json = try SharedFolder.bytes("\(folder)/json/\(name).json")
    let expected = try JSONDecoder().decode([[String: String]].self, from: Data(json))
    let headings = try #require(stream.fields.first)
    let rows = stream.fields.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(headings, $0)) }
    #expect(rows == expected)
    #expect(stream.faults.allSatisfy { $0 == nil })
  }

  @Test func `univocity's case is read as its json says`() throws {
    let stream = read(try SharedFolder.bytes("data/csv_suites/univocity/correctness.csv"))
    let json = try SharedFolder.bytes("data/csv_suites/univocity/expected.json")
    #expect(stream.fields == (try JSONDecoder().decode([[String]].self, from: Data(json))))
    #expect(stream.faults.allSatisfy { $0 == nil })
  }

  @Test func `naughty strings are written and read back as they were`() throws {
    let json = try SharedFolder.bytes("data/blns/blns.json")
    let strings = try JSONDecoder().decode([String].self, from: Data(json))
    #expect(strings.count == 515)
    var writer = CSVWriter(dialect: .comma)
    for string in strings {
      writer.field(string)
      writer.field("1")
      writer.endRecord()
    }
    let stream = read(writer.bytes)
    #expect(stream.records.count == strings.count)
    for (record, string) in zip(stream.records, strings) {
      #expect(Array(record.fields[0].utf8) == Array(string.utf8))
      #expect(record.isCanonical)
    }
  }

  @Test(arguments: [
    ("data/galton_families/GaltonFamilies.csv", 934, 9), ("data/davis/Davis.csv", 200, 6),
    ("data/bdims/bdims.csv", 507, 26), ("data/ais/ais.csv", 202, 14),
    ("data/kids198/Kids198.csv", 198, 6), ("data/singer/singer.csv", 235, 3),
    ("data/fev/fev.csv", 654, 5), ("data/stat2data_students/Pulse.csv", 232, 8),
  ])
  func `real files have their rows and columns`(path: String, rows: Int, columns: Int) throws {
    let stream = read(try SharedFolder.bytes(path))
    #expect(stream.records.count == rows + 1)
    #expect(stream.records.allSatisfy { $0.fault == nil && $0.fields.count == columns })
  }
}
