/// How the value of a cell is stored (ECMA-376-1, 18.18.11, ST_CellType).
enum CellType {
  case number
  case shared
  /// A text in the cell itself, or the text that a formula came to.
  case text
  case boolean
  case error
  case date

  /// By the attribute that says so; nil for a word that is none of them.
  init?(_ written: String?) {
    switch written {
    case nil, "n": self = .number
    case "s": self = .shared
    case "str", "inlineStr": self = .text
    case "b": self = .boolean
    case "e": self = .error
    case "d": self = .date
    default: return nil
    }
  }
}

/// Bytes without blanks at both ends.
func trimmed(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
  let start = bytes.drop(while: isBlank)
  guard let last = start.lastIndex(where: { !isBlank($0) }) else { return [] }
  return start[...last]
}

/// A date that is stored as ISO 8601 has it, without a time that is midnight.
///
/// Strict workbooks store `2014-05-17T00:00:00.000` for a day.
func isoDate(_ written: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  let day = written.prefix { $0 != UInt8(ascii: "T") }
  let time = written[day.endIndex...]
  guard day.count == 10, time.starts(with: "T00:00:00".utf8),
    time.dropFirst(9).allSatisfy({ ".0Z".utf8.contains($0) })
  else { return written }
  return day
}

private func isBlank(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
}
