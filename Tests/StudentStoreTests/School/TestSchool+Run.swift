import SQLite

@testable import StudentStore

extension TestSchool {
  /// The invented posterior of the test runs: one half at 172 cm, 2.5 points more male a
  /// centimetre, never surer than 99 in 100.
  static func maleProbability(at height: Double) -> Double {
    min(0.99, max(0.01, 0.5 + (height - 172) / 40))
  }

  /// The posterior of every height among the students whose gender is missing.
  func posteriors(_ census: EvidenceCensus) -> [EvidenceCell] {
    census.cells.filter { $0.gender == nil }.map { cell in
      let male = Self.maleProbability(at: cell.height)
      return EvidenceCell(
        stratum: nil,
        height: cell.height,
        probabilities: [("female", 1 - male), ("male", male)]
      )
    }
  }

  /// A run as a fit would hand it over.
  func draftRun(
    refusals: [ImputationRun.Refusal] = [],
    label: String? = nil,
    census: EvidenceCensus
  ) -> ImputationRun {
    let genders = [("female", 9, 0.45, 165.5, 36.25), ("male", 11, 0.55, 179.25, 49.5)].map {
      ImputationRun.GenderModel(
        gender: $0.0,
        recorded: $0.1,
        weight: $0.2,
        meanCentimetres: $0.3,
        variance: $0.4
      )
    }
    let steps = (0..<3).map { step in
      ImputationRun.TraceStep(
        stratum: nil,
        start: 1,
        step: step,
        logLikelihood: -100.5 + Double(step),
        largestChange: step == 0 ? nil : 0.125 / Double(step),
        genders: genders.map {
          .init(
            gender: $0.gender,
            recorded: 0,
            weight: $0.weight,
            meanCentimetres: $0.meanCentimetres,
            variance: $0.variance
          )
        }
      )
    }
    let missing = census.cells.filter { $0.gender == nil }.reduce(0) { $0 + $1.count }
    return ImputationRun(
      label: label,
      settings: .init(
        family: "normal",
        variance: "equal",
        missingness: "same",
        stratifiedBy: "none",
        seed: 7,
        starts: 2,
        maximumIterations: 500,
        tolerance: 1e-9,
        folds: 5,
        resolutionCentimetres: 1
      ),
      settingsRequested: #"{"family":"auto"}"#,
      status: "converged",
      stopReason: "it converged",
      iterations: 2,
      logLikelihood: -98.5,
      bic: -201.25,
      strata: [.init(name: nil, missing: missing, genders: genders)],
      trace: steps,
      refusals: refusals,
      inputDigest: census.digest,
      recordedCount: 20,
      missingCount: missing,
      imputed: 0,
      notImputed: census.notInferable,
      expectedWrong: nil
    )
  }

  /// Records a run with the invented posterior.
  @discardableResult
  func impute(refusals: [String] = [], label: String? = nil) throws -> ImputationRun {
    let version = try database.dataVersion()
    let census = try database.evidenceCensus()
    let draft = draftRun(
      refusals: refusals.map { .init(code: $0, message: "\($0) in words") },
      label: label,
      census: census
    )
    return try database.write(.impute, context: context()) { act in
      try database.record(
        draft,
        cells: posteriors(census),
        census: census,
        dataVersion: version,
        act: act
      )
    }
  }
}
