/// What one cell of a column of heights says by itself, before its column is known.
package enum HeightReading: Sendable, Equatable {
  /// Nothing, or one of the words for it.
  case empty
  /// A bare number; its unit has to come from the column.
  case number(HeightNumber)
  /// A height with its unit.
  case measured(centimetres: Double, unit: HeightUnit)
  /// A height that can be meant in the given ways.
  case ambiguous([HeightMeaning])
  /// No height.
  case unreadable
}

/// One way to understand a doubtful height.
package struct HeightMeaning: Sendable, Equatable {
  /// The height in centimetres.
  package let centimetres: Double
  /// How the cell was understood: "5 feet 11 inches".
  package let words: String
}

/// Reads single heights by a grammar of their own.
///
/// Bare numbers are the rule and are read without making a string; everything else goes through
/// `HeightNotation`.
package enum HeightGrammar {
  /// No height is longer; longer text is not looked at.
  static let mostBytes = 48

  /// Reads the height in the UTF-8 bytes of a cell.
  ///
  /// - Complexity: O(*n*) in its bytes, of which it looks at no more than a few dozen.
  package static func reading(of cell: borrowing Span<UInt8>) -> HeightReading {
    var start = 0
    var end = cell.count
    while start < end, cell[start] == 0x20 { start += 1 }
    while start < end, cell[end - 1] == 0x20 { end -= 1 }
    guard start < end else { return .empty }
    if let (number, next) = HeightNumber.read(cell, from: start, to: end), next == end {
      return .number(number)
    }
    guard end - start <= mostBytes else { return .unreadable }
    let text = cell.extracting(start..<end)
    if MissingWords.contain(text) { return .empty }
    return HeightNotation(text)?.reading() ?? .unreadable
  }

  /// Reads the height in a text.
  package static func reading(of text: String) -> HeightReading {
    reading(of: text.utf8.span)
  }
}
