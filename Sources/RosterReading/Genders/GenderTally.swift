/// The different cells of genders with what each means and how often it came: a column has few.
struct GenderTally: Sendable {
  /// Cells beyond these are read anew each time; a column of so many is refused before.
  private static let most = 1024

  private var cells = DistinctCells()
  private var genders: [RosterRow.Gender] = []
  private var counts: [Int] = []

  /// Where the cell is; nil for one that is not remembered.
  @inline(__always)
  func index(of cell: borrowing Span<UInt8>) -> Int? { cells.index(of: cell) }

  /// What the cell meant.
  func gender(at index: Int) -> RosterRow.Gender { genders[index] }

  /// Remembers what a cell means.
  ///
  /// - Returns: where it is; nil where there are too many.
  mutating func keep(
    _ gender: RosterRow.Gender,
    for cell: borrowing Span<UInt8>
  ) -> Int? {
    guard genders.count < Self.most else { return nil }
    cells.append(cell)
    genders.append(gender)
    counts.append(0)
    return genders.count - 1
  }

  /// Counts a row that has the cell.
  mutating func count(_ index: Int) { counts[index] += 1 }

  /// Each word that came, the most frequent first; cells that differ in the spaces around them are
  /// one word.
  static func words(of tallies: [GenderTally]) -> [GenderWordTally] {
    var words: [GenderWordTally] = []
    for tally in tallies {
      for index in tally.genders.indices where tally.counts[index] > 0 {
        let text = trimmed(String(decoding: tally.cells.cells[index], as: UTF8.self))
        let gender = tally.genders[index]
        if let known = words.firstIndex(where: { $0.text == text && $0.gender == gender }) {
          words[known].count += tally.counts[index]
        } else {
          words.append(GenderWordTally(text: text, gender: gender, count: tally.counts[index]))
        }
      }
    }
    return words.sorted { ($1.count, $0.text) < ($0.count, $1.text) }
  }
}
