import Testing

/// Values that another program stored where they cannot be: each command that comes upon one names
/// the table and the row and ends with 65; it never stops by a trap, and never with 70.
struct StoredValueTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let statement: String
    let command: String
    /// What the message has to name.
    let named: String

    init(_ statement: String, _ command: String, _ named: String) {
      self.statement = statement
      self.command = command
      self.named = named
    }

    var testDescription: String { "\(command): \(statement)" }
  }

  static let cases = [
    Case("UPDATE import_batch SET delimiter = '\"'", "export", "import_batch: row 1"),
    Case("UPDATE import_batch SET delimiter = char(10)", "export", "import_batch: row 1"),
    Case("UPDATE import_batch SET delimiter = ''", "show i1", "import_batch: row 1"),
    Case("UPDATE import_batch SET delimiter = '\"'", "review export --for-excel", "import_batch"),
    Case("UPDATE import_batch SET encoding = 'klingon'", "export", "import_batch: row 1"),
    Case(
      "UPDATE import_batch SET encoding = 'klingon'",
      "export --import i1",
      "import_batch: row 1"
    ),
    Case("UPDATE import_batch SET line_ending = 'vt'", "export", "import_batch: row 1"),
    Case("UPDATE import_batch SET row_count = -1", "show i1", "row_count"),
    Case("UPDATE import_batch SET header_line = 9223372036854775807", "show i1", "header_line"),
    Case("UPDATE import_batch SET byte_count = 1e300", "show i1", "byte_count"),
    Case("UPDATE student SET height_cm = 1e300 WHERE id = 7", "list", "student: row 7"),
    Case("UPDATE student SET height_cm = 9e999 WHERE id = 7", "show 104", "student: row 7"),
    Case("UPDATE student SET height_cm = -1e300 WHERE id = 7", "impute", "student: row 7"),
    Case("UPDATE student SET height_cm = x'00' WHERE id = 7", "check", "student: row 7"),
    Case("UPDATE student SET age_years = 1e300 WHERE id = 7", "list --json", "student: row 7"),
    Case("UPDATE student SET name = x'00ff' WHERE id = 7", "show 104", "student: row 7"),
    Case("UPDATE student SET name = NULL WHERE id = 7", "export", "student: row 7"),
    Case("UPDATE imputation_run SET iterations = -1", "show r1", "imputation_run: row 1"),
    Case(
      "UPDATE imputation_run SET recorded_count = 9223372036854775807",
      "show r1",
      "recorded_count"
    ),
    Case("UPDATE imputation_run SET log_likelihood = 1e300", "show r1", "log_likelihood"),
    Case(
      "UPDATE imputation_run SET fold_count = 9223372036854775807",
      "impute --rerun r1",
      "fold_count"
    ),
    Case(
      "UPDATE imputation_run SET evaluation = json_set(evaluation, '$.count', 1e300)",
      "show r1",
      "evaluation"
    ),
    Case(
      "UPDATE imputation_run SET not_imputed = '{\"no_height\":9223372036854775807}'",
      "show r1 --json",
      "not_imputed"
    ),
    Case("UPDATE imputation_run SET missing_shares = '[1e999]'", "show r1", "missing_shares"),
    Case("UPDATE imputation_run SET degrees_of_freedom = -1, family = 't'", "explain 33", "run r1"),
    Case("UPDATE model_parameter SET mean_cm = 1e300", "show r1", "model_parameter: run r1"),
    Case("UPDATE model_parameter SET weight = -1", "impute --model r1", "run r1"),
    Case("UPDATE fitted_stratum SET stratum = 'x'", "impute --model r1", "run r1"),
    Case("UPDATE fitted_stratum SET bayes_error = 9e999", "show r1", "fitted_stratum: run r1"),
    Case(
      "UPDATE imputation_run SET totals = json_set(totals, '$[0].known', -5)",
      "show r1",
      "totals"
    ),
    Case(
      "UPDATE imputation_run SET refusals = '[{\"code\":\"mood\",\"message\":\"\"}]'",
      "show r1",
      "refusals"
    ),
    Case("UPDATE evidence_cell SET cell = cell + 1000", "review queue", "evidence_cell: run r1"),
    Case("UPDATE evidence_cell SET confidence = 1e300", "review queue", "evidence_cell: run r1"),
    Case("UPDATE evidence_cell SET height_cm = 9e999", "explain 33", "evidence_cell: run r1"),
    Case("UPDATE cell_probability SET probability = -1", "explain 33", "cell_probability"),
    Case(
      "UPDATE evidence_cell SET run = 9223372036854775807",
      "impute --rerun r1 --check",
      "cell_probability"
    ),
    Case("UPDATE evidence_cell SET run = 9223372036854775807", "review queue", "cell"),
    Case(
      "UPDATE counted_evidence SET student_count = -1",
      "impute --rerun r1 --check",
      "counted_evidence"
    ),
    Case("UPDATE counted_evidence SET student_count = 1e300", "explain 33", "counted_evidence"),
    Case("UPDATE sign_off SET accepted = 9223372036854775807", "certificate s1", "sign_off: row 1"),
    Case(
      "UPDATE review_decision SET reviewer = x'00' WHERE id = 2",
      "show d2",
      "review_decision: row 2"
    ),
    Case(
      "UPDATE student SET id = 9223372036854775806 WHERE id = 7",
      "import more.csv",
      "further rows"
    ),
  ]

  @Test(arguments: cases)
  func `a stored value that cannot be ends with 65, and the message names it`(one: Case) throws {
    let world = try SpoiltSchool.spoilt(by: one.statement)
    try world.write("id,name,gender,height\n901,New,F,160\n", to: "more.csv")
    let answer = world.run(one.command.split(separator: " ").map(String.init))
    #expect(answer.status == 65)
    #expect(answer.messages.contains(one.named), "\(answer.messages)")
    #expect(answer.messages.contains("studentdb verify"), "\(answer.messages)")
  }

  @Test(arguments: [Int64.min, -1, 0], [Int64.max, Int64.max - 1, 1 << 40])
  func `students with numbers as far apart as can be are exported, listed and asked about`(
    lowest: Int64,
    highest: Int64
  ) throws {
    let world = try SpoiltSchool.spoilt(
      by:
        "UPDATE student SET id = \(lowest) WHERE id = 1; UPDATE student SET id = \(highest) WHERE id = 3"
    )
    world.progress = []
    world.isMessageTerminal = true
    world.secondsPerLook = 1
    for command in [
      ["export", "out.csv", "--force"], ["list"], ["status"], ["impute", "--folds", "2"],
    ] {
      #expect([0, 3, 65].contains(world.run(command).status), "\(command)")
    }
    try world.write("id,name,gender,height\n101,Girl 1,F,157\n", to: "more.csv")
    #expect([0, 65].contains(world.run("import", "more.csv").status))
    #expect(world.run("verify").status == 65)
  }

  /// Texts of the rows that a screen shows, each with an escape code in it.
  static let texts = [
    Case("UPDATE trail SET recorded_at = char(27) || '[2J'", "log", "<U+001B>"),
    Case("UPDATE imputation_run SET created_at = char(27) || '[2J'", "show r1", "<U+001B>"),
    Case("UPDATE imputation_run SET family = char(27) || '[2J'", "show r1", "<U+001B>"),
    Case("UPDATE imputation_run SET program_version = char(27)", "show r1", "<U+001B>"),
    Case("UPDATE review_decision SET decided_at = char(27) || '[2J'", "show 31", "<U+001B>"),
    Case("UPDATE sign_off SET signed_at = char(27) || '[2J'", "certificate s1", "<U+001B>"),
    Case("UPDATE import_batch SET imported_at = char(27) || '[2J'", "show i1", "<U+001B>"),
    Case("UPDATE import_batch SET height_unit = char(27) || '[2J'", "show i1", "<U+001B>"),
    Case("UPDATE fitted_stratum SET status = char(27) || '[2J'", "show r1", "<U+001B>"),
  ]

  @Test(arguments: texts)
  func `a stored text with an escape code is shown escaped or refused`(one: Case) throws {
    let world = try SpoiltSchool.spoilt(by: one.statement)
    let answer = world.run(one.command.split(separator: " ").map(String.init))
    #expect([0, 65].contains(answer.status))
    for text in [answer.text, answer.messages] {
      #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" }, "\(text)")
    }
  }
}
