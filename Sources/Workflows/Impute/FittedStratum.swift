import Mixture
import StudentStore

/// One stratum with its fit, and what is said of its students without a gender.
struct FittedStratum {
  let fit: StratumFit
  /// The words for the genders of the model, in order.
  let genders: [String]
  /// The standard errors; nil where the fit has none.
  let uncertainty: Uncertainty?
  let mayPropose: Bool
  /// What is said of the students without a gender.
  let stated: StatedProbabilities
  /// The same at each of their heights.
  let cells: [EvidenceCell]

  init(
    _ fit: StratumFit,
    uncertainty: Uncertainty?,
    genders: [String],
    gate: Gate,
    small: SmallGenders
  ) {
    self.fit = fit
    self.genders = genders
    self.uncertainty = uncertainty
    mayPropose = gate.mayPropose(in: fit.name)
    let stated = StatedProbabilities(fit.fit.mixture, uncertainty)
    self.stated = stated
    cells = fit.open.map { open in
      let probabilities = stated.probabilities(at: open.height)
      // The first of equals.
      let likeliest = probabilities.indices.dropFirst().reduce(0) {
        probabilities[$1] > probabilities[$0] ? $1 : $0
      }
      var cell = EvidenceCell()
      cell.stratum = fit.name
      cell.height = open.height
      cell.students = open.count
      cell.gender = genders[likeliest]
      cell.confidence = small.lowered(probabilities[likeliest])
      cell.interval = stated.interval(of: likeliest, at: open.height).map(small.lowered)
      cell.isProposed = gate.mayPropose(in: fit.name, at: open.height)
      cell.probabilities = zip(
        genders,
        zip(probabilities, fit.fit.mixture.posterior(of: open.height))
      ).map { gender, probability in
        GenderProbability(
          gender: gender,
          stated: small.lowered(probability.0),
          evidence: small.lowered(probability.1)
        )
      }
      return cell
    }
  }
}

extension [FittedStratum] {
  /// The confidence at each height, with the number of students who have it.
  var proposals: [(confidence: Double, count: Int)] {
    flatMap(\.cells).map { ($0.confidence, $0.students) }
  }
}

extension ImputationRun {
  /// What a run says of its strata.
  init(_ strata: [FittedStratum], gate: Gate, small: SmallGenders) {
    self.init()
    self.strata = strata.map {
      Stratum($0.fit, uncertainty: $0.uncertainty, mayPropose: $0.mayPropose, genders: $0.genders)
    }
    refusals = gate.refusals
    sensitivity = strata.sensitivity(small: small)
  }
}

extension SmallGenders {
  func lowered(_ interval: ConfidenceInterval) -> ConfidenceInterval {
    ConfidenceInterval(lower: lowered(interval.lower), upper: lowered(interval.upper))
  }
}
