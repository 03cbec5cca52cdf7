import FoundationEssentials
import SQLite

extension SchoolDatabase {
  /// The newest run, or the newest that passed its gate.
  ///
  /// - Returns: nil where nothing was imputed yet.
  package func newestRun(passed: Bool = false) throws -> Int64? {
    var statement = try connection.prepare(
      "SELECT max(id) FROM imputation_run WHERE ?1 = 0 OR gate = 'passed'"
    )
    return try statement.first(binding: .integer(passed ? 1 : 0)) { row in
      try row.optionalInteger(at: 0)
    } ?? nil
  }

  /// The run whose suggestions count: the newest that passed its gate, else the newest.
  package func currentRun() throws -> Int64? {
    var statement = try connection.prepare("SELECT run FROM current_run")
    return try statement.first { row in try row.integer(at: 0) }
  }

  /// One run with everything that was stored about it.
  ///
  /// - Throws: `StoreError.unknown` where there is none.
  package func run(_ id: Int64) throws -> ImputationRun {
    var statement = try connection.prepare(
      """
      SELECT label, family, variance, missingness, stratified_by, seed, start_count,
        maximum_iterations, tolerance, fold_count, resolution_cm, settings_requested, status,
        stop_reason, iterations, log_likelihood, bic, recorded_count, missing_count, imputed,
        not_imputed, expected_wrong, input_digest, actor, created_at, program_version
      FROM imputation_run WHERE id = ?
      """
    )
    let refusals = try refusals(of: id)
    let strata = try strata(of: id)
    let trace = try trace(of: id)
    let run = try statement.first(binding: .integer(id)) { row in
      let notImputed = Data(try row.text(at: 20).utf8)
      guard let digest = Digest(reading: try row.blob(at: 22)),
        let counts = try? JSONDecoder().decode([String: Int].self, from: notImputed)
      else { throw StoreError.malformed(table: "imputation_run", detail: "row \(id)") }
      let settings = ImputationRun.Settings(
        family: try row.text(at: 1),
        variance: try row.text(at: 2),
        missingness: try row.text(at: 3),
        stratifiedBy: try row.text(at: 4),
        seed: try row.integer(at: 5),
        starts: Int(try row.integer(at: 6)),
        maximumIterations: Int(try row.integer(at: 7)),
        tolerance: try row.real(at: 8),
        folds: try row.optionalInteger(at: 9).map { Int($0) },
        resolutionCentimetres: try row.real(at: 10)
      )
      var run = ImputationRun(
        label: try row.optionalText(at: 0),
        settings: settings,
        settingsRequested: try row.text(at: 11),
        status: try row.text(at: 12),
        stopReason: try row.text(at: 13),
        iterations: Int(try row.integer(at: 14)),
        logLikelihood: try row.real(at: 15),
        bic: try row.real(at: 16),
        strata: strata,
        trace: trace,
        refusals: refusals,
        inputDigest: digest,
        recordedCount: Int(try row.integer(at: 17)),
        missingCount: Int(try row.integer(at: 18)),
        imputed: Int(try row.integer(at: 19)),
        notImputed: counts,
        expectedWrong: try row.optionalReal(at: 21)
      )
      run.id = id
      run.actor = try row.text(at: 23)
      run.createdAt = try row.text(at: 24)
      run.programVersion = try row.text(at: 25)
      return run
    }
    guard let run else { throw StoreError.unknown(kind: "run", id: "r\(id)") }
    return run
  }

  private func refusals(of run: Int64) throws -> [ImputationRun.Refusal] {
    var statement = try connection.prepare(
      "SELECT code, message FROM gate_refusal WHERE run = ? ORDER BY ordinal"
    )
    return try statement.map(binding: .integer(run)) { row in
      ImputationRun.Refusal(code: try row.text(at: 0), message: try row.text(at: 1))
    }
  }

  private func strata(of run: Int64) throws -> [ImputationRun.Stratum] {
    var missing: [String: Int] = [:]
    var counts = try connection.prepare(
      "SELECT stratum, sum(student_count) FROM evidence_cell WHERE run = ? GROUP BY stratum"
    )
    try counts.forEachRow(binding: .integer(run)) { row in
      missing[try row.text(at: 0)] = Int(try row.integer(at: 1))
    }
    var estimates: [(stratum: String, gender: String, values: [String: Double])] = []
    var statement = try connection.prepare(
      """
      SELECT stratum, gender, parameter, estimate FROM model_parameter WHERE run = ?
      ORDER BY stratum, gender
      """
    )
    try statement.forEachRow(binding: .integer(run)) { row in
      let (stratum, gender) = (try row.text(at: 0), try row.text(at: 1))
      if estimates.last?.stratum != stratum || estimates.last?.gender != gender {
        estimates.append((stratum, gender, [:]))
      }
      estimates[estimates.count - 1].values[try row.text(at: 2)] = try row.real(at: 3)
    }
    var strata: [(name: String, genders: [ImputationRun.GenderModel])] = []
    for estimate in estimates {
      guard let weight = estimate.values["weight"], let mean = estimate.values["mean_cm"],
        let variance = estimate.values["variance_cm2"],
        let recorded = Int(exactly: estimate.values["recorded_count"] ?? 0)
      else { throw StoreError.malformed(table: "model_parameter", detail: "run \(run)") }
      if strata.last?.name != estimate.stratum { strata.append((estimate.stratum, [])) }
      strata[strata.count - 1].genders.append(
        ImputationRun.GenderModel(
          gender: estimate.gender,
          recorded: recorded,
          weight: weight,
          meanCentimetres: mean,
          variance: variance
        )
      )
    }
    return strata.map { stratum in
      ImputationRun.Stratum(
        name: stratum.name.isEmpty ? nil : stratum.name,
        missing: missing[stratum.name] ?? 0,
        genders: stratum.genders
      )
    }
  }

  private func trace(of run: Int64) throws -> [ImputationRun.TraceStep] {
    var genders: [String: [ImputationRun.GenderModel]] = [:]
    var parameters = try connection.prepare(
      """
      SELECT stratum, start, step, gender, weight, mean_cm, variance_cm2
      FROM iteration_parameter WHERE run = ? ORDER BY stratum, start, step, gender
      """
    )
    try parameters.forEachRow(binding: .integer(run)) { row in
      let key = "\(try row.integer(at: 1)) \(try row.integer(at: 2)) \(try row.text(at: 0))"
      genders[key, default: []].append(
        ImputationRun.GenderModel(
          gender: try row.text(at: 3),
          recorded: 0,
          weight: try row.real(at: 4),
          meanCentimetres: try row.real(at: 5),
          variance: try row.real(at: 6)
        )
      )
    }
    var steps = try connection.prepare(
      """
      SELECT stratum, start, step, log_likelihood, largest_change
      FROM iteration_trace WHERE run = ? ORDER BY stratum, start, step
      """
    )
    return try steps.map(binding: .integer(run)) { row in
      let (stratum, start, step) = (
        try row.text(at: 0), try row.integer(at: 1), try row.integer(at: 2)
      )
      return ImputationRun.TraceStep(
        stratum: stratum.isEmpty ? nil : stratum,
        start: Int(start),
        step: Int(step),
        logLikelihood: try row.real(at: 3),
        largestChange: try row.optionalReal(at: 4),
        genders: genders["\(start) \(step) \(stratum)"] ?? []
      )
    }
  }
}
