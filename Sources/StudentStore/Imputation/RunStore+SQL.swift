package import Mixture
import SQLite

extension SchoolDatabase {
  /// The newest run; nil where there is none.
  package func newestRun() throws -> Int64? {
    try connection.number("SELECT max(id) FROM imputation_run")
  }

  /// Whether there is a run of this number.
  package func hasRun(_ id: Int64) throws -> Bool {
    try connection.isTrue("SELECT EXISTS (SELECT 1 FROM imputation_run WHERE id = ?)", .integer(id))
  }

  /// The run whose suggestions count: the newest that passed its gate, else the newest.
  package func currentRun() throws -> Int64? {
    try connection.number("SELECT run FROM current_run")
  }

  /// The newest run before another that says something of students; nil where there is none.
  package func run(before id: Int64) throws -> Int64? {
    try connection.number(
      "SELECT max(id) FROM imputation_run WHERE id < ? AND origin IN ('fitted', 'scored')",
      .integer(id)
    )
  }

  /// One run with everything that was stored about it.
  ///
  /// - Throws: `StoreError.unknown` where there is none.
  package func run(_ id: Int64) throws -> ImputationRun {
    guard var run = try RunTables.run.records(of: id, "row \(id)", in: connection).first else {
      throw StoreError.unknown(kind: "run", id: "r\(id)")
    }
    run.id = id
    run.strata = try RunTables.fittedStratum.records(of: id, in: connection)
    let models = try RunTables.modelParameter.records(of: id, in: connection)
    let genders = Dictionary(grouping: models, by: \.owner)
    for place in run.strata.indices {
      run.strata[place].genders = genders[run.strata[place].name]?.map(\.value) ?? []
    }
    for row in try RunTables.iterationTrace.records(of: id, in: connection) {
      if let last = run.trace.last, last.stratum == row.stratum, last.start == row.start,
        last.step == row.step
      {
        run.trace[run.trace.count - 1].genders += row.genders
      } else {
        run.trace.append(row)
      }
    }
    return run
  }

  /// What a run learnt of names; nil where it uses none.
  ///
  /// - Throws: `StoreError.malformed` where the words are none of a model, as in a doctored file.
  package func learntNames(of run: ImputationRun) throws -> (learnt: LearntNames, model: NameModel)?
  {
    guard let usage = run.names, let learntCounts = usage.learnt else { return nil }
    let words = try RunTables.nameWord.records(of: run.id, in: connection).map { word in
      var word = word
      // An erased word is one that nobody has.
      if word.text.isEmpty { word.students = learntCounts.known.map { _ in 0 } }
      return word
    }
    guard let learnt = usage.learnt(words), let model = learnt.model else {
      throw StoreError.malformed(table: "name_word", detail: "run r\(run.id)")
    }
    return (learnt, model)
  }

  /// Stores a run with its input, its parameters, its trace, its posteriors and one imputation for
  /// every student whose gender is missing and not yet decided.
  ///
  /// - Parameters:
  ///   - draft: The run.
  ///   - school: What it was fitted to; compared with the students as they are now.
  ///   - act: What this is part of.
  ///   - write: Adds every batch of the writer to it, in order.
  /// - Returns: The run as it was stored.
  /// - Throws: `StoreError.evidenceChanged` where somebody changed the students meanwhile, and what
  ///   `write` throws.
  package func record(
    _ draft: RunDraft,
    of school: CountedSchool,
    act: Act,
    writing write: (ImputationWriter) throws -> Void
  ) throws -> ImputationRun {
    let school = try confirmed(school)
    let id = try insert(draft, of: school.census, act: act)
    let imputations = try ImputationWriter(connection, run: id, draft: draft, school: school)
    try withoutRowGuards(of: .imputation) {
      try connection.withCache(.narrow) { try write(imputations) }
    }
    if let range = try imputations.finish() { act.cover(range) }
    act.imputedStandings = (id, imputations.standings)
    return try self.run(id)
  }

