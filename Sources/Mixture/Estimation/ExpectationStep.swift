/// The E-step: what the students are expected to add up to, gender by gender, under a mixture.
///
/// A student with a recorded gender counts for that gender wholly (the label is clamped: 0 or 1);
/// a student without one counts for every gender by its posterior probability. The sums are all
/// that the M-step needs. Dempster, Laird and Rubin (1977).
struct ExpectationStep {
  /// The expected sums of one gender.
  ///
  /// Deviations are from the mean of the mixture that the E-step ran under. Heights lie near 170,
  /// their squares near 29,000 and their variance near 50: summed about zero, a variance would
  /// lose three digits and more. Centred first, it loses none, and once EM settles the new mean is
  /// the old one, so that the correction in the M-step is zero.
  struct Sums {
    /// sum w r: the expected number of students.
    var count = 0.0
    /// The part of it that comes from students whose gender is missing, or was until it was decided.
    var missing = 0.0
    /// sum w r u, with the weight u of a t density; equal to the number for a normal one.
    var pull = 0.0
    /// sum w r u (x - mu).
    var deviation = 0.0
    /// sum w r u (x - mu)^2.
    var square = 0.0

    mutating func add(weight: Double, pull: Double, deviation: Double) {
      let pulling = weight * pull
      let weighted = pulling * deviation
      count += weight
      self.pull += pulling
      self.deviation += weighted
      square += weighted * deviation
    }
  }

  /// The sums in the order of the genders.
  let sums: [Sums]

  /// The log-likelihood of the evidence under the mixture:
  /// sum over labelled of w log(pi_y f_y(x)) + sum over unlabelled of w log sum_k pi_k f_k(x).
  let logLikelihood: Double

  /// Runs the E-step.
  ///
  /// - Complexity: O(*n* *k*) for *n* cells and *k* genders; nothing is allocated per cell.
  init(_ evidence: Evidence, under mixture: HeightMixture) {
    var terms = PosteriorTerms(mixture)
    var sums = [Sums](repeating: Sums(), count: mixture.components.count)
    var logLikelihood = CompensatedSum()
    for cell in evidence.cells {
      let weight = Double(cell.count)
      if let label = cell.label {
        let term = terms[label]
        let deviation = cell.height - term.mean
        logLikelihood.add(
          weight
            * (cell.isDecided
              ? term.logTermIfDecided(at: deviation) : term.logTermIfRecorded(at: deviation))
        )
        sums[label].add(weight: weight, pull: term.pull(at: deviation), deviation: deviation)
        if cell.isDecided { sums[label].missing += weight }
      } else {
        logLikelihood.add(weight * terms.evaluate(at: cell.height))
        for k in sums.indices {
          let term = terms[k]
          let deviation = cell.height - term.mean
          let expected = weight * term.posterior
          sums[k].add(weight: expected, pull: term.pull(at: deviation), deviation: deviation)
          sums[k].missing += expected
        }
      }
    }
    self.sums = sums
    self.logLikelihood = logLikelihood.value
  }
}

extension HeightMixture {
  /// The log-likelihood of the evidence under this mixture, to the bit as the EM loop computes it.
  ///
  /// - Precondition: The mixture has one component for each gender of the evidence.
  package func logLikelihood(of evidence: Evidence) -> Double {
    precondition(
      components.count == evidence.genderCount,
      "a mixture needs a component for each gender"
    )
    return ExpectationStep(evidence, under: self).logLikelihood
  }
}
