/// Mistakes about decisions and signatures, for `MistakeTests`.
enum ReviewMistakes {
  private static func decision(
    _ student: Int,
    _ verdict: String,
    _ gender: String = "NULL",
    run: String = "2",
    supersedes: String = "NULL",
    undoes: String = "NULL",
    restores: String = "NULL"
  ) -> String {
    """
    INSERT INTO review_decision
      (student, run, verdict, gender, reviewer, decided_at, blind, supersedes, undoes, restores)
    VALUES (\(student), \(run), '\(verdict)', \(gender), 'dba', 't', 0, \(supersedes), \(undoes),
      \(restores))
    """
  }

  /// Whether the gate lets Jo's cell through, as if it had been written so.
  private static func proposing(_ isProposed: Int) -> String {
    """
    DROP TRIGGER evidence_cell_no_update;
    UPDATE evidence_cell SET is_proposed = \(isProposed) WHERE run = 2 AND cell = 1;
    """
  }

  static let all: [MistakeTests.Mistake] = [
    .init(
      what: "a decision about a recorded student",
      wrong: decision(1, "correct", "'male'"),
      right: decision(4, "correct", "'male'"),
      says: "only a missing gender is decided"
    ),
    .init(
      what: "a decision about one who declined",
      wrong: decision(5, "leave_unknown"),
      right: decision(4, "leave_unknown"),
      says: "only a missing gender is decided"
    ),
    .init(
      what: "a decision about one who is to be left alone",
      wrong: decision(6, "later"),
      right: decision(4, "later"),
      says: "only a missing gender is decided"
    ),
    .init(
      what: "a decision about one who was recorded meanwhile",
      wrong: decision(8, "later", supersedes: "4"),
      right: decision(9, "later", supersedes: "3"),
      says: "only a missing gender is decided"
    ),
    .init(
      what: "a gender that the run did not suggest",
      wrong: decision(10, "accept", "'male'", supersedes: "7"),
      right: decision(10, "accept", "'female'", supersedes: "7"),
      says: "only what a run suggested can be accepted"
    ),
    .init(
      what: "a suggestion of a refused run",
      wrong: decision(3, "accept", "'female'", run: "1", supersedes: "2"),
      right: decision(3, "accept", "'female'", run: "2", supersedes: "2"),
      says: "only what a run suggested can be accepted"
    ),
    .init(
      what: "a suggestion that the gate held back, of a run that passed",
      wrong: proposing(0) + decision(10, "accept", "'female'", supersedes: "7"),
      right: proposing(1) + decision(10, "accept", "'female'", supersedes: "7"),
      says: "only what a run suggested can be accepted"
    ),
    .init(
      what: "an acceptance of no run",
      wrong: decision(10, "accept", "'female'", run: "NULL", supersedes: "7"),
      right: decision(10, "correct", "'female'", run: "NULL", supersedes: "7")
    ),
    .init(
      what: "a second first decision",
      wrong: decision(9, "later"),
      right: decision(9, "later", supersedes: "3"),
      says: "one decision follows another"
    ),
    .init(
      what: "two decisions after the same one",
      wrong: decision(2, "later", supersedes: "1"),
      right: decision(2, "later", supersedes: "5"),
      says: "one decision follows another"
    ),
    .init(
      what: "a decision after another student's",
      wrong: decision(4, "later", supersedes: "3"),
      right: decision(4, "later"),
      says: "about the same student"
    ),
    .init(
      what: "an undo of another student's decision",
      wrong: decision(2, "reopen", supersedes: "5", undoes: "2"),
      right: decision(2, "reopen", supersedes: "5", undoes: "5"),
      says: "about the same student"
    ),
    .init(
      what: "a restored decision of another student",
      wrong: decision(2, "later", supersedes: "5", undoes: "5", restores: "2"),
      right: decision(2, "later", supersedes: "5", undoes: "5", restores: "1"),
      says: "about the same student"
    ),
    .init(
      what: "a correction without a gender",
      wrong: decision(4, "correct"),
      right: decision(4, "correct", "'male'")
    ),
    .init(
      what: "a gender that is left unknown",
      wrong: decision(4, "leave_unknown", "'male'"),
      right: decision(4, "leave_unknown")
    ),
    .init(
      what: "a reopening that undoes nothing",
      wrong: decision(2, "reopen", supersedes: "5"),
      right: decision(2, "reopen", supersedes: "5", undoes: "5")
    ),
    .init(
      what: "an unknown verdict",
      wrong: decision(4, "yes"),
      right: decision(4, "later")
    ),
    .init(
      what: "a batch without decisions",
      wrong:
        "INSERT INTO review_batch VALUES (2, 2, 'accept', 0.9, 0, 0, 'dba', 't', NULL, zeroblob(16))",
      right:
        "INSERT INTO review_batch VALUES (2, 2, 'accept', 0.9, 1, 0, 'dba', 't', NULL, zeroblob(16))"
    ),
    .init(
      what: "a threshold in per cent",
      wrong:
        "INSERT INTO review_batch VALUES (2, 2, 'accept', 90, 1, 0, 'dba', 't', NULL, zeroblob(16))",
      right:
        "INSERT INTO review_batch VALUES (2, 2, 'accept', 0.9, 1, 0, 'dba', 't', NULL, zeroblob(16))"
    ),
    .init(
      what: "a signature without a name",
      wrong: signature(name: "''"),
      right: signature()
    ),
    .init(
      what: "a decision of nobody",
      wrong: decision(9, "later", supersedes: "3").replacing("'dba'", with: "' '"),
      right: decision(9, "later", supersedes: "3")
    ),
    .init(
      what: "a batch by control characters",
      wrong:
        "INSERT INTO review_batch VALUES (2, 2, 'accept', 0.9, 1, 0, char(27, 7), 't', NULL, zeroblob(16))",
      right:
        "INSERT INTO review_batch VALUES (2, 2, 'accept', 0.9, 1, 0, 'é', 't', NULL, zeroblob(16))"
    ),
    .init(
      what: "a signature by nobody",
      wrong: signature().replacing("'dba'", with: "''"),
      right: signature()
    ),
    .init(
      what: "a void by a space that does not break",
      wrong: void(2).replacing("'dba'", with: "char(160)"),
      right: void(2).replacing("'dba'", with: "char(160) || 'x'")
    ),
    .init(
      what: "a signature under no run",
      wrong: signature(run: 9),
      right: signature(),
      says: "FOREIGN KEY"
    ),
    .init(
      what: "a void without a reason",
      wrong: void(2, reason: "''"),
      right: void(2)
    ),
    .init(
      what: "a void for one who is not signed",
      wrong: void(9),
      right: void(2),
      says: "FOREIGN KEY"
    ),
    .init(what: "a second void", wrong: void(3), right: void(2), says: "append-only"),
  ]

  private static func signature(name: String = "'Ada'", run: Int = 2) -> String {
    """
    INSERT INTO sign_off VALUES (2, \(run), \(name), 'teacher', 's', 'dba', 't', 0, 0, 0, 0, 0,
      zeroblob(32), 1, zeroblob(32), '0')
    """
  }

  private static func void(_ student: Int, reason: String = "'why'") -> String {
    "INSERT INTO sign_off_void VALUES (NULL, 1, \(student), 'dba', 't', \(reason))"
  }
}
