import FoundationEssentials
import SQLite

extension SchoolDatabase {
  /// Stores a run with its parameters, its trace, its posteriors and one imputation for every
  /// student whose gender is missing and not yet decided.
  ///
  /// `cells`: the posterior of every height among the students whose gender is missing.
  /// `census`: what the run was fitted to; compared with the students as they are now.
  /// `dataVersion`: as it was when the census was taken.
  /// Returns the run with its id and the counts of what was stored.
  /// Throws `StoreError.evidenceChanged` where somebody changed the students meanwhile.
  package func record(
    _ draft: ImputationRun,
    cells: [EvidenceCell],
    census: EvidenceCensus,
    dataVersion: Int64,
    act: Act
  ) throws -> ImputationRun {
    if try self.dataVersion() != dataVersion, try evidenceCensus() != census {
      throw StoreError.evidenceChanged
    }
    var run = draft
    let id = try nextRun()
    run.id = id
    run.actor = act.context.actor
    run.createdAt = act.time
    run.programVersion = act.context.programVersion

    let open = try openCells(cells, census: census)
    let total = open.reduce(0) { $0 + $1.studentCount }
    if run.passedGate {
      run.imputed = total
      run.expectedWrong = open.reduce(0) { sum, cell in
        sum + (1 - cell.evidence.suggestion.confidence) * Double(cell.studentCount)
      }
    } else {
      run.imputed = 0
      run.expectedWrong = nil
      if total > 0 { run.notImputed["gate_refused"] = total }
    }
    let decided = census.missingCount - total
    if decided > 0 { run.notImputed["already_decided"] = decided }

    try insert(run, id: id)
    try insertModel(of: run, id: id)
    try insertTrace(of: run, id: id)
    for cell in open { try insert(cell, run: id) }
    var writer = try ImputationWriter(connection, run: id, cells: open)
    if let range = try withoutRowGuards(of: .imputation, { try writer.writeAll() }) {
      act.cover(range)
    }
    act.note("run", .text("r\(id)"))
    act.note("status", .text(run.status))
    act.note("gate", .text(run.passedGate ? "passed" : "refused"))
    act.note("imputed", .integer(Int64(run.imputed)))
    act.cover(.imputationRun, row: id)
    for table in [
      CoveredTable.gateRefusal, .modelParameter, .iterationTrace, .iterationParameter,
      .evidenceCell, .evidenceProbability,
    ] {
      act.cover(table, keys: id...id)
    }
    return run
  }

  private func nextRun() throws -> Int64 {
    var statement = try connection.prepare("SELECT coalesce(max(id), 0) + 1 FROM imputation_run")
    return try statement.first { row in try row.integer(at: 0) } ?? 1
  }

  /// The cells that hold a student who is not decided yet, numbered from 1.
  private func openCells(
    _ cells: [EvidenceCell],
    census: EvidenceCensus
  ) throws -> [NumberedCell] {
    var counts: [UInt64: Int] = [:]
    for cell in census.cells where cell.gender == nil {
      counts[cell.height.bitPattern] = cell.count
    }
    var statement = try connection.prepare(
      """
      SELECT student.height_cm FROM current_decision
      JOIN standing_student AS student ON student.id = current_decision.student
      WHERE current_decision.gender IS NOT NULL AND student.gender_status = 'missing'
        AND student.height_cm IS NOT NULL
      """
    )
    try statement.forEachRow { row in
      counts[try row.real(at: 0).bitPattern, default: 0] -= 1
    }
    var open: [NumberedCell] = []
    for cell in cells {
      let count = counts[cell.height.bitPattern] ?? 0
      guard count >= 0 else { throw StoreError.evidenceChanged }
      if count > 0 {
        open.append(
          NumberedCell(number: Int64(open.count + 1), evidence: cell, studentCount: count)
        )
      }
    }
    return open
  }

