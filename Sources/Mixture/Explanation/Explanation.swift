import Glibc

/// Why a model thinks what it thinks of a student of one height whose gender is missing.
///
/// Odds multiply, so their logarithms add: what the shares say of a gender, plus what the height
/// says, plus what the name says where names are used, is what the model says. In bits, one more doubles the odds. I. J. Good (1950) calls this
/// the weight of evidence.
package struct Explanation: Hashable, Sendable {
  /// The height in centimetres; nil where the name alone says something.
  package let height: Double?

  /// The posterior probability of each gender at the estimates, in the order of the genders.
  package let posterior: [Double]

  /// The stated probability of each gender: averaged over what is not known of the parameters.
  package let stated: [Double]

  /// The evidence for and against each gender, in the order of the genders; empty where there is
  /// only one, which has no odds.
  package let weights: [EvidenceWeights]

  /// The index of the likeliest gender, the first of equals.
  package var likeliest: Int {
    stated.indices.dropFirst().reduce(0) { stated[$1] > stated[$0] ? $1 : $0 }
  }

  /// How many of so many students of this height have each gender: whole numbers, in the order of
  /// the genders, that add up to the total.
  ///
  /// "Of 100 students this tall, 39 are girls" is understood by more people than 0.39: Gigerenzer
  /// and Hoffrage (1995) on natural frequencies. Every number is rounded down, and the students
  /// who are left over go to the largest remainders; of equal ones, to the likelier gender and
  /// then to the first. So no number is off by a whole student. A rare gender may have none of
  /// 100; of 1,000 it may have some.
  ///
  /// - Parameters:
  ///   - total: How many students; between zero and 2^53, below which doubles hold whole numbers.
  ///   - others: The probabilities of genders that the model does not know; they come last.
  /// - Returns: The students of each gender.
  package func naturalFrequencies(of total: Int = 100, beside others: [Double] = []) -> [Int] {
    precondition((0...1 << 53).contains(total), "a number of students that doubles hold exactly")
    let stated = stated + others
    let parts = stated.map { $0 * Double(total) }
    var students = parts.map { Int(nearest: $0.rounded(.down)) }
    let order = parts.indices.sorted { first, second in
      let own = (parts[first] - parts[first].rounded(.down), stated[first], -first)
      return own > (parts[second] - parts[second].rounded(.down), stated[second], -second)
    }
    let left = total - students.reduce(0, +)
    for gender in order.prefix(max(0, left)) { students[gender] += 1 }
    // Probabilities sum to one but for rounding, which can make one student of 2^53 too many.
    if left < 0 { students[likeliest] += left }
    return students
  }
}

extension HeightMixture {
  /// Why this mixture thinks what it thinks of a student of a height in centimetres whose gender
  /// is missing.
  ///
  /// Against each gender stand all others together: their odds are those of their shares, and
  /// their density is the average of theirs by these shares. As in ``posterior(of:)``, a height
  /// beyond ``Evidence/largestHeight`` counts as that height.
  ///
  /// - Parameters:
  ///   - height: In centimetres; not NaN.
  ///   - name: What the name says; nil where names are not used.
  ///   - stated: The stated probability of each gender; nil for the posterior.
  ///   - others: The share of genders that the mixture does not know, with the density of all
  ///     students pooled.
  /// - Returns: What share, height, name and uncertainty say of each gender.
  /// - Complexity: O(*k*^2) for *k* genders.
  package func explanation(
    of height: Double,
    name: NameTerm? = nil,
    stating stated: [Double]? = nil,
    beside others: Double = 0
  ) -> Explanation {
    let bounded = Self.bounded(height)
    let terms = PosteriorTerms(self)
    // A gender of which nobody is missing still has a logarithm.
    let shares = components.map { max($0.weightAmongMissing, MaximisationStep.smallestShare) }
    let densities = components.indices.map {
      terms[$0].logDensity(at: bounded - components[$0].mean)
    }
    let modelled = posterior(of: bounded)
    let posterior = (name?.probabilities(given: modelled) ?? modelled).map {
      others > 0 ? $0 * (1 - others) : $0
    }
    let weights = components.indices.map { gender in
      let rivals = components.indices.filter { $0 != gender }
      let share = rivals.reduce(0) { $0 + shares[$1] }
      let logDensity = logSumOfExponentials(rivals.map { log(shares[$0] / share) + densities[$0] })
      // Against the genders of the mixture, and then against the others as well.
      let odds = log2(shares[gender]) - log2(share)
      let ratio = (densities[gender] - logDensity) / log(2)
      let lowered = others > 0 ? Self.lowered(odds, by: others) : odds
      let both = others > 0 ? Self.lowered(odds + ratio, by: others) - lowered : ratio
      let bits = name?.bits(for: gender, given: modelled) ?? 0
      return EvidenceWeights(
        share: lowered,
        height: both,
        name: others > 0 && bits != 0
          ? Self.lowered(odds + ratio + bits, by: others) - Self.lowered(odds + ratio, by: others)
          : bits
      ).stating(stated, gender, beside: others)
    }
    return Explanation(
      height: bounded,
      posterior: posterior,
      stated: stated ?? posterior,
      weights: components.count > 1 ? weights : []
    )
  }

  /// Odds in bits where a share of everybody is of other genders.
  ///
  /// Of a probability p = 1 / (1 + 2^-b), the part 1 - s is left: its odds are (1 - s) / (2^-b + s).
  fileprivate static func lowered(_ bits: Double, by share: Double) -> Double {
    let rest = logSumOfExponentials([-bits * log(2), log(share)]) / log(2)
    return log2(1 - share) - rest
  }

