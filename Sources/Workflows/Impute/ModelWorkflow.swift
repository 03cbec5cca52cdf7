package import FoundationEssentials
import Mixture
package import StudentStore

/// Uses the parameters of a model that is there, from another run or from a file.
package struct ModelWorkflow {
  private let database: SchoolDatabase
  private let context: WorkContext

  package init(_ database: SchoolDatabase, context: WorkContext) {
    self.database = database
    self.context = context
  }

  /// Keeps a model from a file as a run that infers nothing by itself.
  ///
  /// - Returns: The run, and how many names the file has, which are not kept.
  /// - Throws: `ModelFileError` where the file is no model.
  package func importModel(
    _ data: Data,
    label: String?,
    mode: SchoolDatabase.Mode = .keep
  ) throws -> (run: ImputationRun, names: Int) {
    let file = try ModelFile(reading: data)
    let run = try database.write(.impute, context: context, mode: mode) { act in
      try database.record(file, label: label, act: act)
    }
    return (run, file.names?.count ?? 0)
  }

  /// Scores the students as they are now with the parameters of a run, and stores it as a new run.
  ///
  /// - Throws: `ImputeError` where the school cannot be divided as the model's was.
  package func score(
    with parent: Int64,
    label: String?,
    mode: SchoolDatabase.Mode = .keep
  ) throws -> ImputationRun {
    let model = try database.run(parent)
    guard model.usesHeights else { throw ImputeError.modelHasNoHeights(run: parent) }
    guard let candidate = model.candidate, let first = model.strata.first else {
      throw StoreError.malformed(table: "imputation_run", detail: "row \(parent)")
    }
    let school = try EvidenceCount(
      by: [candidate.stratification],
      assignment: FoldAssignment(),
      takesOneClass: true
    ).school(in: database, progress: context.progress)
    let census = school.census
    guard let counted = census.division(by: candidate.stratification) else {
      if census.divisions.isEmpty, candidate.stratification == .none {
        throw ImputeError.nothingToLearnFrom(.noHeights, genders: [])
      }
      throw ImputeError.cannotDivide(by: candidate.stratification.rawValue)
    }
    let genders = first.genders.map(\.gender)
    guard genders.count >= 2, model.strata.allSatisfy({ $0.genders.map(\.gender) == genders })
    else {
      throw StoreError.malformed(
        table: "model_parameter",
        detail: "run r\(parent): its strata do not have the same genders, two at least"
      )
    }
    let division: Division
    do throws(FitRefusal) {
      division = try counted.modelling(genders, of: census)
    } catch {
      throw ImputeError.nothingToLearnFrom(error, genders: genders)
    }
    var mixtures: [String?: HeightMixture] = [:]
    for stratum in model.strata { mixtures[stratum.name] = try model.mixture(of: stratum) }
    let settings = candidate.settings(FitSettings())
    let fits = StratifiedFit.given(
      division.names.map { mixtures[$0] },
      for: division,
      settings: settings
    )
    guard !fits.isEmpty else { throw ImputeError.modelKnowsNoStratum(run: parent) }
    let scored = ScoredSchool(
      model: model,
      candidate: candidate,
      division: division,
      fits: fits,
      census: census,
      genders: genders,
      small: SmallGenders(counted.others(than: genders, of: census), beside: fits)
    )
    var draft = scored.draft(settings: settings)
    draft.run.label = label
    var run = try database.write(.impute, context: context, mode: mode) { act in
      try database.record(draft, of: school, act: act)
    }
    run.roundedHeights = census.roundedHeights
    return run
  }
}

/// Students judged by a model that was there before.
private struct ScoredSchool {
  let model: ImputationRun
  let candidate: Candidate
  let division: Division
  let fits: [StratumFit]
  let census: EvidenceCensus
  let genders: [String]
  let small: SmallGenders

  /// A model from elsewhere has to prove itself on the students here.
  private var isFromElsewhere: Bool { model.origin == "imported" }

  func draft(settings: FitSettings) -> RunDraft {
    let uncertainties = fits.map { fit in
      model.strata.first { $0.name == fit.name }?.covariance?.uncertainty(of: fit.fit.mixture)
    }
    let stated = zip(fits, uncertainties).map { StatedProbabilities($0.fit.mixture, $1) }
    let evaluation =
      isFromElsewhere ? Evaluation(fits.predictionsOfRecorded(stating: stated)) : nil
    var inherited = model.refusals
    if isFromElsewhere, evaluation == nil {
      inherited.append(GateRefusal(.nobodyToTest))
    }
    let gate = Gate(
      inherited: inherited,
      strata: fits,
      genders: genders,
      evaluation: evaluation,
      small: small
    )
    let strata = zip(fits, uncertainties).map {
      FittedStratum($0, uncertainty: $1, genders: genders, gate: gate, small: small)
    }
    let evaluated = evaluation.map {
      RunEvaluation(
        $0,
        proposals: strata.flatMap(\.cells).proposals,
        genders: genders,
        assignment: nil
      )
    }
    var run = ImputationRun(strata, gate: gate, small: small)
    run.origin = "scored"
    run.parent = model.id
    run.settingsRequested = #"{"model":"r\#(model.id)"}"#
    // What was shown of heights and names says nothing of heights alone.
    run.evaluation = evaluated ?? (model.names?.learnt == nil ? model.evaluation : nil)
    run.settings = ImputationRun.Settings(
      candidate,
      settings,
      of: division.evidence,
      isEvaluated: run.evaluation?.folds != nil
    )
    let logLikelihood = fits.reduce(0) { $0 + $1.fit.logLikelihood }
    run.summary.logLikelihood = logLikelihood
    // Nothing was estimated, so that there is nothing to take off.
    run.summary.bic = 2 * logLikelihood
    run.summary.icl = 2 * logLikelihood + 2 * fits.reduce(0) { $0 + $1.fit.logCertainty }
    run.summary.degreesOfFreedom = model.summary.degreesOfFreedom
    run.trace = fits.flatMap { ImputationRun.TraceStep.all(of: $0, genders: genders) }
    run.missingShares = MissingShares(census).all
    run.totals =
      ExpectedTotals(Totals(given: fits, stating: stated), genders: genders, small: small).all
    return RunDraft(run, genders: genders, division: division, cells: strata.flatMap(\.cells))
  }
}
