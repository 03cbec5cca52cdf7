import Foundation
import TestSupport
import Testing

/// The cases that CSV readers are measured by, as further columns of a list of students: whatever
/// stands in a cell, with whatever quotes and line breaks, comes back byte for byte.
@Suite(.enabled(if: SharedFolder.exists, "the folder ../shared is not there"))
struct SuitesComeBackTests {
  private static let spectrum = "data/csv_suites/csv-spectrum/csvs"

  @Test(
    arguments: [
      "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines",
      "newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8",
    ].map { "\(spectrum)/\($0).csv" } + ["data/csv_suites/univocity/correctness.csv"]
  )
  func `a suite's cells come back as they were`(path: String) throws {
    let original = try SharedFolder.bytes(path)
    let list = Self.list(of: original)
    let world = try TestWorld()
    try world.write(list, to: "list.csv")
    let imported = world.run("import", "list.csv", "--map", "name=student", "--no-gender", "--json")
    #expect(imported.status == 0, "\(imported.text)\(imported.messages)")
    let exported = world.run("export", "--columns", "original", "--fill", "none")
    #expect(exported.output == list)
    #expect(world.run("verify").status == 0)
  }

  /// The file with two columns before its own: records are told apart by their quotes alone, for
  /// these files have no fault.
  private static func list(of original: [UInt8]) -> [UInt8] {
    var list = Array("student,Height (cm),".utf8)
    var isInQuotes = false
    var number = 0
    for (index, byte) in original.enumerated() {
      list.append(byte)
      if byte == UInt8(ascii: "\"") { isInQuotes.toggle() }
      guard byte == UInt8(ascii: "\n"), !isInQuotes, index < original.count - 1 else { continue }
      number += 1
      list += Array("s\(number),170,".utf8)
    }
    return list
  }
}
