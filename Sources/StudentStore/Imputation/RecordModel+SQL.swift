import Mixture
import SQLite

extension SchoolDatabase {
  /// Stores a model that came from a file, as a run that infers nothing.
  ///
  /// - Throws: `ModelFileError` where the file says what cannot be.
  package func record(_ file: ModelFile, label: String?, act: Act) throws -> ImputationRun {
    let id = try nextRun()
    guard let digest = Digest(hexadecimal: file.inputDigest) else {
      throw ModelFileError.impossible("input_digest")
    }
    let passed = !file.strata.allSatisfy { isRefused($0.stratum, in: file) }
    try connection.run(
      """
      INSERT INTO imputation_run
        (id, label, origin, learnt_from, family, degrees_of_freedom, variance, missingness,
         stratified_by, seed, start_count, maximum_iterations, tolerance, resolution_cm,
         settings_requested, status, stop_reason, iterations, log_likelihood, bic, icl,
         recorded_count, missing_count, imputed, not_imputed, input_digest, missing_shares,
         candidates, evaluation, gate, actor, created_at, program_version, salt)
      VALUES (?, ?, 'imported', ?, ?, ?, ?, ?, ?, 0, 1, 1, 1.0, ?, '{"model":"imported"}', 'converged',
              ?, 0, 0.0, 0.0, 0.0, ?, 0, 0, '{}', ?, '[]', '[]', ?, ?, ?, ?, ?, ?)
      """,
      .integer(id),
      .optional(label),
      .text(file.learntFrom),
      .text(file.family),
      .optional(file.degreesOfFreedom),
      .text(file.variance),
      .text(file.missingness),
      .text(file.stratifiedBy),
      .real(file.resolutionCentimetres),
      .text("read from a model, \(file.run) of \(file.madeAt)"),
      .integer(Int64(file.recordedCount)),
      .blob(digest.bytes),
      .optional(try file.evaluation.map { try Self.json($0) }),
      .text(passed ? "passed" : "refused"),
      .text(act.context.actor),
      .text(act.time),
      .text(act.context.programVersion),
      .blob(try act.context.salt())
    )
    for (ordinal, refusal) in file.refusals.enumerated() {
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
    for (ordinal, stratum) in try zip(file.strata, file.mixtures()).enumerated() {
      try insert(stratum.0, stratum.1.mixture, ordinal: ordinal + 1, of: file, run: id)
    }
    finish(id, "converged", passed: passed, imputed: 0, act: act)
    return try run(id)
  }

  /// Whether the gate refused a stratum, or the whole run, where the model was fitted.
  private func isRefused(_ stratum: String?, in file: ModelFile) -> Bool {
    file.refusals.contains { $0.stratum == nil || $0.stratum == stratum }
  }

  private func insert(
    _ stratum: ModelFile.Stratum,
    _ mixture: HeightMixture,
    ordinal: Int,
    of file: ModelFile,
    run: Int64
  ) throws {
    let recorded = stratum.genders.reduce(0.0) { $0 + Double($1.recorded) }
    try connection.run(
      """
      INSERT INTO fitted_stratum
        (run, ordinal, stratum, recorded_count, decided_count, missing_count, status, stop_reason,
         iterations, log_likelihood, bayes_error, majority_error, overlap, may_propose, covariance)
      VALUES (?, ?, ?, ?, 0, 0, 'converged', 'read from a model', 0, 0.0, ?, ?, ?, ?, ?)
      """,
      .integer(run),
      .integer(Int64(ordinal)),
      .text(stratum.stratum ?? ""),
      .integer(Int64(recorded)),
      .real(mixture.bayesError),
      .real(mixture.majorityError),
      .real(mixture.overlap),
      .integer(isRefused(stratum.stratum, in: file) ? 0 : 1),
      .optional(try stratum.covariance.map { try Self.json($0) })
    )
    for (index, gender) in stratum.genders.enumerated() {
      let estimates = [
        ("recorded_count", Double(gender.recorded)), ("weight", gender.weight),
        ("weight_missing", gender.weightMissing), ("mean_cm", gender.meanCentimetres),
        ("sd_cm", mixture.spread(of: index)), ("variance_cm2", gender.variance),
      ]
      for (parameter, estimate) in estimates {
        try connection.run(
          """
          INSERT INTO model_parameter (run, stratum, gender, parameter, estimate)
          VALUES (?, ?, ?, ?, ?)
          """,
          .integer(run),
          .text(stratum.stratum ?? ""),
          .text(gender.gender),
          .text(parameter),
          .real(estimate)
        )
      }
    }
  }
}

extension ModelFile {
  /// How many students the model was fitted to had their gender recorded.
  fileprivate var recordedCount: Double {
    strata.reduce(0) { sum, stratum in
      sum + stratum.genders.reduce(0) { $0 + Double($1.recorded) }
    }
  }
}
