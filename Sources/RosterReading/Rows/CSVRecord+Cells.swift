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

  /// One digit per cell: 1 if it was quoted, and 2 more if it lacks an apostrophe that the other cells
  /// of the file have.
  package var quotingFlags: [UInt8] {
    let isGuarded = isGuarded
    return (0..<fieldCount).map {
      UInt8(ascii: "0") + (isQuoted($0) ? 1 : 0) + (isGuarded && isUnguarded($0) ? 2 : 0)
    }
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
