@testable import Mixture

extension NameEvidence {
  /// Who is held back when, where names alone are judged: the known students of each cell are dealt
  /// to the folds in turn, from a fold on that the cell and the seed fix.
  ///
  /// So a fold does not follow the name: all Annas held back together would make names look
  /// worthless. Neither the order of the students nor that of a database has a say.
  func rounds(_ assignment: FoldAssignment = FoldAssignment()) -> [NameRound] {
    let recorded = knownCounts.reduce(0, +)
    let repeats = assignment.worthwhileRepeats(recorded: recorded)
    let folds = assignment.worthwhileFolds(recorded: recorded)
    let all = UInt64(assignment.folds)
    return (0..<repeats).flatMap { number -> [NameRound] in
      var parts = [[NameRound.HeldBack]](repeating: [], count: folds)
      for (place, cell) in cells.enumerated() where cell.label != nil && counts[place] > 0 {
        let salt = SeededStream.mixed(assignment.seed &+ UInt64(number) &* 0x9E37_79B9_7F4A_7C15)
        let start = SeededStream.mixed(book.mark(of: cell) ^ salt).multipliedFullWidth(by: all).high
        for fold in 0..<folds {
          let turn = (fold + assignment.folds - Int(start)) % assignment.folds
          let (each, left) = counts[place].quotientAndRemainder(dividingBy: assignment.folds)
          let count = each + (turn < left ? 1 : 0)
          if count > 0 { parts[fold].append(NameRound.HeldBack(cell: place, count: count)) }
        }
      }
      return parts.map { NameRound(repeatNumber: number, heldBack: $0) }
    }
  }
}
