/// Looks over all cells of a column of genders before they are read.
///
/// One letter cannot be read by itself: in Spanish files `H` and `M` are hombre and mujer, so where
/// a column has both and no `F`, `M` is refused like a number and the user is asked. In every other
/// company `m` is male.
package struct GenderColumn: Sendable {
  private let words: GenderWords
  private var hasH = false
  private var hasM = false
  private var hasF = false

  /// Begins with a column.
  package init(words: GenderWords) { self.words = words }

  /// Takes account of one cell, given as UTF-8.
  package mutating func survey(_ cell: borrowing Span<UInt8>) {
    guard cell.count == 1 else { return }
    switch cell[0] | 0x20 {
    case UInt8(ascii: "h"): hasH = true
    case UInt8(ascii: "m"): hasM = true
    case UInt8(ascii: "f"): hasF = true
    default: break
    }
  }

  /// Takes account of one cell.
  package mutating func survey(_ cell: String) { survey(cell.utf8.span) }

  /// The words to read the cells with.
  package var decision: GenderWords { hasH && hasM && !hasF ? words.refusing("m") : words }
}
