import Glibc

/// What a fit says of the gender of a student, allowing for how well it is known itself.
package struct StatedProbabilities: Sendable {
  let mixture: HeightMixture
  private let uncertainty: Uncertainty?

  /// What a mixture says, with its uncertainty; nil where that is not known, such as of a fit that
  /// did not converge.
  ///
  /// - Precondition: The uncertainty is that of the mixture.
  package init(_ mixture: HeightMixture, _ uncertainty: Uncertainty?) {
    precondition(uncertainty.map { $0.mixture == mixture } ?? true, "the uncertainty of another")
    self.mixture = mixture
    self.uncertainty = uncertainty
  }

  /// What is said at a height in centimetres.
  package func statement(at height: Double) -> HeightStatement {
    uncertainty?.statement(at: height)
      ?? HeightStatement(posterior: mixture.posterior(of: height), odds: [], averaged: [])
  }

  /// The probability of each gender at a height in centimetres, in the order of the genders.
  package func probabilities(at height: Double) -> [Double] {
    statement(at: height).probabilities()
  }

  /// The 95 % interval of the probability of a gender at a height; nil where it is not known.
  ///
  /// It contains the stated probability.
  package func interval(of gender: Int, at height: Double) -> ConfidenceInterval? {
    uncertainty == nil ? nil : statement(at: height).interval(of: gender)
  }

  /// The same for students who are like those whose gender is recorded.
  var amongRecorded: StatedProbabilities {
    StatedProbabilities(mixture.amongRecorded, uncertainty?.amongRecorded)
  }
}

extension StratumFit {
  /// What the fit says of students whose gender is missing.
  package var stated: StatedProbabilities {
    StatedProbabilities(fit.mixture, Uncertainty(fit, given: evidence))
  }

  /// What the fit says of held-back students, whose gender is recorded: theirs are the shares of the
  /// recorded.
  var statedOfRecorded: StatedProbabilities { stated.amongRecorded }
}

extension Uncertainty {
  /// The probability of each gender at a height, averaged over what is not known of the parameters.
  ///
  /// The posterior at the estimates takes them for the truth. They are estimated from few students,
  /// and the students called with the highest confidences are those for whom chance moved them most:
  /// of a school of some hundred, what is called with .955 is right for .945. The average over all
  /// parameters that the evidence leaves possible is right as often as it says (Aitchison and
  /// Dunsmore 1975; Bishop 2006, section 4.5.2). With the log-odds of a gender nearly normal, as for
  /// ``interval(of:at:deviates:)``, about their estimate m with the standard error s, it is the mean
  /// of 1 / (1 + exp(-m - s z)) over standard normal z: nearer to even odds than the posterior, and
  /// the posterior itself where s is zero.
  ///
  /// - Parameter height: In centimetres; as for ``HeightMixture/posterior(of:)``.
  /// - Returns: The probabilities in the order of the genders; they sum to one.
  package func averagedProbabilities(at height: Double) -> [Double] {
    statement(at: height).probabilities()
  }

  /// What the mean is taken of: the log odds of each gender with their standard errors.
  func statement(at height: Double) -> HeightStatement {
    let height = HeightMixture.bounded(height)
    let genders = mixture.components.indices
    var (own, unbiased) = (PosteriorTerms(mixture), PosteriorTerms(unbiased))
    own.evaluate(at: height)
    unbiased.evaluate(at: height)
    guard genders.count > 1 else {
      return HeightStatement(posterior: own.posterior, odds: [], averaged: [])
    }
    return HeightStatement(
      posterior: own.posterior,
      odds: genders.map { HeightStatement.LogOdds(logOdds(of: $0, own, at: height)) },
      averaged: genders.map { HeightStatement.LogOdds(logOdds(of: $0, unbiased, at: height)) }
    )
  }

  /// The mixture with variances whose reciprocals are right on average.
  ///
  /// The likeliest variance of n students about their own mean is too small, by (n - 1) / n; about
  /// the means of K genders that share it, by (n - K) / n. How many students an estimate is worth,
  /// prior and students without a gender included, its standard error tells: for n of them the
  /// logarithm of a standard deviation has the standard error 1 / sqrt(2 n).
  private var unbiased: HeightMixture {
    HeightMixture(
      estimated: mixture.components.enumerated().map { gender, component in
        let ratio = component.standardDeviation / standardDeviations[gender]
        let students = 0.5 * ratio * ratio
        let means = space.hasOneVariance ? Double(space.genders) : 1
        return Component(
          weight: component.weight,
          weightAmongMissing: space.unboundedMissingShare(component.weightAmongMissing),
          mean: component.mean,
          variance: component.variance * students / max(students - means, 1)
        )
      },
      density: mixture.density
    )
  }
}

