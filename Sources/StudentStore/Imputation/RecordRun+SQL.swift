import FoundationEssentials
import SQLite

extension SchoolDatabase {
  /// Stores a run with its parameters, its trace, its posteriors and one imputation for every
  /// student whose gender is missing and not yet decided.
  ///
  /// - Parameters:
  ///   - cells: the posterior of every height among the students whose gender is missing.
  ///   - census: what the run was fitted to; compared with the students as they are now.
  ///   - dataVersion: as it was when the census was taken.
  /// - Returns: the run with its id and the counts of what was stored.
  /// - Throws: `StoreError.evidenceChanged` where somebody changed the students meanwhile.
  package func record(
    _ draft: ImputationRun, cells: [EvidenceCell], census: EvidenceCensus, dataVersion: Int64,
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

    let assignment = try assign(students: cells)
    if run.passedGate {
      run.imputed = assignment.total
      run.expectedWrong = assignment.expectedWrong(cells)
    } else {
      run.imputed = 0
      run.expectedWrong = nil
      if assignment.total > 0 { run.notImputed["gate_refused"] = assignment.total }
    }
    if assignment.decided > 0 { run.notImputed["already_decided"] = assignment.decided }

    try insert(run, id: id)
    try insertModel(of: run, id: id)
    try insertTrace(of: run, id: id)
    try withoutRowGuards(of: .imputation) {
      try insertImputations(cells, assignment: assignment, run: id)
    }
    act.note("run", .text("r\(id)"))
    act.note("status", .text(run.status))
    act.note("gate", .text(run.passedGate ? "passed" : "refused"))
    act.note("imputed", .integer(Int64(run.imputed)))
    act.cover(.imputationRun, row: id)
    for table in [
      CoveredTable.gateRefusal, .modelParameter, .iterationTrace, .iterationParameter,
      .evidenceCell, .evidenceProbability, .imputation,
    ] {
      act.cover(table, keys: id...id)
    }
    return run
  }

  private func nextRun() throws -> Int64 {
    var statement = try connection.prepare("SELECT coalesce(max(id), 0) + 1 FROM imputation_run")
    return try statement.first { row in try row.integer(at: 0) } ?? 1
  }

  /// Which students fall into which cell.
  private struct Assignment {
    var students: [[Int64]]
    var total = 0
    var decided = 0

    func expectedWrong(_ cells: [EvidenceCell]) -> Double {
      zip(cells, students).reduce(0) { sum, pair in
        sum + (1 - pair.0.suggestion.confidence) * Double(pair.1.count)
      }
    }
  }

  private func assign(students cells: [EvidenceCell]) throws -> Assignment {
    var assignment = Assignment(students: Array(repeating: [], count: cells.count))
    var cellOfHeight: [UInt64: Int] = [:]
    for (index, cell) in cells.enumerated() {
      cellOfHeight[cell.height.bitPattern] = index
    }
    let decided = try decidedStudents()
    var statement = try connection.prepare(
      """
      SELECT id, height_cm FROM student
      WHERE gender IS NULL AND gender_status = 'missing' AND height_cm IS NOT NULL
      """)
    try statement.forEachRow { row in
      let student = try row.integer(at: 0)
      guard let cell = cellOfHeight[try row.real(at: 1).bitPattern] else {
        throw StoreError.evidenceChanged
      }
      guard !decided.contains(student) else {
        assignment.decided += 1
        return
      }
      assignment.students[cell].append(student)
      assignment.total += 1
    }
    return assignment
  }

  private func decidedStudents() throws -> Set<Int64> {
    var decided: Set<Int64> = []
    var statement = try connection.prepare(
      "SELECT student FROM current_decision WHERE gender IS NOT NULL")
    try statement.forEachRow { row in decided.insert(try row.integer(at: 0)) }
    return decided
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
      .integer(id), .optional(run.label), .text(settings.family), .text(settings.variance),
      .text(settings.missingness), .text(settings.stratifiedBy), .integer(settings.seed),
      .integer(Int64(settings.starts)), .integer(Int64(settings.maximumIterations)),
      .real(settings.tolerance), .optional(settings.folds.map { Int64($0) }),
      .real(settings.resolutionCentimetres), .text(run.settingsRequested), .text(run.status),
      .text(run.stopReason), .integer(Int64(run.iterations)), .real(run.logLikelihood),
      .real(run.bic), .integer(Int64(run.recordedCount)), .integer(Int64(run.missingCount)),
      .integer(Int64(run.imputed)), .text(notImputed), .optional(run.expectedWrong),
      .blob(run.inputDigest.bytes), .text(run.passedGate ? "passed" : "refused"),
      .text(run.actor), .text(run.createdAt), .text(run.programVersion))
    for (ordinal, refusal) in run.refusals.enumerated() {
      try connection.run(
        """
        INSERT INTO gate_refusal (run, ordinal, stratum, code, message) VALUES (?, ?, NULL, ?, ?)
        """,
        .integer(id), .integer(Int64(ordinal + 1)), .text(refusal.code), .text(refusal.message))
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
            .integer(id), .text(stratum.name ?? ""), .text(gender.gender), .text(parameter),
            .real(estimate))
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
        key + [.real(step.logLikelihood), .optional(step.largestChange)])
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
          ])
      }
    }
  }

  private func insertImputations(
    _ cells: [EvidenceCell], assignment: Assignment, run: Int64
  ) throws {
    var insert = try connection.prepare(
      "INSERT INTO imputation (student, run, cell) VALUES (?, ?, ?)")
    var members: [(student: Int64, cell: Int64)] = []
    members.reserveCapacity(assignment.total)
    var number: Int64 = 0
    for (cell, students) in zip(cells, assignment.students) where !students.isEmpty {
      number += 1
      try self.insert(cell, number: number, studentCount: students.count, run: run)
      for student in students { members.append((student, number)) }
    }
    // In the order of the table's key, so that the tree grows at its end only.
    members.sort { $0.student < $1.student }
    try insert.bind(run, at: 2)
    for member in members {
      try insert.bind(member.student, at: 1)
      try insert.bind(member.cell, at: 3)
      try insert.run()
    }
  }

  private func insert(
    _ cell: EvidenceCell, number: Int64, studentCount: Int, run: Int64
  ) throws {
    let suggestion = cell.suggestion
    try connection.run(
      """
      INSERT INTO evidence_cell
        (run, cell, stratum, height_cm, student_count, gender, confidence)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      .integer(run), .integer(number), .text(cell.stratum ?? ""), .real(cell.height),
      .integer(Int64(studentCount)), .text(suggestion.gender), .real(suggestion.confidence))
    for (gender, probability) in cell.probabilities {
      try connection.run(
        """
        INSERT INTO evidence_probability (run, cell, gender, probability) VALUES (?, ?, ?, ?)
        """,
        .integer(run), .integer(number), .text(gender), .real(probability))
    }
  }
}
