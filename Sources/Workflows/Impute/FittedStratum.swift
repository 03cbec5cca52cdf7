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
      var cell = EvidenceCell()
      cell.stratum = fit.name
      cell.height = open.height
      cell.students = open.count
      cell.isProposed = gate.mayPropose(in: fit.name, at: open.height)
      cell.say(stated.statement(at: open.height), with: nil, genders, small)
      return cell
    }
  }
}

extension [EvidenceCell] {
  /// The confidence of each, with the number of students who have it.
  var proposals: [(confidence: Double, count: Int)] { map { ($0.confidence, $0.students) } }
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
