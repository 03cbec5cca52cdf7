import FoundationEssentials
import Mixture
package import StudentStore

/// Computes a stored run again.
package struct RerunWorkflow {
  private let database: SchoolDatabase
  private let context: WorkContext

  package init(_ database: SchoolDatabase, context: WorkContext) {
    self.database = database
    self.context = context
  }

  /// Asks the same of the students as they are now: a new run with the settings of the old one,
  /// what was left to choose being chosen anew.
  ///
  /// - Throws: as `ImputeWorkflow.run`, and `RerunError` for a run that was not fitted.
  package func run(
    _ number: Int64,
    label: String?,
    mode: SchoolDatabase.Mode = .keep
  ) throws -> ImputationRun {
    let run = try database.run(number)
    guard run.origin != "counted" else { throw RerunError.counted(run: number) }
    guard run.isEstimated else { throw RerunError.notFitted(run: number) }
    if run.names?.reference != nil { throw RerunError.needsNameReference(run: number) }
    var options = try options(of: run)
    options.label = label
    return try ImputeWorkflow(database, context: context)
      .run(options, rerunning: number, mode: mode)
  }

  /// Fits the stored model to the students as they were counted then, and compares the whole result
  /// with what is stored, bit for bit.
  ///
  /// The candidates that were not taken are not computed again: what they were counted from is
  /// not all stored.
  ///
  /// - Parameter number: The run.
  /// - Returns: What differs.
  /// - Throws: `RerunError` for a run that was not fitted, or with nobody held back.
  package func check(_ number: Int64) throws -> Recomputation {
    let run = try database.run(number)
    try requireEvidence(of: run)
    let cells = try database.cells(of: number)
    var fitted = try run.usesHeights ? fittedAgain(run) : fittedWithoutHeights(run)
    fitted.names = try NameUse(run, cells, fitted.division.evidence, in: database)
    return Recomputation(run, cells: cells, with: fitted.draft())
  }

  /// The model of heights of a run, fitted once more to the students as they were counted then.
  ///
  /// - Parameter run: The run, which does not use names.
  /// - Returns: The model.
  /// - Throws: `RerunError` for a run that was not fitted, or with nobody held back.
  func model(of run: ImputationRun) throws -> FittedSchool {
    try requireEvidence(of: run)
    return try fittedAgain(run)
  }

  /// - Throws: `RerunError` where the students that a run was fitted to are not all known.
  private func requireEvidence(of run: ImputationRun) throws {
    guard run.isEstimated else { throw RerunError.notFitted(run: run.id) }
    let erased = try database.erasedRows(of: run.id)
    guard erased == 0 else { throw RerunError.erased(run: run.id, rows: erased) }
  }

  /// The school of a run by names alone, whose heights were not fitted.
  private func fittedWithoutHeights(_ run: ImputationRun) throws -> FittedSchool {
    guard let refusal = run.refusals.first else {
      throw StoreError.malformed(table: "imputation_run", detail: "row \(run.id): refusals")
    }
    return FittedSchool(
      without: refusal.reason,
      counted: try database.countedStudents(of: run),
      genders: run.genders,
      others: run.smallGenders.map { SmallGenders.Member(gender: $0.gender, known: $0.known) },
      assignment: try database.countedEvidence(of: run).evidence.assignment,
      options: try options(of: run)
    )
  }

  private func fittedAgain(_ run: ImputationRun) throws -> FittedSchool {
    guard let candidate = run.candidate, run.evaluation != nil else {
      throw RerunError.nothingHeldBack(run: run.id)
    }
    let (names, evidence) = try database.countedEvidence(of: run)
    let genders = run.genders
    let options = try options(of: run)
    let division = Division(
      candidate.stratification,
      names: names,
      evidence: evidence,
      references: HeightReference(run.reference, genders: genders)?
        .priors(of: options.ages(of: candidate.stratification, names: names)) ?? []
    )
    let choice: ModelChoice
    do throws(FitRefusal) {
      choice = try ModelChoice(
        candidate,
        division,
        options: options,
        isTested: run.likelihoodRatio != nil
      )
    } catch {
      throw ImputeError.nothingToLearnFrom(error, genders: genders)
    }
    let others = run.smallGenders.map { SmallGenders.Member(gender: $0.gender, known: $0.known) }
    return FittedSchool(choice, genders: genders, others: others, options: options)
  }

  /// What a run was asked for.
  private func options(of run: ImputationRun) throws -> ImputeOptions {
    let malformed = StoreError.malformed(table: "imputation_run", detail: "row \(run.id)")
    let data = Data(run.settingsRequested.utf8)
    guard let words = try? JSONDecoder().decode([String: String].self, from: data),
      run.settings.seed >= 0, run.settings.maximumIterations >= 1, run.settings.tolerance > 0,
      (1...FitSettings.mostStarts).contains(run.settings.starts)
    else { throw malformed }
    var options = ImputeOptions()
    options.family = words["family"].flatMap(DensityFamily.init)
    options.variance = words["variance"].flatMap(VarianceStructure.init)
    options.missingness = words["missingness"].flatMap(Missingness.init)
    options.stratification = words["by"].flatMap(Stratification.init)
    options.learning = words["learn_from"].flatMap(ImputeOptions.Learning.init) ?? .auto
    options.readAges(words)
    options.names = words["names"].flatMap(NameCandidate.Use.init) ?? .off
    options.auditColumn = words["audit_by"]
    options.reference = run.reference
    options.seed = UInt64(run.settings.seed)
    options.starts = run.settings.starts
    options.folds = run.settings.folds ?? options.folds
    options.maximumIterations = run.settings.maximumIterations
    options.tolerance = run.settings.tolerance
    return options
  }
}

/// Why a run cannot be computed again.
package enum RerunError: Error, Equatable, CustomStringConvertible {
  case notFitted(run: Int64)
  /// It was fitted to what an engine had counted, which is not here to be counted anew.
  case counted(run: Int64)
  case nothingHeldBack(run: Int64)
  case needsNameReference(run: Int64)
  /// Some of what it was computed from was erased with students.
  case erased(run: Int64, rows: Int)

  package var description: String {
    switch self {
    case .notFitted(let run):
      "r\(run) was not fitted here: its parameters come from another run or from a file; name the "
        + "run that they come from (studentdb show r\(run))"
    case .counted(let run):
      "r\(run) was fitted to cells that an engine had counted: let it count again, and fit those cells "
        + "(studentdb impute --cells FILE)"
    case .needsNameReference(let run):
      "r\(run) used a reference table of names, which is not kept whole; run impute with --names and "
        + "the file as --name-reference"
    case .erased(let run, let rows):
      "r\(run) can no longer be computed again: \(rows) of the counts, words and cells that it rests "
        + "on went with students who were erased; what it says of the others still stands"
    case .nothingHeldBack(let run):
      "r\(run) was fitted without anybody held back, so that its evidence was not kept by folds"
    }
  }
}
