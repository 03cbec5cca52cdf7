/// One step of EM, as the trace keeps it.
package struct Step: Hashable, Sendable {
  /// How a mixture of the trace came about.
  package enum Kind: String, Sendable {
    /// It is where EM started.
    case start
    /// By an E-step and an M-step.
    case ascent
  }

  /// The number of the step; zero is the start.
  package let number: Int

  /// How the mixture came about.
  package let kind: Kind

  /// The mixture after the step.
  package let mixture: HeightMixture

  /// The log-likelihood of the evidence under that mixture.
  package let logLikelihood: Double

  /// What EM maximises: the log-likelihood, plus the log of the prior density where there is one.
  package let objective: Double

  /// The largest change of a parameter in the step; `nil` for the start.
  ///
  /// Weights and variances are compared relative to themselves, means relative to the standard
  /// deviation.
  package let largestChange: Double?

  /// A step, taken here or read back; without a prior the objective is the log-likelihood.
  package init(
    number: Int,
    kind: Kind? = nil,
    mixture: HeightMixture,
    logLikelihood: Double,
    objective: Double? = nil,
    largestChange: Double?
  ) {
    self.number = number
    self.kind = kind ?? (number == 0 ? .start : .ascent)
    self.mixture = mixture
    self.logLikelihood = logLikelihood
    self.objective = objective ?? logLikelihood
    self.largestChange = largestChange
  }
}

/// How far two mixtures are apart, as one number that no choice of unit or origin can change.
///
/// The largest, over all genders, of the change of the weight relative to the weight, of the mean
/// relative to the standard deviation, and of the variance relative to the variance. A mean is not
/// measured relative to itself: heights above sea level would then converge sooner than heights
/// above the floor. A weight among the missing may be zero, and counts as it is.
struct ParameterChange {
  let largest: Double

  init(from old: HeightMixture, to new: HeightMixture) {
    var largest = 0.0
    for (old, new) in zip(old.components, new.components) {
      let weight = (new.weight - old.weight).magnitude / new.weight
      let missing = (new.weightAmongMissing - old.weightAmongMissing).magnitude
      let mean = (new.mean - old.mean).magnitude / new.standardDeviation
      let variance = (new.variance - old.variance).magnitude / new.variance
      largest = max(largest, max(weight, missing), max(mean, variance))
    }
    self.largest = largest
  }
}
