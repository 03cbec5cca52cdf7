import Mixture

/// Whether a number is another, to a relative tolerance.
func isClose(_ value: Double, _ expected: Double, relative tolerance: Double) -> Bool {
  (value - expected).magnitude <= tolerance * expected.magnitude
}

extension HeightMixture {
  var weights: [Double] { components.map(\.weight) }
  var weightsAmongMissing: [Double] { components.map(\.weightAmongMissing) }
  var means: [Double] { components.map(\.mean) }
  var variances: [Double] { components.map(\.variance) }
  var standardDeviations: [Double] { components.map(\.standardDeviation) }

  /// The largest difference of a weight or a variance relative to itself, or of a mean in
  /// standard deviations.
  func distance(to other: HeightMixture) -> Double {
    var largest = 0.0
    for (own, other) in zip(components, other.components) {
      largest = max(
        largest,
        (own.weight - other.weight).magnitude / other.weight,
        (own.weightAmongMissing - other.weightAmongMissing).magnitude,
        (own.mean - other.mean).magnitude / other.standardDeviation,
        (own.variance - other.variance).magnitude / other.variance
      )
    }
    return largest
  }
}

extension Fit {
  /// Whether no step lowered what is maximised by more than rounding: 1e-12 a student or, where
  /// outliers make the log-likelihood large, of itself.
  var neverFalls: Bool {
    zip(steps, steps.dropFirst()).allSatisfy { before, after in
      let rounding = 1e-12 * (Double(count) + before.objective.magnitude)
      return after.objective >= before.objective - rounding
    }
  }

  /// Whether every number in it, the trace included, is finite.
  var isFinite: Bool {
    steps.allSatisfy { step in
      step.logLikelihood.isFinite && (step.largestChange ?? 0).isFinite
        && step.mixture.components.allSatisfy {
          $0.weight.isFinite && $0.weightAmongMissing.isFinite && $0.mean.isFinite
            && $0.variance.isFinite && $0.variance > 0
        }
    } && logLikelihood.isFinite && bic.isFinite && icl.isFinite
  }

  var hasConverged: Bool {
    if case .converged = outcome { true } else { false }
  }
}
