import FoundationEssentials
import Mixture
import SQLite

extension SchoolDatabase {
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
    let id = try nextRun()
    let counts = draft.counts
    let notImputed = counts.notImputed(of: school.census)
    try insert(draft, counts, notImputed, digest: draft.inputDigest, id: id, act: act)
    var writer = RunWriter(
      connection,
      run: id,
      draft: draft,
      salts: try SaltSource(act.context)
    )
    try writer.insertInput()
    try writer.insertModel()
    try writer.insertTrace()
    let cells = try writer.insertPosteriors(counts.open)
    let imputations = try ImputationWriter(
      connection,
      run: id,
      cells: cells,
      draft: draft,
      school: school
    )
    try withoutRowGuards(of: .imputation) {
      try connection.withCache(.narrow) { try write(imputations) }
    }
    if let range = try imputations.finish() { act.cover(range) }
    finish(id, draft.summary.status, passed: draft.mayPropose, imputed: counts.imputed, act: act)
    return try run(id)
  }

  /// Says in the trail what was stored, and covers it.
  func finish(_ id: Int64, _ status: String, passed: Bool, imputed: Int, act: Act) {
    act.note("run", .text("r\(id)"))
    act.note("status", .text(status))
    act.note("gate", .text(passed ? "passed" : "refused"))
    act.note("imputed", .integer(Int64(imputed)))
    act.cover(.imputationRun, row: id)
    for table in [
      CoveredTable.gateRefusal, .countedEvidence, .priorHeight, .fittedStratum, .fitStart,
      .expectedTotal, .modelParameter, .iterationTrace, .iterationParameter, .evidenceCell,
      .cellProbability,
    ] {
      act.cover(table, keys: id...id)
    }
  }

  /// The number that the next run will have.
  func nextRun() throws -> Int64 {
    var statement = try connection.prepare("SELECT coalesce(max(id), 0) + 1 FROM imputation_run")
    return try statement.first { row in try row.nextNumber(at: 0) } ?? 1
  }

  private func insert(
    _ draft: RunDraft,
    _ counts: RunCounts,
    _ notImputed: [String: Int],
    digest: Digest,
    id: Int64,
    act: Act
  ) throws {
    let settings = draft.settings
    let assignment = draft.division.evidence.assignment
    let isEvaluated = draft.evaluation?.folds != nil
    try connection.run(
      """
      INSERT INTO imputation_run
        (id, label, origin, parent_run, learnt_from, family, degrees_of_freedom, variance,
         missingness, stratified_by, seed, start_count, maximum_iterations, tolerance, fold_count,
         fold_repeats, resolution_cm, settings_requested, prior_sha256, status, stop_reason,
         iterations, log_likelihood, bic, icl, likelihood_ratio, likelihood_ratio_p,
         recorded_count, missing_count, imputed, not_imputed, expected_wrong, input_digest,
         missing_shares, candidates, evaluation, sensitivity, gate, actor, created_at, program_version,
         salt)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
              ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      .integer(id),
      .optional(draft.label),
      .text(draft.origin.word),
      .optional(draft.origin.parent),
      .text(draft.candidate.method == .recorded ? "recorded" : "all"),
      .text(draft.candidate.family.rawValue),
      .optional(draft.summary.degreesOfFreedom),
      .text(draft.candidate.variance.rawValue),
      .text(draft.candidate.missingness.rawValue),
      .text(draft.candidate.stratification.rawValue),
      .integer(Int64(bitPattern: settings.seed)),
      .integer(Int64(settings.starts)),
      .integer(Int64(settings.maximumIterations)),
      .real(settings.tolerance),
      .optional(isEvaluated ? Int64(assignment.folds) : nil),
      .optional(isEvaluated ? Int64(assignment.repeats) : nil),
      .real(draft.division.evidence.resolution),
      .text(draft.requested),
      draft.reference.isEmpty ? .null : .blob(draft.referenceDigest.bytes),
      .text(draft.summary.status),
      .text(draft.summary.stopReason),
      .integer(Int64(draft.summary.iterations)),
      .real(draft.summary.logLikelihood),
      .real(draft.summary.bic),
      .real(draft.summary.icl),
      .optional(draft.missingness?.likelihoodRatio),
      .optional(draft.missingness?.pValue),
      .integer(Int64(counts.recorded)),
      .integer(Int64(counts.missing)),
      .integer(Int64(counts.imputed)),
      .text(try Self.json(notImputed)),
      .optional(counts.expectedWrong),
      .blob(digest.bytes),
      .text(try Self.json(draft.missingShares)),
      .text(try Self.json(draft.candidates)),
      .optional(try draft.evaluation.map { try Self.json($0) }),
      .text(try Self.json(draft.sensitivity)),
      .text(draft.mayPropose ? "passed" : "refused"),
      .text(act.context.actor),
      .text(act.time),
      .text(act.context.programVersion),
      .blob(try act.context.salt())
    )
    for (ordinal, refusal) in draft.refusals.enumerated() {
      try connection.run(
        """
        INSERT INTO gate_refusal (run, ordinal, stratum, code, message) VALUES (?, ?, ?, ?, ?)
        """,
        .integer(id),
        .integer(Int64(ordinal + 1)),
        .optional(refusal.stratum),
        .text(refusal.code),
        .text(refusal.message)
      )
    }
  }

  static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}

extension RunDraft {
  /// Whether anything may be proposed: to one stratum at least of those that have somebody without
  /// a gender or, where nobody is without, whether all might.
  package var mayPropose: Bool {
    let asked = strata.filter { !$0.fit.open.isEmpty }
    return asked.isEmpty
      ? strata.allSatisfy(\.mayPropose) : asked.contains(where: \.mayPropose)
  }

  /// What the run was fitted to: the students in their cells, and the reference.
  package var inputDigest: Digest {
    let counted = EvidenceCensus.Division(
      stratification: division.stratification,
      names: division.names,
      evidence: division.evidence
    )
    let students = counted.digest(genders: genders)
    guard !reference.isEmpty else { return students }
    var canonical = CanonicalBytes()
    canonical.append("studentdb evidence and reference 1")
    canonical.append(blob: students.bytes)
    canonical.append(blob: referenceDigest.bytes)
    return Digest(of: canonical.bytes)
  }

  /// SHA-256 over the reference's lines in canonical bytes.
  var referenceDigest: Digest {
    var canonical = CanonicalBytes()
    canonical.append("studentdb reference 1")
    for line in reference {
      canonical.append(line.age)
      canonical.append(line.gender)
      canonical.append(line.mean)
      canonical.append(line.standardDeviation)
    }
    return Digest(of: canonical.bytes)
  }
}

extension RunCounts {
  /// Those without a proposal, by reason, with what only the whole school tells.
  fileprivate func notImputed(of census: EvidenceCensus) -> [String: Int] {
    let decided = census.divisions.first?.evidence.cells.reduce(0) {
      $0 + ($1.isDecided ? $1.count : 0)
    }
    let early = (decided ?? 0) > 0 ? ["already_decided": decided ?? 0] : [:]
    return census.notInferable.merging(early) { $1 }.merging(notImputed) { $1 }
  }
}

/// A stratum and a height, to look a cell up by.
struct CellPlace: Hashable {
  let stratum: Int
  let height: Double
}
