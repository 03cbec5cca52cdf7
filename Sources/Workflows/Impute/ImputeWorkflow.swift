import Mixture
package import StudentStore

/// Infers the missing genders: counts the evidence, fits the model, asks the gate, and writes the
/// run with all it found in one transaction.
///
/// Nothing is locked while the model is fitted; the writing transaction first makes sure that the
/// students are still those that were counted. The students themselves are not touched.
package struct ImputeWorkflow {
  private let database: SchoolDatabase
  private let context: WorkContext

  package init(_ database: SchoolDatabase, context: WorkContext) {
    self.database = database
    self.context = context
  }

  /// Fits one model and stores it as a new run.
  ///
  /// - Throws: `ImputeError` where there is nothing to learn from, `StoreError.evidenceChanged`
  ///   where the students changed meanwhile.
  package func run(
    _ options: ImputeOptions,
    mode: SchoolDatabase.Mode = .keep
  ) throws -> ImputationRun {
    let dataVersion = try database.dataVersion()
    let census = try database.evidenceCensus()
    let roster = try ModelledRoster(census)
    let settings = FitSettings(
      variance: options.variance,
      maximumIterations: options.maximumIterations,
      tolerance: options.tolerance
    )
    let fit: Fit
    do throws(FitRefusal) {
      fit = try HeightMixture.fit(roster.evidence, settings: settings)
    } catch {
      throw ImputeError.nothingToLearnFrom(
        code: error.code,
        sentence: error.sentence(genders: roster.genders)
      )
    }
    let gate = Gate(fit, of: roster.evidence, genders: roster.genders)
    let cells = roster.unlabelledHeights.map { height in
      EvidenceCell(
        stratum: nil,
        height: height,
        probabilities: Array(zip(roster.genders, fit.mixture.posterior(of: height)))
      )
    }
    let draft = describe(fit, gate: gate, roster: roster, census: census, options: options)
    return try database.write(.impute, context: context, mode: mode) { act in
      try database.record(
        draft,
        cells: cells,
        census: census,
        dataVersion: dataVersion,
        act: act
      )
    }
  }

  private func describe(
    _ fit: Fit,
    gate: Gate,
    roster: ModelledRoster,
    census: EvidenceCensus,
    options: ImputeOptions
  ) -> ImputationRun {
    ImputationRun(
      label: options.label,
      settings: ImputationRun.Settings(
        family: options.family.rawValue,
        variance: options.variance.rawValue,
        missingness: options.missingness.rawValue,
        stratifiedBy: options.strata.rawValue,
        seed: options.seed,
        starts: 1,
        maximumIterations: options.maximumIterations,
        tolerance: options.tolerance,
        folds: nil,
        resolutionCentimetres: roster.evidence.resolution
      ),
      settingsRequested: #"{"family":"\#(options.family.rawValue)","#
        + #""variance":"\#(options.variance.rawValue)","#
        + #""missingness":"\#(options.missingness.rawValue)","by":"\#(options.strata.rawValue)"}"#,
      status: fit.outcome.status,
      stopReason: fit.outcome.stopReason(genders: roster.genders),
      iterations: fit.iterations,
      logLikelihood: fit.logLikelihood,
      bic: fit.bic,
      strata: [
        ImputationRun.Stratum(
          name: nil,
          missing: roster.evidence.unlabelledCount,
          genders: roster.models(of: fit.mixture)
        )
      ],
      trace: fit.steps.map { step in
        ImputationRun.TraceStep(
          stratum: nil,
          start: 1,
          step: step.number,
          logLikelihood: step.logLikelihood,
          largestChange: step.largestChange,
          genders: roster.models(of: step.mixture)
        )
      },
      refusals: gate.refusals.map {
        ImputationRun.Refusal(code: $0.code.rawValue, message: $0.message)
      },
      inputDigest: census.digest,
      recordedCount: roster.evidence.labelledCounts.reduce(0, +),
      missingCount: roster.evidence.unlabelledCount,
      imputed: 0,
      notImputed: census.notInferable,
      expectedWrong: nil
    )
  }
}
