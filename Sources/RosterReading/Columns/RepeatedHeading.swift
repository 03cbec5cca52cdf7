import CSV

/// Tells a line that says the headings again, as where the lists of several classes were put
/// together.
struct RepeatedHeading: Sendable {
  /// Folded, in the order of the columns.
  private let headings: [String]
  /// A column with a heading, that of the names where it has one.
  private let column: Int
  /// The beginning of that heading in small letters of ASCII, as far as it is ASCII.
  private let beginning: [UInt8]

  init(_ headings: [String], nameColumn: Int) {
    self.headings = headings.map { folded($0) }
    let isNamed = self.headings.indices.contains(nameColumn) && !self.headings[nameColumn].isEmpty
    column = isNamed ? nameColumn : self.headings.firstIndex { !$0.isEmpty } ?? 0
    let heading = headings.indices.contains(column) ? trimmed(headings[column]) : ""
    beginning = heading.utf8.prefix(8).prefix { $0 < 0x80 }.map { $0 | 0x20 }
  }

  /// Whether a record without fault says the headings again, whatever their case, accents and
  /// spaces.
  ///
  /// - Complexity: a look at some bytes for nearly every line.
  func matches(_ record: borrowing CSVRecord) -> Bool {
    guard record.fieldCount == headings.count, mayMatch(record) else { return false }
    for index in headings.indices where folded(record.text(index)) != headings[index] {
      return false
    }
    return true
  }

  private func mayMatch(_ record: borrowing CSVRecord) -> Bool {
    let range = record.range(of: column)
    var start = range.lowerBound
    while start < range.upperBound, record.bytes[start] == 0x20 { start += 1 }
    guard start < range.upperBound else { return false }
    // Before a mark without width, or a space beyond ASCII, the heading may stand too.
    switch record.bytes[start] {
    case 0x09, 0xC2, 0xE2, 0xEF: return true
    default: break
    }
    guard range.upperBound - start >= beginning.count else { return false }
    for index in beginning.indices where record.bytes[start + index] | 0x20 != beginning[index] {
      return false
    }
    return true
  }
}