  private func insert(_ run: ImputationRun, id: Int64) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let notImputed = String(decoding: try encoder.encode(run.notImputed), as: UTF8.self)
    let settings = run.settings
    try connection.run(
      """
      INSERT INTO imputation_run
        (id, label, parent_run, family, variance, missingness, stratified_by, seed, start_count,
         maximum_iterations, tolerance, fold_count, resolution_cm, settings_requested,
         prior_sha256, status, stop_reason, iterations, log_likelihood, bic, recorded_count,
         missing_count, imputed, not_imputed, expected_wrong, input_digest, candidates, evaluation,
         gate, actor, created_at, program_version)
      VALUES (?, ?, NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
              NULL, NULL, ?, ?, ?, ?)
      """,
      .integer(id),
      .optional(run.label),
      .text(settings.family),
      .text(settings.variance),
      .text(settings.missingness),
      .text(settings.stratifiedBy),
      .integer(settings.seed),
      .integer(Int64(settings.starts)),
      .integer(Int64(settings.maximumIterations)),
      .real(settings.tolerance),
      .optional(settings.folds.map { Int64($0) }),
      .real(settings.resolutionCentimetres),
      .text(run.settingsRequested),
      .text(run.status),
      .text(run.stopReason),
      .integer(Int64(run.iterations)),
      .real(run.logLikelihood),
      .real(run.bic),
      .integer(Int64(run.recordedCount)),
      .integer(Int64(run.missingCount)),
      .integer(Int64(run.imputed)),
      .text(notImputed),
      .optional(run.expectedWrong),
      .blob(run.inputDigest.bytes),
      .text(run.passedGate ? "passed" : "refused"),
      .text(run.actor),
      .text(run.createdAt),
      .text(run.programVersion)
    )
    for (ordinal, refusal) in run.refusals.enumerated() {
      try connection.run(
        """
        INSERT INTO gate_refusal (run, ordinal, stratum, code, message) VALUES (?, ?, NULL, ?, ?)
        """,
        .integer(id),
        .integer(Int64(ordinal + 1)),
        .text(refusal.code),
        .text(refusal.message)
      )
    }
  }

  private func insertModel(of run: ImputationRun, id: Int64) throws {
    for stratum in run.strata {
      for gender in stratum.genders {
        let estimates = [
          ("recorded_count", Double(gender.recorded)), ("weight", gender.weight),
          ("mean_cm", gender.meanCentimetres), ("variance_cm2", gender.variance),
        ]
        for (parameter, estimate) in estimates {
          try connection.run(
            """
            INSERT INTO model_parameter (run, stratum, gender, parameter, estimate)
            VALUES (?, ?, ?, ?, ?)
            """,
            .integer(id),
            .text(stratum.name ?? ""),
            .text(gender.gender),
            .text(parameter),
            .real(estimate)
          )
        }
      }
    }
  }

  private func insertTrace(of run: ImputationRun, id: Int64) throws {
    for step in run.trace {
      let key: [SQLiteValue] = [
        .integer(id), .text(step.stratum ?? ""), .integer(Int64(step.start)),
        .integer(Int64(step.step)),
      ]
      try connection.run(
        """
        INSERT INTO iteration_trace (run, stratum, start, step, log_likelihood, largest_change)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        key + [.real(step.logLikelihood), .optional(step.largestChange)]
      )
      for gender in step.genders {
        try connection.run(
          """
          INSERT INTO iteration_parameter
            (run, stratum, start, step, gender, weight, mean_cm, variance_cm2)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
          key + [
            .text(gender.gender), .real(gender.weight), .real(gender.meanCentimetres),
            .real(gender.variance),
          ]
        )
      }
    }
  }

  private func insert(_ cell: NumberedCell, run: Int64) throws {
    let evidence = cell.evidence
    let suggestion = evidence.suggestion
    try connection.run(
      """
      INSERT INTO evidence_cell
        (run, cell, stratum, height_cm, student_count, gender, confidence)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      .integer(run),
      .integer(cell.number),
      .text(evidence.stratum ?? ""),
      .real(evidence.height),
      .integer(Int64(cell.studentCount)),
      .text(suggestion.gender),
      .real(suggestion.confidence)
    )
    for (gender, probability) in evidence.probabilities {
      try connection.run(
        """
        INSERT INTO evidence_probability (run, cell, gender, probability) VALUES (?, ?, ?, ?)
        """,
        .integer(run),
        .integer(cell.number),
        .text(gender),
        .real(probability)
      )
    }
  }
}

/// A cell with its number in the run and the students who are in it and not decided yet.
struct NumberedCell {
  let number: Int64
  let evidence: EvidenceCell
  let studentCount: Int
}