  /// Stores a run that was fitted to cells which an engine has counted: all but imputations, as its
  /// students are not in this file.
  ///
  /// - Parameters:
  ///   - draft: The run.
  ///   - census: The cells.
  ///   - act: What this is part of.
  /// - Returns: The run as it was stored.
  /// - Throws: what writing to the database throws.
  package func record(
    _ draft: RunDraft,
    counted census: EvidenceCensus,
    act: Act
  ) throws -> ImputationRun {
    if let source = draft.run.countedFrom {
      act.note("counted_by", .text(source.dialect))
      act.note("rows", .integer(Int64(source.students)))
    }
    return try run(insert(draft, of: census, act: act))
  }

  /// Adds a run with its input and its posteriors.
  ///
  /// - Returns: Its number.
  private func insert(_ draft: RunDraft, of census: EvidenceCensus, act: Act) throws -> Int64 {
    var run = draft.run
    run.notImputed.merge(census.notImputed) { own, _ in own }
    let id = try insert(run, act: act)
    var salts = try SaltSource(act.context)
    try RunTables.countedEvidence
      .insert(draft.counted, run: id, salts: &salts, into: connection)
    if let names = draft.names {
      try RunTables.nameWord
        .insert(names.learnt.words, run: id, salts: &salts, into: connection)
    }
    try RunTables.evidenceCell.insert(draft.cells, run: id, salts: &salts, into: connection)
    let probabilities = draft.cells.enumerated().lazy.flatMap { place, cell in
      cell.probabilities.map { Owned(owner: Int64(place + 1), value: $0) }
    }
    try RunTables.cellProbability.insert(probabilities, run: id, salts: &salts, into: connection)
    return id
  }

  /// Stores a model that came from a file, as a run that infers nothing.
  package func record(_ file: ModelFile, label: String?, act: Act) throws -> ImputationRun {
    var run = try file.imported()
    run.label = label
    return try self.run(try insert(run, act: act))
  }

  /// Adds what a run says by itself, and registers it and all its rows with the act.
  ///
  /// - Returns: Its number.
  private func insert(_ run: ImputationRun, act: Act) throws -> Int64 {
    let id = try connection.nextNumber("SELECT coalesce(max(id), 0) + 1 FROM imputation_run")
    var run = run
    run.actor = act.context.actor
    run.createdAt = act.time
    run.programVersion = act.context.programVersion
    var salts = try SaltSource(act.context)
    try RunTables.run.insert(run, run: id, salt: try salts.nextSalt(), into: connection)
    try RunTables.fittedStratum.insert(run.strata, run: id, salts: &salts, into: connection)
    let models = run.strata.flatMap { stratum in
      stratum.genders.map { Owned(owner: stratum.name, value: $0) }
    }
    try RunTables.modelParameter.insert(models, run: id, salts: &salts, into: connection)
    let steps = run.trace.lazy.flatMap { step in
      step.genders.map { gender in
        var row = step
        row.genders = [gender]
        return row
      }
    }
    try RunTables.iterationTrace.insert(steps, run: id, salts: &salts, into: connection)
    act.note("run", .text("r\(id)"))
    act.note("status", .text(run.summary.status))
    act.note("gate", .text(run.passedGate ? "passed" : "refused"))
    act.note("imputed", .integer(Int64(run.imputed)))
    act.cover(.imputationRun, row: id)
    for table in RunTables.ofManyRows { act.cover(table, keys: id...id) }
    return id
  }
}

extension EvidenceCensus {
  /// Those without a proposal, by reasons that only the whole school tells.
  fileprivate var notImputed: [String: Int] {
    // Those without a height are among the names alone.
    let decided =
      names.map { names in
        names.cells.reduce(0) {
          $0 + (names.parents[Int($1.parent)].isDecided ? Int($1.count) : 0)
        }
      } ?? divisions.first?.evidence.cells.reduce(0) { $0 + ($1.isDecided ? $1.count : 0) } ?? 0
    guard decided > 0 else { return notInferable }
    return ["already_decided": decided].merging(notInferable) { $1 }
  }
}
