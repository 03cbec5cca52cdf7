import Bytes
package import CSV

extension CSVRecord {
  /// Whether a cell is blank.
  package func isEmptyCell(_ field: Int) -> Bool {
    for index in range(of: field) where bytes[index] != 0x20 { return false }
    return true
  }

  /// Whether a cell has no visible characters.
  package func isInvisibleCell(_ field: Int) -> Bool {
    isEmptyCell(field)
      || !VisibleText.isPlain(bytes.span.extracting(range(of: field)))
        && VisibleText.of(text(field)).isEmpty
  }

  /// One "1" or "0" per cell: whether it was quoted.
  package var quotingFlags: [UInt8] {
    (0..<fieldCount).map { isQuoted($0) ? UInt8(ascii: "1") : UInt8(ascii: "0") }
  }

  /// Every cell as a JSON array of texts.
  package var cellsAsJSON: String {
    var array: [UInt8] = []
    for field in 0..<fieldCount {
      JSONTextArray.append(bytes.span.extracting(range(of: field)), to: &array)
    }
    JSONTextArray.close(&array)
    return String(decoding: array, as: UTF8.self)
  }

  /// A cell for a message, shortened if long.
  package func excerpt(_ field: Int) -> String {
    RosterReading.excerpt(of: text(field))
  }
}
