extension CoveredTable {
  /// Every history table, in the order in which `verify` walks them.
  static let all: [CoveredTable] = [
    schemaMigration, importBatch, importRevert, student, rejectedRow, studentLine, studentChange,
    imputationRun, gateRefusal, countedEvidence, priorHeight, fittedStratum, fitStart,
    expectedTotal,
    modelParameter, iterationTrace, iterationParameter,
    evidenceCell, cellProbability, imputation,
    reviewBatch, reviewDecision, signOff, signedItem, signOffVoid,
  ]

  static let schemaMigration = CoveredTable(
    "schema_migration",
    key: "version",
    private: ["script"],
    [
      "version", "name", "script", "applied_at", "program_version",
    ]
  )

  static let importBatch = CoveredTable(
    "import_batch",
    private: ["header_record", "line_layout"],
    [
      "id", "source_name", "sheet", "sha256", "byte_count", "encoding", "byte_order_mark",
      "delimiter", "line_ending", "final_newline", "decimal_sign", "height_unit", "header_line",
      "header_record", "line_layout", "headings", "column_map", "gender_words", "first_student",
      "last_student", "row_count", "added", "updated", "unchanged", "conflicts", "rejected",
      "doubts", "missing_gender", "declined_gender", "doubt_gender", "missing_height",
      "not_a_person", "voided", "blank_lines", "actor", "imported_at", "program_version",
    ]
  )

  static let importRevert = CoveredTable(
    "import_revert",
    key: "import_batch",
    private: ["reason"],
    [
      "import_batch", "actor", "reverted_at", "reason", "program_version",
    ]
  )

  /// A student is committed to as first imported.
  static let student = CoveredTable(
    "student",
    salt: .own,
    StudentColumn.all.map(\.name)
  )

  static let rejectedRow = CoveredTable(
    "rejected_row",
    salt: .own,
    identity: ["line"],
    [
      "id", "import_batch", "file", "line", "column_number", "byte_offset", "code", "message",
      "record", "student",
    ]
  )

  static let studentLine = CoveredTable(
    "student_line",
    key: "import_batch",
    salt: .ofStudent,
    identity: ["line"],
    [
      "import_batch", "line", "student", "cells", "quoting",
    ]
  )

  static let studentChange = CoveredTable(
    "student_change",
    salt: .ofStudent,
    private: ["old_value", "new_value", "reason"],
    [
      "id", "student", "field", "old_value", "new_value", "import_batch", "line", "actor",
      "changed_at", "reason", "reverts",
    ]
  )

  static let imputationRun = CoveredTable(
    "imputation_run",
    salt: .own,
    private: [
      "label", "settings_requested", "stop_reason", "input_digest", "missing_shares", "candidates",
      "evaluation", "sensitivity",
    ],
    [
      "id", "label", "origin", "parent_run", "learnt_from", "family", "degrees_of_freedom",
      "variance", "missingness", "stratified_by", "seed", "start_count", "maximum_iterations",
      "tolerance", "fold_count", "fold_repeats", "resolution_cm", "settings_requested",
      "prior_sha256", "status", "stop_reason", "iterations", "log_likelihood", "bic", "icl",
      "likelihood_ratio", "likelihood_ratio_p", "recorded_count", "missing_count", "imputed",
      "not_imputed", "expected_wrong", "input_digest", "missing_shares", "candidates",
      "evaluation", "sensitivity", "gate", "actor", "created_at", "program_version",
    ]
  )

  static let gateRefusal = CoveredTable(
    "gate_refusal",
    key: "run",
    identity: ["ordinal"],
    [
      "run", "ordinal", "stratum", "code", "message",
    ]
  )

  static let countedEvidence = CoveredTable(
    "counted_evidence",
    key: "run",
    salt: .own,
    identity: ["ordinal"],
    [
      "run", "ordinal", "stratum", "height_cm", "gender", "basis", "student_count", "held_back",
    ]
  )

