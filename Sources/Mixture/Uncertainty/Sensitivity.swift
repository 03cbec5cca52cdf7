/// Something about those asked about that the school's records cannot tell, and that changes what is
/// stated of them.
package enum AssumedChange: Hashable, Sendable {
  /// They are so many centimetres taller than their heights say.
  case height(centimetres: Double)
  /// The share of one gender among them is larger by so much, those of the others in proportion
  /// smaller.
  case share(gender: Int, by: Double)

  /// Those that are looked at: heights by 2 cm, shares by a tenth, each up and down.
  package static func all(genders: Int) -> [AssumedChange] {
    // Of two genders the one's share says the other's.
    let shares = genders == 2 ? 0..<1 : 0..<genders
    return [.height(centimetres: 2), .height(centimetres: -2)]
      + shares.flatMap { [.share(gender: $0, by: 0.1), .share(gender: $0, by: -0.1)] }
  }
}

extension StatedProbabilities {
  /// What would be stated at a height if a change were so.
  ///
  /// Other shares multiply the odds by the ratio of theirs. A share stays between a thousandth and
  /// one less that; where one is 0 or 1, nothing is changed.
  ///
  /// - Parameters:
  ///   - height: In centimetres.
  ///   - change: What is assumed.
  /// - Returns: The probabilities in the order of the genders.
  package func probabilities(at height: Double, under change: AssumedChange) -> [Double] {
    switch change {
    case .height(let centimetres): return probabilities(at: height + centimetres)
    case .share(let gender, let difference):
      let stated = probabilities(at: height)
      let share = mixture.components[gender].weightAmongMissing
      guard share > 0, share < 1 else { return stated }
      let changed = min(max(share + difference, 0.001), 0.999)
      let weighted = stated.enumerated().map {
        $1 * ($0 == gender ? changed / share : (1 - changed) / (1 - share))
      }
      let sum = weighted.reduce(0, +)
      return sum > 0 ? weighted.map { $0 / sum } : stated
    }
  }
}