/// Means over the normal distribution.
enum NormalMean {
  /// The nodes of the trapezoidal rule: every half standard deviation up to eight, with the weights
  /// of the standard normal density.
  ///
  /// For a function as smooth as this the rule errs by about exp(-4 pi^2 / s), which is 2e-6 for a
  /// standard error of three, and below what a double can tell for one (Trefethen and Weideman 2014).
  private static let nodes: [(z: Double, weight: Double)] = {
    let points = (-16...16).map { 0.5 * Double($0) }
    let total = points.reduce(0) { $0 + exp(-0.5 * $1 * $1) }
    return points.map { ($0, exp(-0.5 * $0 * $0) / total) }
  }()

  /// The mean of the logistic function 1 / (1 + exp(-x)) of a normal x.
  static func logistic(mean: Double, deviation: Double) -> Double {
    guard deviation.isFinite else { return 0.5 }
    return nodes.reduce(0) { $0 + $1.weight / (1 + exp(-mean - deviation * $1.z)) }
  }
}

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
  ///   - name: What the name says on top.
  /// - Returns: The probabilities in the order of the genders.
  package func probabilities(
    at height: Double,
    under change: AssumedChange,
    with name: NameTerm? = nil
  ) -> [Double] {
    probabilities(by: statement(at: change.applied(toHeight: height)), under: change, with: name)
  }

  /// The same by what is said of a height, changed as it may be, which serves all names.
  package func probabilities(
    by statement: HeightStatement,
    under change: AssumedChange,
    with name: NameTerm? = nil
  ) -> [Double] {
    let stated = statement.probabilities(with: name)
    if case .height = change { return stated }
    return change.applied(to: stated, shares: mixture.components.map(\.weightAmongMissing))
  }
}

extension AssumedChange {
  /// A height in centimetres as it is taken to be.
  package func applied(toHeight height: Double) -> Double {
    if case .height(let centimetres) = self { height + centimetres } else { height }
  }

  /// What other shares make of probabilities; other heights change nothing where none is known.
  package func applied(to stated: [Double], shares: [Double]) -> [Double] {
    guard case .share(let gender, let difference) = self, shares[gender] > 0, shares[gender] < 1
    else { return stated }
    let share = shares[gender]
    let changed = min(max(share + difference, 0.001), 0.999)
    let weighted = stated.enumerated().map {
      $1 * ($0 == gender ? changed / share : (1 - changed) / (1 - share))
    }
    let sum = weighted.reduce(0, +)
    return sum > 0 ? weighted.map { $0 / sum } : stated
  }
}

/// The first derivatives of a log-density by its mean and by the log of its scale.
struct Slope {
  let mean: Double
  let scale: Double
}

/// The negative second derivatives of a log-density by its mean and by the log of its scale.
struct Curvature {
  let mean: Double
  let mixed: Double
  let scale: Double
}

/// The derivatives of one gender's log-density.
///
/// With d = x - mu and D = nu sigma2 + d^2, those of a t density are (nu + 1) d / D and
/// (nu + 1) d^2 / D - 1; with growing nu they become d / sigma2 and d^2 / sigma2 - 1, those of the
/// normal density.
struct Curve: Sendable {
  private let mean: Double
  private let variance: Double
  private let degreesOfFreedom: Double

  init(_ component: Component, density: Density) {
    mean = component.mean
    variance = component.variance
    degreesOfFreedom = density.degreesOfFreedom
  }

  /// The first derivatives at a height.
  func slope(at height: Double) -> Slope {
    let d = height - mean
    let pull = pull(at: d)
    return Slope(mean: pull * d, scale: pull * d * d - 1)
  }

  /// The negative second derivatives at a height.
  func curvature(at height: Double) -> Curvature {
    let d = height - mean
    let pull = pull(at: d)
    guard degreesOfFreedom.isFinite else {
      return Curvature(mean: pull, mixed: 2 * pull * d, scale: 2 * pull * d * d)
    }
    // The part of D that is not d^2: one in the middle, zero far out.
    let inner = degreesOfFreedom * variance / (degreesOfFreedom * variance + d * d)
    return Curvature(
      mean: pull * (2 * inner - 1),
      mixed: 2 * pull * inner * d,
      scale: 2 * pull * inner * d * d
    )
  }

  /// (nu + 1) / D, or 1 / sigma2.
  private func pull(at deviation: Double) -> Double {
    guard degreesOfFreedom.isFinite else { return 1 / variance }
    return (degreesOfFreedom + 1) / (degreesOfFreedom * variance + deviation * deviation)
  }
}
