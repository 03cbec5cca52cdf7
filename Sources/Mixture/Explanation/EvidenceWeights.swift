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

  /// What the uncertainty of the model adds: log2 of the odds of the stated probability, less those
  /// of the posterior.
  package let uncertainty: Double

  /// log2 of the odds of the gender's posterior probability at the estimates: share and height.
  package var posterior: Double { share + height }

  /// log2 of the odds of the gender's stated probability: the sum of all three.
  package var stated: Double { share + height + uncertainty }

  /// Beyond so many bits a ratio is not told from one that is larger still.
  ///
  /// No school needs more than 30. With it, the thousandths of everything are integers.
  static let most = 1e12

  /// Weights, computed here or read back; none is NaN.
  package init(share: Double, height: Double, uncertainty: Double = 0) {
    self.share = min(max(share, -Self.most), Self.most)
    self.height = min(max(height, -Self.most), Self.most)
    self.uncertainty = min(max(uncertainty, -2 * Self.most), 2 * Self.most)
  }

  /// The numbers in thousandths of a bit, to be printed with three digits.
  package var thousandths: Thousandths { Thousandths(self) }

  /// Four whole numbers of thousandths of a bit of which the first three add up to the fourth.
  ///
  /// Rounded one by one, they need not: .0004 and .0004 make .0008, but .000 and .000 do not make
  /// .001. So where the rounded parts miss the rounded sum by one, the part that was rounded
  /// farthest the wrong way is rounded the other way; of equals the first. The sum is off by at
  /// most half a thousandth and a part by less than one. Of two genders, the one has the other's
  /// numbers with the opposite sign.
  package struct Thousandths: Hashable, Sendable {
    /// What the share says.
    package let share: Int

    /// What the height says.
    package let height: Int

    /// What the uncertainty of the model adds.
    package let uncertainty: Int

    /// All together.
    package let stated: Int

    init(_ weights: EvidenceWeights) {
      let parts = [weights.share, weights.height, weights.uncertainty].map { $0 * 1_000 }
      var whole = parts.map { $0.rounded() }
      let sum = (weights.stated * 1_000).rounded()
      // Beyond 2^53 thousandths a step of one is lost; then the parts are what they are.
      for _ in parts.indices {
        let left = sum - (whole[0] + whole[1] + whole[2])
        guard left != 0 else { break }
        let step = left.magnitude > 2 ? left : left.signum
        let wrong = parts.indices.map { (parts[$0] - whole[$0]) * step }
        let farthest = wrong.indices.dropFirst().reduce(0) { wrong[$1] > wrong[$0] ? $1 : $0 }
        whole[farthest] += step
      }
      share = Int(nearest: whole[0])
      height = Int(nearest: whole[1])
      uncertainty = Int(nearest: whole[2])
      stated = Int(nearest: sum)
    }
  }
}

extension Double {
  /// One with the sign of the number; zero has none.
  fileprivate var signum: Double { self > 0 ? 1 : self < 0 ? -1 : 0 }
}