  static let priorHeight = CoveredTable(
    "prior_height",
    key: "run",
    identity: ["age_years", "gender"],
    [
      "run", "age_years", "gender", "mean_cm", "sd_cm",
    ]
  )

  static let fittedStratum = CoveredTable(
    "fitted_stratum",
    key: "run",
    identity: ["ordinal", "stratum"],
    [
      "run", "ordinal", "stratum", "recorded_count", "decided_count", "missing_count", "status",
      "stop_reason", "iterations", "log_likelihood", "bayes_error", "majority_error", "overlap",
      "may_propose", "covariance",
    ]
  )

  static let fitStart = CoveredTable(
    "fit_start",
    key: "run",
    identity: ["stratum", "start"],
    [
      "run", "stratum", "start", "status", "iterations", "log_likelihood", "is_chosen",
    ]
  )

  static let expectedTotal = CoveredTable(
    "expected_total",
    key: "run",
    identity: ["stratum", "gender"],
    [
      "run", "stratum", "gender", "known", "expected", "by_likeliest", "lower", "upper",
    ]
  )

  static let modelParameter = CoveredTable(
    "model_parameter",
    key: "run",
    identity: ["stratum", "gender", "parameter"],
    [
      "run", "stratum", "gender", "parameter", "estimate", "standard_error",
    ]
  )

  static let iterationTrace = CoveredTable(
    "iteration_trace",
    key: "run",
    identity: ["stratum", "start", "step"],
    [
      "run", "stratum", "start", "step", "kind", "log_likelihood", "objective", "largest_change",
    ]
  )

  static let iterationParameter = CoveredTable(
    "iteration_parameter",
    key: "run",
    identity: ["stratum", "start", "step", "gender"],
    [
      "run", "stratum", "start", "step", "gender", "weight", "weight_missing", "mean_cm",
      "variance_cm2",
    ]
  )

  static let evidenceCell = CoveredTable(
    "evidence_cell",
    key: "run",
    salt: .own,
    identity: ["cell"],
    [
      "run", "cell", "stratum", "height_cm", "student_count", "gender", "confidence",
      "confidence_lower", "confidence_upper", "is_proposed",
    ]
  )

  static let cellProbability = CoveredTable(
    "cell_probability",
    key: "run",
    salt: .ofCell,
    identity: ["cell", "gender"],
    [
      "run", "cell", "gender", "probability", "evidence_probability",
    ]
  )

  static let imputation = CoveredTable(
    "imputation",
    key: "run",
    salt: .ofStudent,
    identity: ["student"],
    [
      "run", "student", "cell",
    ]
  )

  static let reviewBatch = CoveredTable(
    "review_batch",
    private: ["reason"],
    [
      "id", "run", "kind", "threshold", "decision_count", "expected_wrong", "reviewer",
      "created_at", "reason",
    ]
  )

  static let reviewDecision = CoveredTable(
    "review_decision",
    salt: .ofStudent,
    identity: ["student"],
    private: ["reason"],
    [
      "id", "student", "run", "verdict", "gender", "reviewer", "decided_at", "reason", "blind",
      "batch", "supersedes", "undoes", "restores",
    ]
  )

  static let signOff = CoveredTable(
    "sign_off",
    [
      "id", "run", "printed_name", "role", "statement", "actor", "signed_at", "accepted",
      "corrected", "left_unknown", "open_count", "in_batches", "content_digest", "head_sequence",
      "head_hash", "program_version",
    ]
  )

  static let signedItem = CoveredTable(
    "signed_item",
    key: "sign_off",
    salt: .ofStudent,
    identity: ["student"],
    [
      "sign_off", "student", "decision", "value_digest",
    ]
  )

  static let signOffVoid = CoveredTable(
    "sign_off_void",
    salt: .ofStudent,
    identity: ["sign_off", "student"],
    private: ["reason"],
    [
      "id", "sign_off", "student", "actor", "voided_at", "reason",
    ]
  )
}
