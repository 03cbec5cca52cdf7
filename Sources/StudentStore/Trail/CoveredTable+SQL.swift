import SQLite

extension CoveredTable {
  /// Every history table, in the order in which `verify` walks them.
  static let all: [CoveredTable] = [
    schemaMigration, importBatch, importRevert, student, rejectedRow, studentLine, studentChange,
    imputationRun, gateRefusal, countedEvidence, priorHeight, fittedStratum, fitStart,
    expectedTotal,
    modelParameter, iterationTrace, iterationParameter,
    evidenceCell, evidenceProbability, imputation,
    reviewBatch, reviewDecision, signOff, signedItem, signOffVoid,
  ]

  static let schemaMigration = CoveredTable(
    "schema_migration",
    private: ["script"],
    """
    SELECT version, NULL, version, name, script, applied_at, program_version
    FROM schema_migration WHERE version BETWEEN ?1 AND ?2 ORDER BY version
    """
  )

  static let importBatch = CoveredTable(
    "import_batch",
    private: ["header_record", "line_layout"],
    """
    SELECT id, NULL, id, source_name, sheet, sha256, byte_count, encoding, byte_order_mark, delimiter,
      line_ending, final_newline, decimal_sign, height_unit, header_line, header_record, line_layout, headings,
      column_map, gender_words, first_student, last_student, row_count, added, updated, unchanged, conflicts,
      rejected, doubts, missing_gender, declined_gender, doubt_gender, missing_height, not_a_person,
      voided, blank_lines, actor, imported_at, program_version
    FROM import_batch WHERE id BETWEEN ?1 AND ?2 ORDER BY id
    """
  )

  static let importRevert = CoveredTable(
    "import_revert",
    private: ["reason"],
    """
    SELECT import_batch, NULL, import_batch, actor, reverted_at, reason, program_version
    FROM import_revert WHERE import_batch BETWEEN ?1 AND ?2 ORDER BY import_batch
    """
  )

  /// A student is committed to as first imported; `OriginalStudents` puts later changes back.
  static let student = CoveredTable(
    "student",
    salt: .secondColumn,
    """
    SELECT id, salt, id, import_batch, line, school_id, name, gender_absence, gender, gender_text,
      height_cm, height_text, height_problem, group_name, age_years, age_text, other_cells, quoting,
      not_a_person
    FROM student WHERE id BETWEEN ?1 AND ?2 ORDER BY id
    """
  )

  static let rejectedRow = CoveredTable(
    "rejected_row",
    salt: .secondColumn,
    identity: ["line"],
    """
    SELECT id, salt, id, import_batch, file, line, column_number, byte_offset, code, message, record,
      student
    FROM rejected_row WHERE id BETWEEN ?1 AND ?2 ORDER BY id
    """
  )

  static let studentLine = CoveredTable(
    "student_line",
    salt: .secondColumn,
    identity: ["line"],
    """
    SELECT student_line.import_batch, student.salt, student_line.import_batch, student_line.line,
      student_line.student, student_line.cells, student_line.quoting
    FROM student_line LEFT JOIN student ON student.id = student_line.student
    WHERE student_line.import_batch BETWEEN ?1 AND ?2
    ORDER BY student_line.import_batch, student_line.line
    """
  )

  static let studentChange = CoveredTable(
    "student_change",
    salt: .secondColumn,
    private: ["old_value", "new_value", "reason"],
    """
    SELECT student_change.id, student.salt, student_change.id, student_change.student,
      student_change.field, student_change.old_value, student_change.new_value,
      student_change.import_batch, student_change.line, student_change.actor,
      student_change.changed_at, student_change.reason, student_change.reverts
    FROM student_change LEFT JOIN student ON student.id = student_change.student
    WHERE student_change.id BETWEEN ?1 AND ?2 ORDER BY student_change.id
    """
  )

  static let imputationRun = CoveredTable(
    "imputation_run",
    """
    SELECT id, NULL, id, label, origin, parent_run, learnt_from, family, degrees_of_freedom, variance,
      missingness, stratified_by, seed, start_count, maximum_iterations, tolerance, fold_count,
      fold_repeats, resolution_cm, settings_requested, prior_sha256, status, stop_reason, iterations,
      log_likelihood, bic, icl, likelihood_ratio, likelihood_ratio_p, recorded_count, missing_count,
      imputed, not_imputed, expected_wrong, input_digest, missing_shares, candidates, evaluation,
      gate, actor, created_at, program_version
    FROM imputation_run WHERE id BETWEEN ?1 AND ?2 ORDER BY id
    """
  )

  static let gateRefusal = CoveredTable(
    "gate_refusal",
    identity: ["ordinal"],
    """
    SELECT run, NULL, run, ordinal, stratum, code, message
    FROM gate_refusal WHERE run BETWEEN ?1 AND ?2 ORDER BY run, ordinal
    """
  )

  static let countedEvidence = CoveredTable(
    "counted_evidence",
    identity: ["ordinal"],
    """
    SELECT run, NULL, run, ordinal, stratum, height_cm, gender, basis, student_count, held_back
    FROM counted_evidence WHERE run BETWEEN ?1 AND ?2 ORDER BY run, ordinal
    """
  )

  static let priorHeight = CoveredTable(
    "prior_height",
    identity: ["age_years", "gender"],
    """
    SELECT run, NULL, run, age_years, gender, mean_cm, sd_cm
    FROM prior_height WHERE run BETWEEN ?1 AND ?2 ORDER BY run, age_years, gender
    """
  )

