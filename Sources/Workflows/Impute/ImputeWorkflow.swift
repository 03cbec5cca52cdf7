import Mixture
package import StudentStore

/// Infers the missing genders: counts the evidence, compares the models, fits the best, asks the
/// gate, and writes the run with all it found in one transaction.
///
/// Nothing is locked while models are fitted; the writing transaction first makes sure that the
/// students are still those that were counted. The students themselves are not touched.
package struct ImputeWorkflow {
  private let database: SchoolDatabase
  private let context: WorkContext

  package init(_ database: SchoolDatabase, context: WorkContext) {
    self.database = database
    self.context = context
  }

  /// Chooses and fits a model, and stores it as a new run.
  ///
  /// - Parameters:
  ///   - options: What to choose from.
  ///   - parent: The run whose options they are; nil where they are asked for anew.
  ///   - mode: Whether to keep what is written.
  /// - Returns: The run as it was stored.
  /// - Throws: `ImputeError` where there is nothing to learn from, `StoreError.evidenceChanged`
  ///   where the students changed meanwhile.
  package func run(
    _ options: ImputeOptions,
    rerunning parent: Int64? = nil,
    mode: SchoolDatabase.Mode = .keep
  ) throws -> ImputationRun {
    let (school, fitted) = try fit(options, isRerun: parent != nil)
    var draft = fitted.draft()
    draft.run.missingShares = MissingShares(school.census).all
    draft.run.label = options.label
    draft.run.parent = parent
    var run = try database.write(.impute, context: context, mode: mode) { act in
      try database.record(draft, of: school, act: act)
    }
    run.roundedHeights = school.census.roundedHeights
    run.nameHint = try hint(beside: fitted, options)
    return run
  }

  /// Chooses and fits a model to cells that an engine has counted, and stores it as a new run.
  ///
  /// It says something of every cell, and nothing of students in this file.
  ///
  /// - Parameters:
  ///   - options: What to choose from; names are no evidence here.
  ///   - cells: The cells.
  ///   - mode: Whether to keep what is written.
  /// - Returns: The run as it was stored.
  /// - Throws: `ImputeError` where there is nothing to learn from.
  package func run(
    _ options: ImputeOptions,
    cells: CountedCells,
    mode: SchoolDatabase.Mode = .keep
  ) throws -> ImputationRun {
    precondition(options.names == .off, "cells have no names")
    let census = try cells.census(
      by: options.stratifications,
      assignment: FoldAssignment(folds: options.folds, seed: options.seed)
    )
    var draft = try fit(census, options, isOfThisFile: false).draft()
    draft.run.origin = "counted"
    draft.run.countedFrom = cells.source
    draft.run.missingShares = MissingShares(census).all
    draft.run.label = options.label
    return try database.write(.impute, context: context, mode: mode) { act in
      try database.record(draft, counted: census, act: act)
    }
  }

  /// Compares the models and predicts held-back students; nothing is stored.
  ///
  /// - Parameter options: What to choose from.
  /// - Returns: What a run would find.
  /// - Throws: `ImputeError` where there is nothing to learn from.
  package func evaluate(_ options: ImputeOptions) throws -> ImputationRun {
    let fitted = try fit(options).fitted
    var run = fitted.draft().run
    run.nameHint = try hint(beside: fitted, options)
    return run
  }

  /// What names would bring where they were not asked for, on the students whose gender is known;
  /// nil where that is nothing, or the school is large.
  private func hint(beside fitted: FittedSchool, _ options: ImputeOptions) throws -> NameUsage? {
    // Counted as the run was, whose own options know the reference that it found as well.
    guard let census = try censusOfHint(options) else { return nil }
    var named = fitted
    named.options.names = .endings
    // The folds are drawn anew where names are counted: who is held back with a name must be held back
    // with the height too.
    let school = try ModelledSchool(census, options: named.options)
    let division = school.divisions.first { $0.stratification == fitted.division.stratification }
    guard let division else { return nil }
    named.division = division
    return NameUse(census, named).flatMap { $0.learnt == nil ? nil : $0.usage }
  }

  /// The same where there is no model of heights, as the refusal of it says.
  private func hint(
    without refusal: FitRefusal,
    _ genders: [String],
    _ options: ImputeOptions
  ) throws -> NameUsage? {
    guard let census = try censusOfHint(options) else { return nil }
    var named = options
    named.names = .endings
    let fitted = try? FittedSchool(byNamesOf: census, without: refusal, genders, options: named)
    return fitted.flatMap { NameUse(census, $0) }.flatMap {
      $0.learnt == nil || !$0.usage.namesAreProven ? nil : $0.usage
    }
  }

  /// The students with their names, where names were not asked for; nil where a hint is not worth it.
  private func censusOfHint(_ options: ImputeOptions) throws -> EvidenceCensus? {
    // A difference of numbers that SQLite never gives by itself can be too large to be one.
    guard options.names == .off, let numbers = try database.studentNumbers(),
      numbers.lowerBound >= 0, numbers.upperBound - numbers.lowerBound < Self.mostHinted
    else { return nil }
    return try EvidenceCount(
      by: options.stratifications,
      assignment: FoldAssignment(folds: options.folds, seed: options.seed),
      countsNames: true
    ).school(in: database).census
  }

  /// In a larger school the hint would cost more than the answer.
  private static let mostHinted: Int64 = 20_000

  private func fit(
    _ options: ImputeOptions,
    isRerun: Bool = false
  ) throws -> (CountedSchool, fitted: FittedSchool) {
    let counted = try EvidenceCount(
      by: options.stratifications,
      assignment: FoldAssignment(folds: options.folds, seed: options.seed),
      countsNames: options.names != .off
    ).school(in: database, progress: context.progress)
    return (counted, try fit(counted.census, options, isRerun: isRerun))
  }

  /// - Parameters:
  ///   - census: The students.
  ///   - options: What to choose from.
  ///   - isRerun: Whether it was asked before.
  ///   - isOfThisFile: Whether the students are those of the database.
  /// - Returns: The model.
  /// - Throws: `ImputeError` where there is nothing to learn from.
  private func fit(
    _ census: EvidenceCensus,
    _ options: ImputeOptions,
    isRerun: Bool = false,
    isOfThisFile: Bool = true
  ) throws -> FittedSchool {
    if let wanted = options.stratification, census.hasHeights,
      census.division(by: wanted) == nil
    {
      throw ImputeError.cannotDivide(by: wanted.rawValue)
    }
    if !options.reference.isEmpty, census.hasHeights, census.division(by: .age) == nil,
      !options.saysAges
    {
      throw ImputeError.referenceWithoutAges
    }
    // A run that is asked for again keeps the ages of classes that are gone.
    if !isRerun, let classes = census.division(by: .group) {
      let unknown = options.ages.keys.filter { !classes.names.contains($0) }.sorted()
      guard unknown.isEmpty else {
        throw ImputeError.unknownClasses(unknown, known: classes.names.compactMap(\.self).sorted())
      }
    }
    let options = options.servingReference(census)
    guard isOfThisFile else { return try fittedToHeights(census, options: options) }
    var fitted = try fitted(census, options: options)
    if let known = options.nameReference?.table.genders,
      fitted.genders.count(where: { known.contains($0) }) < 2
    {
      throw ImputeError.nameReferenceLacks(genders: fitted.genders, known: known)
    }
    if options.names != .off {
      let audited = try options.auditColumn.map {
        try AuditedColumn($0, of: census, in: database)
      }
      fitted.names = NameUse(census, fitted, judgingBy: audited)
    }
    return fitted
  }

  /// Fits a model to the heights or, where names are to be used and none can be fitted, none.
  private func fitted(_ census: EvidenceCensus, options: ImputeOptions) throws -> FittedSchool {
    do {
      return try fittedToHeights(census, options: options)
    } catch let ImputeError.nothingToLearnFrom(refusal, genders) {
      guard options.names == .off else {
        return try FittedSchool(byNamesOf: census, without: refusal, genders, options: options)
      }
      guard let hint = try hint(without: refusal, genders, options) else {
        throw ImputeError.nothingToLearnFrom(refusal, genders: genders)
      }
      throw ImputeError.heightsTeachNothing(refusal, genders: genders, names: hint)
    }
  }

  private func fittedToHeights(
    _ census: EvidenceCensus,
    options: ImputeOptions
  ) throws -> FittedSchool {
    let school = try ModelledSchool(census, options: options)
    do throws(FitRefusal) {
      return FittedSchool(
        try ModelChoice(school, options: options) { done, all in
          context.progress(WorkProgress(.modelsCompared, done: done, all: all))
        },
        genders: school.genders,
        others: school.others,
        options: options
      )
    } catch {
      throw ImputeError.nothingToLearnFrom(error, genders: school.genders)
    }
  }
}

extension ImputeOptions {
  /// The divisions to count.
  fileprivate var stratifications: [Stratification] {
    // A reference of heights by age is there to be used.
    stratification.map { [$0] }
      ?? (reference.isEmpty || saysAges ? Stratification.allCases : [.age])
  }
}