  /// log2 of the odds of a stated probability; one that is 0 or 1 to the last digit counts as the
  /// next number to it.
  fileprivate static func bits(of gender: Int, in stated: [Double], _ others: Double) -> Double {
    let rest = stated.indices.reduce(others) { $1 == gender ? $0 : $0 + stated[$1] }
    return log2(max(stated[gender], 0x1p-53)) - log2(max(rest, 0x1p-53))
  }
}

extension Explanation {
  /// Why a name alone says what it says of a student whose height is not known, or not believed.
  ///
  /// - Parameters:
  ///   - name: What the name says.
  ///   - shares: The shares of the genders among those whose gender is missing.
  ///   - stated: The stated probability of each gender.
  ///   - others: The share of genders that are not modelled.
  package init(
    ofName name: NameTerm,
    shares: [Double],
    stating stated: [Double],
    beside others: Double = 0
  ) {
    let posterior = name.probabilities(given: shares).map { others > 0 ? $0 * (1 - others) : $0 }
    let weights = shares.indices.map { gender in
      let share = max(shares[gender], MaximisationStep.smallestShare)
      let rest = max(shares.reduce(0, +) - shares[gender], MaximisationStep.smallestShare)
      let odds = log2(share) - log2(rest)
      let bits = name.bits(for: gender, given: shares)
      return EvidenceWeights(
        share: others > 0 ? HeightMixture.lowered(odds, by: others) : odds,
        height: 0,
        name: others > 0
          ? HeightMixture.lowered(odds + bits, by: others) - HeightMixture.lowered(odds, by: others)
          : bits
      ).stating(stated, gender, beside: others)
    }
    self.init(
      height: nil,
      posterior: posterior,
      stated: stated,
      weights: shares.count > 1 ? weights : []
    )
  }
}

extension EvidenceWeights {
  /// The same with what the uncertainty of the model adds to get to stated probabilities.
  fileprivate func stating(
    _ stated: [Double]?,
    _ gender: Int,
    beside others: Double
  ) -> EvidenceWeights {
    guard let stated else { return self }
    return EvidenceWeights(
      share: share,
      height: height,
      name: name,
      uncertainty: HeightMixture.bits(of: gender, in: stated, others) - posterior
    )
  }
}

/// log sum exp(x), with the largest term taken out before anything is exponentiated.
private func logSumOfExponentials(_ terms: [Double]) -> Double {
  guard let largest = terms.max(), largest.isFinite else { return terms.max() ?? -.infinity }
  return largest + log(terms.reduce(0) { $0 + exp($1 - largest) })
}

/// The evidence for a gender against all others together, in bits: log2 of odds.
///
/// Zero is even, one is two to one, ten a thousand to one; negative bits are evidence against it.
package struct EvidenceWeights: Hashable, Sendable {
  /// log2 of the odds of the gender's share among the students whose gender is missing.
  ///
  /// A share below 1e-12, which is nobody, counts as that.
  package let share: Double

  /// log2 of the ratio of the gender's density at the height to that of the others.
  package let height: Double

  /// By how much the name moves log2 of the odds; zero where names are not used, or it says nothing.
  package let name: Double

  /// What the uncertainty of the model adds: log2 of the odds of the stated probability, less those
  /// of the posterior.
  package let uncertainty: Double

  /// log2 of the odds of the gender's posterior probability at the estimates: share, height and name.
  package var posterior: Double { share + height + name }

  /// log2 of the odds of the gender's stated probability: the sum of all.
  package var stated: Double { share + height + name + uncertainty }

  /// Beyond so many bits a ratio is not told from one that is larger still.
  ///
  /// No school needs more than 30. With it, the thousandths of everything are integers.
  static let most = 1e12

  /// Weights, computed here or read back; none is NaN.
  package init(share: Double, height: Double, name: Double = 0, uncertainty: Double = 0) {
    self.share = min(max(share, -Self.most), Self.most)
    self.height = min(max(height, -Self.most), Self.most)
    self.name = min(max(name, -Self.most), Self.most)
    self.uncertainty = min(max(uncertainty, -3 * Self.most), 3 * Self.most)
  }

  /// The numbers in thousandths of a bit, to be printed with three digits.
  package var thousandths: Thousandths { Thousandths(self) }

  /// Whole numbers of thousandths of a bit, the parts of which add up to the sum.
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

    /// What the name says.
    package let name: Int

    /// What the uncertainty of the model adds.
    package let uncertainty: Int

    /// All together.
    package let stated: Int

    init(_ weights: EvidenceWeights) {
      let parts = [weights.share, weights.height, weights.uncertainty, weights.name].map {
        $0 * 1_000
      }
      var whole = parts.map { $0.rounded() }
      let sum = (weights.stated * 1_000).rounded()
      // Beyond 2^53 thousandths a step of one is lost; then the parts are what they are.
      for _ in parts.indices {
        let left = sum - (whole[0] + whole[1] + whole[2] + whole[3])
        guard left != 0 else { break }
        let step = left.magnitude > 2 ? left : left.signum
        let wrong = parts.indices.map { (parts[$0] - whole[$0]) * step }
        let farthest = wrong.indices.dropFirst().reduce(0) { wrong[$1] > wrong[$0] ? $1 : $0 }
        whole[farthest] += step
      }
      share = Int(nearest: whole[0])
      height = Int(nearest: whole[1])
      uncertainty = Int(nearest: whole[2])
      name = Int(nearest: whole[3])
      stated = Int(nearest: sum)
    }
  }
}

extension Double {
  /// One with the sign of the number; zero has none.
  fileprivate var signum: Double { self > 0 ? 1 : self < 0 ? -1 : 0 }
}
