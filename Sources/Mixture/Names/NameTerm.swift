import Glibc

/// What a name says of each gender, to be put on top of what is thought without it.
///
/// The odds of a gender by share and height are multiplied by its factor lambda_k. So the name comes
/// after the EM on heights. It has no part in the E-step, where a name table would be one more
/// thing for EM to fit to students whose gender nobody knows: that predicts worse.
package struct NameTerm: Hashable, Sendable {
  /// ln lambda_k of each gender; all zero where the name says nothing.
  package let logFactors: [Double]

  /// Of a hundred names one is a mistake, or given against all custom, and says nothing.
  static let lapse = 0.01

  /// Whether it says nothing.
  package var isSilent: Bool { logFactors.allSatisfy { $0 == 0 } }

  /// A term that says nothing.
  package static func silent(genders: Int) -> NameTerm {
    NameTerm(logFactors: [Double](repeating: 0, count: genders))
  }

  init(logFactors: [Double]) {
    self.logFactors = logFactors
  }

  /// The term of some evidence L_k: with P proportional to q_k exp(L_k), and q but for the lapse,
  /// lambda_k = ((1 - lapse) P_k + lapse q_k) / q_k.
  ///
  /// At even shares of two genders it never exceeds log2(.995 / .005) = 7.64 bits.
  init(evidence: [Double], shares: [Double]) {
    guard evidence.contains(where: { $0 != 0 }) else {
      self = .silent(genders: evidence.count)
      return
    }
    let largest = evidence.max() ?? 0
    let ratios = evidence.map { exp($0 - largest) }
    let mean = zip(shares, ratios).reduce(0) { $0 + $1.0 * $1.1 }
    logFactors = ratios.map { log((1 - Self.lapse) * $0 / mean + Self.lapse) }
  }

  /// By how much the name moves the natural log odds of a gender against all others together.
  ///
  /// The uncertainty of a model of heights is in the log odds before, which keep their standard
  /// error: this is added to their mean.
  ///
  /// - Parameters:
  ///   - gender: The index of the gender.
  ///   - probabilities: The probabilities without the name, by share and height or share alone. Of
  ///     two genders they do not matter; of more, they say how much each of the others counts.
  /// - Returns: In nats; zero where the name says nothing.
  package func shift(of gender: Int, given probabilities: [Double]) -> Double {
    let others = logFactors.indices.filter { $0 != gender }
    guard others.count > 1 else {
      return others.isEmpty ? 0 : logFactors[gender] - logFactors[others[0]]
    }
    guard !isSilent else { return 0 }
    let sum = others.reduce(0) { $0 + probabilities[$1] }
    let mean = others.reduce(0) { total, other in
      let weight = sum > 0 ? probabilities[other] / sum : 1 / Double(others.count)
      return total + weight * exp(logFactors[other])
    }
    return logFactors[gender] - log(mean)
  }

  /// The same in bits, as an explanation shows it beside share and height.
  package func bits(for gender: Int, given probabilities: [Double]) -> Double {
    shift(of: gender, given: probabilities) / log(2)
  }

  /// The probabilities with the name: those without it times lambda, over their sum.
  ///
  /// A name that says nothing leaves every bit of them.
  package func probabilities(given probabilities: [Double]) -> [Double] {
    guard !isSilent else { return probabilities }
    let products = zip(probabilities, logFactors).map { $0 * exp($1) }
    let sum = products.reduce(0, +)
    return sum > 0 ? products.map { $0 / sum } : probabilities
  }
}
