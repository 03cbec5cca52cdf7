package import Mixture

/// What one cell of a run holds: the students of one stratum and height whose gender is missing.
package struct EvidenceCell: Hashable, Sendable {
  /// Nil for the whole school.
  package let stratum: String?
  /// In centimetres.
  package let height: Double
  package let students: Int
  /// The likeliest gender.
  package let gender: String
  package let confidence: Double
  package let interval: ConfidenceInterval?
  /// Whether the gate lets it through.
  package let isProposed: Bool
  /// In alphabetical order.
  package var probabilities: [GenderProbability]
}

/// What of a draft is stored, as the values that are read back.
extension RunDraft {
  /// The models of the strata.
  package var models: [ImputationRun.Stratum] {
    strata.map { stratum in
      let (fit, evidence) = (stratum.fit.fit, stratum.fit.evidence)
      let recorded = evidence.recordedCounts.reduce(0, +)
      return ImputationRun.Stratum(
        name: stratum.fit.name,
        recorded: recorded,
        decided: evidence.labelledCounts.reduce(0, +) - recorded,
        missing: stratum.fit.open.reduce(0) { $0 + $1.count },
        status: fit.outcome.status,
        stopReason: fit.outcome.stopReason(genders: genders),
        iterations: fit.iterations,
        logLikelihood: fit.logLikelihood,
        bayesError: fit.mixture.bayesError,
        majorityError: fit.mixture.majorityError,
        overlap: fit.mixture.overlap,
        mayPropose: stratum.mayPropose,
        covariance: stratum.uncertainty.map(ModelCovariance.init),
        genders: fit.mixture.components.indices.map { model(of: $0, in: stratum) },
        starts: fit.starts.map { start in
          ImputationRun.Start(
            number: start.number,
            status: start.outcome.status,
            iterations: start.iterations,
            logLikelihood: start.logLikelihood,
            isChosen: start.isChosen
          )
        }
      )
    }
  }

  private func model(of gender: Int, in stratum: Stratum) -> ImputationRun.GenderModel {
    typealias Estimate = ImputationRun.Estimate
    let (mixture, errors) = (stratum.fit.fit.mixture, stratum.uncertainty)
    let component = mixture.components[gender]
    let spread = mixture.spread(of: gender)
    return ImputationRun.GenderModel(
      gender: genders[gender],
      recorded: stratum.fit.evidence.recordedCounts[gender],
      weight: Estimate(value: component.weight, standardError: errors?.weights[gender]),
      weightMissing: Estimate(
        value: component.weightAmongMissing,
        standardError: errors?.weightsAmongMissing[gender]
      ),
      mean: Estimate(value: component.mean, standardError: errors?.means[gender]),
      standardDeviation: Estimate(
        value: spread,
        standardError: errors.map {
          $0.standardDeviations[gender] * spread / component.standardDeviation
        }
      ),
      variance: component.variance
    )
  }

  /// The way that EM took in each stratum.
  package var trace: [ImputationRun.TraceStep] {
    strata.flatMap { stratum in
      let start = stratum.fit.fit.starts.first(where: \.isChosen)?.number ?? 1
      return stratum.fit.fit.steps.map { step in
        ImputationRun.TraceStep(
          stratum: stratum.fit.name,
          start: start,
          step: step.number,
          kind: step.kind.rawValue,
          logLikelihood: step.logLikelihood,
          objective: step.objective,
          largestChange: step.largestChange,
          genders: zip(genders, step.mixture.components).map { gender, component in
            ImputationRun.TraceGender(
              gender: gender,
              weight: component.weight,
              weightMissing: component.weightAmongMissing,
              mean: component.mean,
              variance: component.variance
            )
          }
        )
      }
    }
  }

  /// Why the run proposes nothing, or one of its strata does not.
  package var refusals: [ImputationRun.Refusal] {
    gate.refusals.map {
      ImputationRun.Refusal(code: $0.code.rawValue, stratum: $0.stratum, message: $0.message)
    }
  }

  /// The cells that hold somebody; `open` says how many each of the posteriors holds.
  package func cells(_ open: [Int]) -> [EvidenceCell] {
    zip(posteriors, open).filter { $0.1 > 0 }.map { posterior, count in
      EvidenceCell(
        stratum: division.names[posterior.stratum],
        height: posterior.height,
        students: count,
        gender: genders[posterior.likeliest],
        confidence: posterior.confidence,
        interval: posterior.interval,
        isProposed: posterior.isProposed,
        probabilities: genders.enumerated().map {
          GenderProbability(
            gender: $1,
            stated: posterior.probabilities[$0],
            evidence: posterior.evidence[$0]
          )
        }
      )
    }
  }

  /// How many students the run is about.
  package var counts: RunCounts { RunCounts(self) }
}

/// How many students a run is about, as far as what it was fitted to tells.
package struct RunCounts: Sendable {
  package private(set) var recorded = 0
  package private(set) var missing = 0
  package private(set) var imputed = 0
  /// Students without a proposal, by reason.
  private(set) var notImputed: [String: Int] = [:]
  /// The sum of 1 - confidence over the proposals; nil where there are none.
  package private(set) var expectedWrong: Double?
  /// For each posterior, how many students have it.
  package private(set) var open: [Int] = []

  fileprivate init(_ draft: RunDraft) {
    var counts: [CellPlace: Int] = [:]
    for cell in draft.division.evidence.cells {
      if cell.label == nil, !cell.isDecided {
        missing += cell.count
        counts[CellPlace(stratum: cell.stratum, height: cell.height)] = cell.count
      } else if cell.label != nil, !cell.isDecided {
        recorded += cell.count
      }
    }
    var wrong = 0.0
    for posterior in draft.posteriors {
      let place = CellPlace(stratum: posterior.stratum, height: posterior.height)
      let count = counts.removeValue(forKey: place) ?? 0
      open.append(count)
      if posterior.isProposed {
        imputed += count
        wrong += Double(count) * (1 - posterior.confidence)
      } else if count > 0 {
        notImputed["gate_refused", default: 0] += count
      }
    }
    expectedWrong = imputed > 0 ? wrong : nil
    let unmodelled = counts.values.reduce(0, +)
    if unmodelled > 0 { notImputed["no_model_for_stratum"] = unmodelled }
  }
}
