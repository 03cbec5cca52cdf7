import SQLite
import Testing

/// Whole result tables of the views on the hand-made school.
@Suite struct ViewTests {
  private func rows(_ query: String) throws -> [String] {
    try HandMadeSchool.make().lines(query)
  }

  @Test func `the decision that counts is the one that nothing supersedes`() throws {
    #expect(
      try rows(
        """
        SELECT decision, student, run, verdict, gender, reviewer, decided_at, blind, batch
        FROM current_decision ORDER BY decision
        """
      ) == [
        "2|3|2|correct|male|ada|t7|0|-",
        "3|9|2|leave_unknown|-|ada|t8|1|-",
        "4|8|2|accept|male|ben|t9|0|1",
        "5|2|2|accept|male|ben|t10|0|-",
        "7|10|2|reopen|-|ben|t12|0|-",
      ]
    )
  }

  @Test func `the effective gender is recorded, else decided, else nothing`() throws {
    #expect(
      try rows(
        """
        SELECT student, school_id, name, group_name, age_years, height_cm, gender, basis,
          decided_by, decided_at
        FROM effective_student ORDER BY student
        """
      ) == [
        "1|A1|Ada|7b|12.5|170.0|female|recorded|-|-",
        "2|A2|Ben|7b|-|180.0|male|decided|ben|t10",
        "3|-|Cem|-|-|165.0|male|decided|ada|t7",
        "4|-|Dee|-|-|-|-|missing|-|-",
        "5|-|Eli|-|-|175.0|-|declined|-|-",
        "6|-|Fay|-|-|172.0|-|do_not_infer|-|-",
        "7|-|Gus|-|-|181.0|male|recorded|-|-",
        "8|-|Hal|-|-|180.0|male|recorded|-|-",
        "9|-|Ida|-|-|168.0|-|missing|ada|t8",
        "10|-|Jo|-|-|165.0|-|missing|ben|t12",
      ]
    )
  }

  @Test func `the current run is the newest that passed, else the newest`() throws {
    let connection = try HandMadeSchool.make()
    #expect(try connection.lines("SELECT run FROM current_run") == ["2"])
    try connection.execute(Self.copyOfRun(from: 1, to: 3))
    #expect(try connection.lines("SELECT run FROM current_run") == ["2"])
    try connection.execute(Self.copyOfRun(from: 2, to: 4))
    #expect(try connection.lines("SELECT run FROM current_run") == ["4"])

    let refusedOnly = try HandMadeSchool.make()
    try refusedOnly.execute(
      """
      PRAGMA foreign_keys = OFF;
      DROP TRIGGER imputation_run_no_delete; DELETE FROM imputation_run WHERE id = 2;
      """
    )
    #expect(try refusedOnly.lines("SELECT run FROM current_run") == ["1"])
    #expect(try freshSchema().lines("SELECT run FROM current_run").isEmpty)
  }

  /// The run under another number.
  private static func copyOfRun(from run: Int, to copy: Int) -> String {
    """
    INSERT INTO imputation_run
      (id, origin, learnt_from, family, variance, missingness, stratified_by, seed,
       start_count, maximum_iterations, tolerance, resolution_cm, settings_requested, reference, status,
       iterations, log_likelihood, bic, icl, recorded_count, missing_count,
       imputed, not_imputed, input_digest, missing_shares, candidates, totals, sensitivity, refusals, gate, actor, created_at,
       program_version, salt)
    SELECT \(copy), origin, learnt_from, family, variance, missingness, stratified_by, seed,
      start_count, maximum_iterations, tolerance, resolution_cm, settings_requested, reference, status,
      iterations, log_likelihood, bic, icl, recorded_count, missing_count,
      imputed, not_imputed, input_digest, missing_shares, candidates, totals, sensitivity, refusals, gate, actor, created_at,
      program_version, salt
    FROM imputation_run WHERE id = \(run)
    """
  }

  @Test func `a model from a file is never the current run`() throws {
    let connection = try HandMadeSchool.make()
    try connection.execute(Self.importedModel(3))
    #expect(try connection.lines("SELECT run FROM current_run") == ["2"])
    let alone = try freshSchema()
    try alone.execute(Self.importedModel(1))
    #expect(try alone.lines("SELECT run FROM current_run").isEmpty)
  }

  private static func importedModel(_ id: Int) -> String {
    """
    INSERT INTO imputation_run
      (id, origin, learnt_from, family, variance, missingness, stratified_by, seed, start_count,
       maximum_iterations, tolerance, resolution_cm, settings_requested, reference, status,
       iterations, log_likelihood, bic, icl, recorded_count, missing_count, imputed, not_imputed,
       input_digest, missing_shares, candidates, totals, sensitivity, refusals, gate, actor, created_at, program_version, salt)
    VALUES (\(id), 'imported', 'all', 'normal', 'equal', 'same', 'none', 1, 1, 9, 1e-9, 1, '{}', '[]',
      'converged', 2, -8, -19, -20, 2, 0, 0, '{}', zeroblob(32), '[]', '[]', '[]', '[]', '[]', 'passed', 'ada',
      't', '0', zeroblob(16))
    """
  }

  @Test func `every inference stands beside its cell and whether it is proposed`() throws {
    #expect(
      try rows(
        """
        SELECT run, is_proposed, student, name, stratum, height_cm, gender, confidence,
          confidence_lower, confidence_upper, cell
        FROM imputation_detail ORDER BY run, student
        """
      ) == [
        "1|0|3|Cem||165.0|female|0.95|-|-|1",
        "2|1|2|Ben||180.0|male|0.97|-|-|3",
        "2|1|3|Cem||165.0|female|0.9|0.8|0.95|1",
        "2|1|8|Hal||180.0|male|0.97|-|-|3",
        "2|1|9|Ida||168.0|female|0.75|-|-|2",
        "2|1|10|Jo||165.0|female|0.9|0.8|0.95|1",
      ]
    )
  }

  @Test func `a stratum that the gate refused suggests nothing beside one that passed`() throws {
    let connection = try HandMadeSchool.make()
    try connection.execute(
      """
      DROP TRIGGER evidence_cell_no_update;
      UPDATE evidence_cell SET is_proposed = 0 WHERE run = 2 AND cell = 2;
      """
    )
    #expect(
      try connection.lines("SELECT student, suggested_gender, confidence FROM review_queue") == [
        "9|-|-", "3|female|0.9", "10|female|0.9", "2|male|0.97",
      ]
    )
  }

  @Test func `a signature stands until it is declared void`() throws {
    #expect(
      try rows("SELECT sign_off, student, decision FROM active_signature") == ["1|2|5"]
    )
  }

  @Test func `the queue has the current run's students, least sure first`() throws {
    // Hal is recorded by now and no longer asked about.
    #expect(
      try rows(
        """
        SELECT run, student, school_id, name, group_name, height_cm, suggested_gender, confidence,
          state, decided_gender, decided_by, decided_at
        FROM review_queue
        """
      ) == [
        "2|9|-|Ida|-|168.0|female|0.75|left_unknown|-|ada|t8",
        "2|3|-|Cem|-|165.0|female|0.9|corrected|male|ada|t7",
        "2|10|-|Jo|-|165.0|female|0.9|open|-|ben|t12",
        "2|2|A2|Ben|7b|180.0|male|0.97|signed|male|ben|t10",
      ]
    )
  }

  @Test func `a decision after the signature is no longer signed`() throws {
    let connection = try HandMadeSchool.make()
    try connection.execute(
      """
      INSERT INTO review_decision (student, run, verdict, reviewer, decided_at, blind, supersedes)
      VALUES (2, 2, 'later', 'ada', 't16', 0, 5)
      """
    )
    #expect(try connection.lines("SELECT state FROM review_queue WHERE student = 2") == ["later"])
  }

  @Test func `a refused run suggests nothing in the queue`() throws {
    let connection = try HandMadeSchool.make()
    try connection.execute(
      """
      PRAGMA foreign_keys = OFF;
      DROP TRIGGER imputation_run_no_delete; DELETE FROM imputation_run WHERE id = 2;
      """
    )
    #expect(
      try connection.lines("SELECT student, suggested_gender, confidence FROM review_queue")
        == ["3|-|-"]
    )
  }
}
