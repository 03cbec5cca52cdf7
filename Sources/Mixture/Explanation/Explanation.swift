import Glibc

/// Why a model thinks what it thinks of a student of one height whose gender is missing.
///
/// Odds multiply, so their logarithms add: what the shares say of a gender, plus what the height
/// says, is what the model says. In bits, one more doubles the odds. I. J. Good (1950) calls this
/// the weight of evidence.
package struct Explanation: Hashable, Sendable {
  /// The height in centimetres.
  package let height: Double

  /// The posterior probability of each gender, in the order of the genders.
  package let posterior: [Double]

  /// What speaks for and against each gender, in the order of the genders; empty where there is
  /// only one, which has no odds.
  package let weights: [EvidenceWeights]

  /// The index of the likeliest gender, the first of equals.
  package var likeliest: Int {
    posterior.indices.dropFirst().reduce(0) { posterior[$1] > posterior[$0] ? $1 : $0 }
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
  /// - Precondition: `total` is between zero and 2^53, below which doubles hold whole numbers.
  package func naturalFrequencies(of total: Int = 100) -> [Int] {
    precondition((0...1 << 53).contains(total), "a number of students that doubles hold exactly")
    let parts = posterior.map { $0 * Double(total) }
    var students = parts.map { Int(nearest: $0.rounded(.down)) }
    let order = parts.indices.sorted { first, second in
      let own = (parts[first] - parts[first].rounded(.down), posterior[first], -first)
      return own > (parts[second] - parts[second].rounded(.down), posterior[second], -second)
    }
    let left = total - students.reduce(0, +)
    for gender in order.prefix(max(0, left)) { students[gender] += 1 }
    // Posteriors sum to one but for rounding, which can make one student of 2^53 too many.
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
  /// - Precondition: `height` is not NaN.
  /// - Complexity: O(*k*^2) for *k* genders.
  package func explanation(of height: Double) -> Explanation {
    let bounded = Self.bounded(height)
    let terms = PosteriorTerms(self)
    // A gender of which nobody is missing still has a logarithm.
    let shares = components.map { max($0.weightAmongMissing, MaximisationStep.smallestShare) }
    let densities = components.indices.map {
      terms[$0].logDensity(at: bounded - components[$0].mean)
    }
    let weights = components.indices.map { gender in
      let others = components.indices.filter { $0 != gender }
      let share = others.reduce(0) { $0 + shares[$1] }
      let logDensity = logSumOfExponentials(others.map { log(shares[$0] / share) + densities[$0] })
      return EvidenceWeights(
        share: log2(shares[gender]) - log2(share),
        height: (densities[gender] - logDensity) / log(2)
      )
    }
    return Explanation(
      height: bounded,
      posterior: posterior(of: bounded),
      weights: components.count > 1 ? weights : []
    )
  }
}

/// log sum exp(x), with the largest term taken out before anything is exponentiated.
private func logSumOfExponentials(_ terms: [Double]) -> Double {
  guard let largest = terms.max() else { return -.infinity }
  return largest + log(terms.reduce(0) { $0 + exp($1 - largest) })
}
