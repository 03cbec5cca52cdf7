/// Mistakes about runs, for `MistakeTests`.
enum RunMistakes {
  static let all = ofInferences + ofSettings + ofFigures + ofEvidence + ofFits

  private static func inference(of student: Int, cell: Int = 1) -> String {
    "INSERT INTO imputation (student, run, cell) VALUES (\(student), 1, \(cell))"
  }

  private static func wrongInference(_ what: String, _ wrong: Int, _ right: Int)
    -> MistakeTests.Mistake
  {
    MistakeTests.Mistake(
      what: what,
      wrong: inference(of: wrong),
      right: inference(of: right),
      says: "only a missing gender is inferred"
    )
  }

  private static let ofInferences: [MistakeTests.Mistake] = [
    wrongInference("an inference about a recorded student", 1, 2),
    wrongInference("an inference about one who declined", 5, 9),
    wrongInference("an inference about one who is to be left alone", 6, 10),
    wrongInference("an inference about nobody", 99, 4),
    wrongInference("an inference about one whose import was reverted", 11, 9),
    .init(
      what: "an inference from a cell that the run does not have",
      wrong: inference(of: 2, cell: 9),
      right: inference(of: 2),
      says: "FOREIGN KEY"
    ),
  ]

  /// The newest run once more under a new number, with some of its columns changed.
  private static func run(_ changes: [String: String]) -> String {
    let columns = [
      "label", "origin", "parent_run", "learnt_from", "family", "degrees_of_freedom", "variance",
      "missingness", "stratified_by", "seed", "start_count", "maximum_iterations", "tolerance",
      "fold_count", "fold_repeats", "resolution_cm", "settings_requested", "reference",
      "status", "iterations", "log_likelihood", "bic", "icl", "likelihood_ratio",
      "likelihood_ratio_p", "recorded_count", "missing_count", "imputed", "not_imputed",
      "expected_wrong", "input_digest", "missing_shares", "candidates", "evaluation", "totals",
      "sensitivity", "refusals", "gate",
      "actor", "created_at", "program_version", "salt",
    ]
    let values = columns.map { changes[$0] ?? $0 }.joined(separator: ", ")
    return """
      INSERT INTO imputation_run (id, \(columns.joined(separator: ", ")))
      SELECT 3, \(values) FROM imputation_run WHERE id = 2
      """
  }

  private static func wrongRun(
    _ what: String,
    _ wrong: [String: String],
    _ right: [String: String] = [:]
  ) -> MistakeTests.Mistake {
    MistakeTests.Mistake(what: what, wrong: run(wrong), right: run(right))
  }

  private static let ofSettings = [
    wrongRun("a run from nowhere", ["origin": "'found'"]),
    wrongRun(
      "scores of no run",
      ["origin": "'scored'"],
      ["origin": "'scored'", "parent_run": "1"]
    ),
    wrongRun("a parent that is not there", ["parent_run": "9"], ["parent_run": "1"]),
    wrongRun(
      "a model from a file that infers",
      ["origin": "'imported'"],
      ["origin": "'imported'", "imputed": "0", "missing_count": "0"]
    ),
    wrongRun("a run learnt from others", ["learnt_from": "'some'"], ["learnt_from": "'recorded'"]),
    wrongRun("a family of its own", ["family": "'cauchy'", "degrees_of_freedom": "3.0"]),
    wrongRun("degrees of freedom of a normal family", ["degrees_of_freedom": "4.0"]),
    wrongRun(
      "two degrees of freedom",
      ["family": "'t'", "degrees_of_freedom": "2.0"],
      ["family": "'t'", "degrees_of_freedom": "3.0"]
    ),
    wrongRun("an unknown variance", ["variance": "'any'"], ["variance": "'unequal'"]),
    wrongRun("an unknown missingness", ["missingness": "'?'"]),
    wrongRun("a division by name", ["stratified_by": "'name'"], ["stratified_by": "'age'"]),
    wrongRun("no start", ["start_count": "0"]),
    wrongRun("no iteration allowed", ["maximum_iterations": "0"]),
    wrongRun("no tolerance", ["tolerance": "0.0"]),
    wrongRun("no resolution", ["resolution_cm": "0.0"]),
    wrongRun("settings that are no object", ["settings_requested": "'[]'"]),
  ]