  static let fittedStratum = CoveredTable(
    "fitted_stratum",
    identity: ["ordinal", "stratum"],
    """
    SELECT run, NULL, run, ordinal, stratum, recorded_count, decided_count, missing_count, status,
      stop_reason, iterations, log_likelihood, bayes_error, majority_error, overlap, may_propose
    FROM fitted_stratum WHERE run BETWEEN ?1 AND ?2 ORDER BY run, ordinal
    """
  )

  static let fitStart = CoveredTable(
    "fit_start",
    identity: ["stratum", "start"],
    """
    SELECT run, NULL, run, stratum, start, status, iterations, log_likelihood, is_chosen
    FROM fit_start WHERE run BETWEEN ?1 AND ?2 ORDER BY run, stratum, start
    """
  )

  static let expectedTotal = CoveredTable(
    "expected_total",
    identity: ["stratum", "gender"],
    """
    SELECT run, NULL, run, stratum, gender, known, expected, by_likeliest, lower, upper
    FROM expected_total WHERE run BETWEEN ?1 AND ?2 ORDER BY run, stratum, gender
    """
  )

  static let modelParameter = CoveredTable(
    "model_parameter",
    identity: ["stratum", "gender", "parameter"],
    """
    SELECT run, NULL, run, stratum, gender, parameter, estimate, standard_error
    FROM model_parameter WHERE run BETWEEN ?1 AND ?2 ORDER BY run, stratum, gender, parameter
    """
  )

  static let iterationTrace = CoveredTable(
    "iteration_trace",
    identity: ["stratum", "start", "step"],
    """
    SELECT run, NULL, run, stratum, start, step, kind, log_likelihood, objective, largest_change
    FROM iteration_trace WHERE run BETWEEN ?1 AND ?2 ORDER BY run, stratum, start, step
    """
  )

  static let iterationParameter = CoveredTable(
    "iteration_parameter",
    identity: ["stratum", "start", "step", "gender"],
    """
    SELECT run, NULL, run, stratum, start, step, gender, weight, weight_missing, mean_cm,
      variance_cm2
    FROM iteration_parameter WHERE run BETWEEN ?1 AND ?2 ORDER BY run, stratum, start, step, gender
    """
  )

  static let evidenceCell = CoveredTable(
    "evidence_cell",
    identity: ["cell"],
    """
    SELECT run, NULL, run, cell, stratum, height_cm, student_count, gender, confidence,
      confidence_lower, confidence_upper, is_proposed
    FROM evidence_cell WHERE run BETWEEN ?1 AND ?2 ORDER BY run, cell
    """
  )

  static let evidenceProbability = CoveredTable(
    "evidence_probability",
    identity: ["cell", "gender"],
    """
    SELECT run, NULL, run, cell, gender, probability
    FROM evidence_probability WHERE run BETWEEN ?1 AND ?2 ORDER BY run, cell, gender
    """
  )

  static let imputation = CoveredTable(
    "imputation",
    salt: .secondColumn,
    identity: ["student"],
    """
    SELECT imputation.run, student.salt, imputation.run, imputation.student, imputation.cell
    FROM imputation LEFT JOIN student ON student.id = imputation.student
    WHERE imputation.run BETWEEN ?1 AND ?2
    ORDER BY imputation.run, imputation.student
    """
  )

  static let reviewBatch = CoveredTable(
    "review_batch",
    private: ["reason"],
    """
    SELECT id, NULL, id, run, kind, threshold, decision_count, expected_wrong, reviewer,
      created_at, reason
    FROM review_batch WHERE id BETWEEN ?1 AND ?2 ORDER BY id
    """
  )

  static let reviewDecision = CoveredTable(
    "review_decision",
    salt: .secondColumn,
    identity: ["student"],
    private: ["reason"],
    """
    SELECT review_decision.id, student.salt, review_decision.id, review_decision.student,
      review_decision.run, review_decision.verdict, review_decision.gender,
      review_decision.reviewer, review_decision.decided_at, review_decision.reason,
      review_decision.blind, review_decision.batch, review_decision.supersedes,
      review_decision.undoes, review_decision.restores
    FROM review_decision LEFT JOIN student ON student.id = review_decision.student
    WHERE review_decision.id BETWEEN ?1 AND ?2 ORDER BY review_decision.id
    """
  )

  static let signOff = CoveredTable(
    "sign_off",
    """
    SELECT id, NULL, id, run, printed_name, role, statement, actor, signed_at, accepted, corrected,
      left_unknown, open_count, in_batches, content_digest, head_sequence, head_hash,
      program_version
    FROM sign_off WHERE id BETWEEN ?1 AND ?2 ORDER BY id
    """
  )

  static let signedItem = CoveredTable(
    "signed_item",
    salt: .secondColumn,
    identity: ["student"],
    """
    SELECT signed_item.sign_off, student.salt, signed_item.sign_off, signed_item.student,
      signed_item.decision, signed_item.value_digest
    FROM signed_item LEFT JOIN student ON student.id = signed_item.student
    WHERE signed_item.sign_off BETWEEN ?1 AND ?2
    ORDER BY signed_item.sign_off, signed_item.student
    """
  )

  static let signOffVoid = CoveredTable(
    "sign_off_void",
    salt: .secondColumn,
    identity: ["sign_off", "student"],
    private: ["reason"],
    """
    SELECT sign_off_void.id, student.salt, sign_off_void.id, sign_off_void.sign_off,
      sign_off_void.student, sign_off_void.actor, sign_off_void.voided_at, sign_off_void.reason
    FROM sign_off_void LEFT JOIN student ON student.id = sign_off_void.student
    WHERE sign_off_void.id BETWEEN ?1 AND ?2 ORDER BY sign_off_void.id
    """
  )
}
