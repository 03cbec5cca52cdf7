/// What speaks for a gender against all others together, in bits: log2 of odds.
///
/// Zero is even, one is two to one, ten a thousand to one; below zero it speaks against.
package struct EvidenceWeights: Hashable, Sendable {
  /// log2 of the odds of the gender's share among the students whose gender is missing.
  ///
  /// A share below 1e-12, which is nobody, counts as that.
  package let share: Double

  /// log2 of the ratio of the gender's density at the height to that of the others.
  package let height: Double

  /// log2 of the odds of the gender's posterior probability: the sum of the other two, exactly.
  package var posterior: Double { share + height }

  /// Beyond so many bits a ratio is not told from one that is larger still.
  ///
  /// No school needs more than 30. With it, the thousandths of everything are integers.
  static let most = 1e12

  /// Two weights, computed here or read back; neither is NaN.
  package init(share: Double, height: Double) {
    self.share = min(max(share, -Self.most), Self.most)
    self.height = min(max(height, -Self.most), Self.most)
  }

  /// The three numbers in thousandths of a bit, to be printed with three digits.
  package var thousandths: Thousandths { Thousandths(self) }

  /// Three whole numbers of thousandths of a bit of which the first two add up to the third.
  ///
  /// Rounded one by one, they need not: .0004 and .0004 make .0008, but .000 and .000 do not make
  /// .001. So where the rounded parts miss the rounded sum by one, the part that was rounded
  /// farther the wrong way is rounded the other way; of equals the share. The sum is off by at
  /// most half a thousandth and a part by at most three quarters of one. Of two genders, the one
  /// has the other's numbers with the opposite sign.
  package struct Thousandths: Hashable, Sendable {
    /// What the share says.
    package let share: Int

    /// What the height says.
    package let height: Int

    /// What both say together.
    package let posterior: Int

    init(_ weights: EvidenceWeights) {
      let parts = [weights.share * 1_000, weights.height * 1_000]
      var whole = parts.map { $0.rounded() }
      let sum = (weights.posterior * 1_000).rounded()
      let left = sum - (whole[0] + whole[1])
      let wrong = parts.indices.map { (parts[$0] - whole[$0]) * left }
      whole[wrong[0] >= wrong[1] ? 0 : 1] += left
      share = Int(nearest: whole[0])
      height = Int(nearest: whole[1])
      posterior = Int(nearest: sum)
    }
  }
}