  private static let ofFigures = [
    wrongRun("a status in other words", ["status": "'done'"], ["status": "'non_monotone'"]),
    wrongRun("fewer than no iterations", ["iterations": "-1"], ["iterations": "0"]),
    wrongRun("a probability of 5", ["likelihood_ratio_p": "5.0"], ["likelihood_ratio_p": "0.05"]),
    wrongRun("reasons that are no object", ["not_imputed": "''"]),
    wrongRun("a short digest", ["input_digest": "zeroblob(31)"]),
    wrongRun("missing shares that are no array", ["missing_shares": "'{}'"]),
    wrongRun("candidates that are no array", ["candidates": "'{}'"], ["candidates": "'[]'"]),
    wrongRun("a reference that is no array", ["reference": "'{}'"]),
    wrongRun("totals that are no array", ["totals": "'{}'"]),
    wrongRun("a sensitivity that is no array", ["sensitivity": "'{}'"]),
    wrongRun("refusals that are no array", ["refusals": "'{}'"]),
    wrongRun("an evaluation that is no object", ["evaluation": "'[]'"], ["evaluation": "'{}'"]),
    wrongRun("a run by nobody", ["actor": "char(9, 32)"], ["actor": "'Ada '"]),
    wrongRun("a run with a short salt", ["salt": "zeroblob(15)"]),
    wrongRun("a gate ajar", ["gate": "'ajar'"], ["gate": "'refused'"]),
  ]

  private static func wrongRow(_ what: String, _ table: String, _ wrong: String, _ right: String)
    -> MistakeTests.Mistake
  {
    MistakeTests.Mistake(
      what: what,
      wrong: "INSERT INTO \(table) VALUES (2, \(wrong))",
      right: "INSERT INTO \(table) VALUES (2, \(right))"
    )
  }

  private static let ofEvidence = [
    wrongRow(
      "a confidence of 97 per cent written as 97",
      "evidence_cell",
      "9, '', 166, NULL, 1, 'male', 97, NULL, NULL, 1, zeroblob(16)",
      "9, '', 166, NULL, 1, 'male', 0.97, NULL, NULL, 1, zeroblob(16)"
    ),
    wrongRow(
      "a word of a name in a role that names do not have",
      "name_word",
      "2, 'middle', 'ada', '[1,0]', NULL, zeroblob(16)",
      "2, 'further', 'ada', '[1,0]', NULL, zeroblob(16)"
    ),
    wrongRow(
      "counts of a word that are no list",
      "name_word",
      "2, 'first', 'ada', '1', NULL, zeroblob(16)",
      "2, 'first', 'ada', '[1]', '[2]', zeroblob(16)"
    ),
    wrongRow(
      "a cell without students",
      "evidence_cell",
      "9, '', 166, NULL, 0, 'male', 0.97, NULL, NULL, 1, zeroblob(16)",
      "9, '', 166, NULL, 1, 'male', 1, NULL, NULL, 1, zeroblob(16)"
    ),
    wrongRow(
      "a cell numbered from nought",
      "evidence_cell",
      "0, '', 166, NULL, 1, 'male', 0.97, NULL, NULL, 1, zeroblob(16)",
      "9, '', 166, NULL, 1, 'male', 0.97, NULL, NULL, 0, zeroblob(16)"
    ),
    wrongRow(
      "a cell that is proposed perhaps",
      "evidence_cell",
      "9, '', 166, NULL, 1, 'male', 0.97, NULL, NULL, 2, zeroblob(16)",
      "9, '', 166, NULL, 1, 'male', 0.97, NULL, NULL, 0, zeroblob(16)"
    ),
    wrongRow(
      "a cell with a short salt",
      "evidence_cell",
      "9, '', NULL, NULL, 1, 'male', 0.97, NULL, NULL, 1, zeroblob(15)",
      "9, '', NULL, NULL, 1, 'male', 0.97, NULL, NULL, 1, zeroblob(16)"
    ),
    wrongRow(
      "a probability above one",
      "cell_probability",
      "2, 'male', 1.5, 0.25",
      "2, 'male', 0.25, 0.25"
    ),
    wrongRow(
      "counted students without a gender who are recorded",
      "counted_evidence",
      "4, '', 171, NULL, 'recorded', 1, NULL, zeroblob(16)",
      "4, '', 171, 'male', 'recorded', 1, NULL, zeroblob(16)"
    ),
    wrongRow(
      "counted students with a gender that is missing",
      "counted_evidence",
      "4, '', 171, 'male', 'missing', 1, NULL, zeroblob(16)",
      "4, '', 171, NULL, 'missing', 1, NULL, zeroblob(16)"
    ),
    wrongRow(
      "counted students of hearsay",
      "counted_evidence",
      "4, '', 171, 'male', 'heard', 1, NULL, zeroblob(16)",
      "4, '', 171, 'male', 'decided', 1, NULL, zeroblob(16)"
    ),
    wrongRow(
      "nobody counted",
      "counted_evidence",
      "4, '', 171, NULL, 'missing', 0, NULL, zeroblob(16)",
      "4, '', 171, NULL, 'missing', 1, NULL, zeroblob(16)"
    ),
    wrongRow(
      "counted students with a short salt",
      "counted_evidence",
      "4, '', NULL, 'male', 'recorded', 1, NULL, zeroblob(15)",
      "4, '', NULL, 'male', 'recorded', 1, NULL, zeroblob(16)"
    ),
    wrongRow(
      "held-back counts that are no array",
      "counted_evidence",
      "4, '', 171, 'male', 'recorded', 1, '1,0', zeroblob(16)",
      "4, '', 171, 'male', 'recorded', 1, '[1,0]', zeroblob(16)"
    ),
  ]

  private static func stratum(
    ordinal: Int = 2,
    name: String = "7b",
    status: String = "converged",
    iterations: Int = 2,
    overlap: Double = 0.4,
    mayPropose: Int = 1,
    starts: String = "[]"
  ) -> String {
    "\(ordinal), '\(name)', 2, 0, 5, '\(status)', \(iterations), -8, 0.2, 0.5, \(overlap), "
      + "\(mayPropose), NULL, '\(starts)'"
  }

  private static func wrongStratum(_ what: String, _ wrong: String) -> MistakeTests.Mistake {
    wrongRow(what, "fitted_stratum", wrong, stratum())
  }

  private static let ofFits = [
    wrongStratum("a stratum twice", stratum(name: "")),
    wrongStratum("a stratum's status in other words", stratum(status: "done")),
    wrongStratum("a stratum with fewer than no iterations", stratum(iterations: -1)),
    wrongStratum("an overlap above one", stratum(overlap: 1.5)),
    wrongStratum("a stratum that may propose perhaps", stratum(mayPropose: 2)),
    wrongStratum("starts that are no array", stratum(starts: "{}")),
    wrongRow(
      "a gender that has parameters twice",
      "model_parameter",
      "'', 'female', 1, 0.5, NULL, 0.5, NULL, 166, NULL, 6.5, NULL, 42.25",
      "'', 'male', 1, 0.5, NULL, 0.5, NULL, 178, NULL, 6.5, NULL, 42.25"
    ),
    wrongRow(
      "a step of its own kind",
      "iteration_trace",
      "'', 1, 1, 'jump', -8, -8, 0.1, 'male', 0.5, 0.5, 178, 40",
      "'', 1, 1, 'ascent', -8, -8, 0.1, 'male', 0.5, 0.5, 178, 40"
    ),
  ]
}
