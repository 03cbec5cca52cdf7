import SQLite

/// A school of eleven students typed in by hand, with at least one row in every table.
///
/// Ada and Gus are recorded, Dee has no height, Eli declined, Fay is not to be inferred, and the
/// others are missing. Run 1 was refused by its gate, run 2 passed. Hal was decided about and
/// found in a later file. Ben and Cem are signed, Cem's signature was declared void. Kit came with an
/// import that was reverted. Ida and Jo were joined and parted again.
enum HandMadeSchool {
  static func make() throws -> Connection {
    let connection = try freshSchema()
    try connection.execute(students)
    try connection.execute(runs)
    try connection.execute(reviews)
    try connection.execute(hal)
    return connection
  }

  private static let students =
    """
    INSERT INTO schema_migration VALUES (1, 'V0001_students', 'text', 't0', '0');
    INSERT INTO import_batch
      (id, source_name, sha256, byte_count, encoding, byte_order_mark, delimiter, line_ending,
       final_newline, header_line, header_record, headings, column_map, first_student, last_student,
       row_count, added, updated, unchanged, conflicts, rejected, doubts, missing_gender,
       declined_gender, doubt_gender, missing_height, not_a_person, voided,
       blank_lines, actor, imported_at, program_version, salt)
    VALUES
      (1, 'a.csv', zeroblob(32), 9, 'utf-8', 0, ',', 'lf', 1, 1, x'61', '["a"]', '{"name":0}', 1,
       10, 11, 10, 0, 0, 0, 1, 0, 6, 1, 0, 1, 0, 0, 0, 'ada', 't1', '0',
       randomblob(16)),
      (2, 'b.csv', randomblob(32), 9, 'utf-8', 0, ',', 'lf', 1, 1, x'61', '["a"]', '{"name":0}',
       NULL, NULL, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 'ada', 't2', '0',
       randomblob(16)),
      (3, 'c.csv', randomblob(32), 9, 'utf-8', 0, ',', 'lf', 1, 1, x'61', '["a"]', '{"name":0}',
       11, 11, 1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 'ada', 't2', '0',
       randomblob(16));
    INSERT INTO student
      (id, import_batch, line, school_id, name, gender_absence, gender, height_cm, height_problem,
       group_name, age_years, salt)
    VALUES
      (1, 1, 2, 'A1', 'Ada', NULL, 'female', 170, NULL, '7b', 12.5, randomblob(16)),
      (2, 1, 3, 'A2', 'Ben', 'missing', NULL, 180, NULL, '7b', NULL, randomblob(16)),
      (3, 1, 4, NULL, 'Cem', 'missing', NULL, 165, NULL, NULL, NULL, randomblob(16)),
      (4, 1, 5, NULL, 'Dee', 'missing', NULL, NULL, 'missing', NULL, NULL, randomblob(16)),
      (5, 1, 6, NULL, 'Eli', 'declined', NULL, 175, NULL, NULL, NULL, randomblob(16)),
      (6, 1, 7, NULL, 'Fay', 'do_not_infer', NULL, 172, NULL, NULL, NULL, randomblob(16)),
      (7, 1, 8, NULL, 'Gus', NULL, 'male', 181, NULL, NULL, NULL, randomblob(16)),
      (8, 1, 9, NULL, 'Hal', 'missing', NULL, 180, NULL, NULL, NULL, randomblob(16)),
      (9, 1, 10, NULL, 'Ida', 'missing', NULL, 168, NULL, NULL, NULL, randomblob(16)),
      (10, 1, 11, NULL, 'Jo', 'missing', NULL, 165, NULL, NULL, NULL, randomblob(16)),
      (11, 3, 2, 'K1', 'Kit', 'missing', NULL, 180, NULL, NULL, NULL, randomblob(16));
    INSERT INTO import_revert VALUES (3, 'ada', 't2', 'the wrong file', '0', randomblob(16));
    INSERT INTO rejected_row VALUES (1, 1, NULL, 12, NULL, 90, 'code', 'message', x'62', NULL, randomblob(16));
    """

  private static let runs =
    """
    INSERT INTO imputation_run
      (id, origin, learnt_from, family, variance, missingness, stratified_by, seed, start_count,
       maximum_iterations, tolerance, resolution_cm, settings_requested, reference, status,
       iterations, log_likelihood, bic, icl, recorded_count, missing_count, imputed, not_imputed,
       input_digest, missing_shares, candidates, totals, sensitivity, refusals, gate, actor, created_at, program_version, salt)
    VALUES
      (1, 'fitted', 'all', 'normal', 'equal', 'same', 'none', 1, 1, 9, 1e-9, 1, '{}', '[]', 'converged',
       2, -9, -20, -21, 2, 5, 0, '{}', zeroblob(32), '[]', '[]', '[]', '[]', '[]', 'refused', 'ada', 't3', '0',
       randomblob(16)),
      (2, 'fitted', 'all', 'normal', 'equal', 'same', 'none', 1, 1, 9, 1e-9, 1, '{}', '[]', 'converged',
       2, -8, -19, -20, 2, 5, 5, '{}', zeroblob(32), '[]', '[]', '[]', '[]', '[]', 'passed', 'ada', 't4', '0',
       randomblob(16));
    INSERT INTO counted_evidence VALUES
      (2, 1, '', 165, NULL, 'missing', 2, NULL, randomblob(16)),
      (2, 2, '', 170, 'female', 'recorded', 1, '[1,0]', randomblob(16)),
      (2, 3, '', NULL, 'male', 'recorded', 1, '[0,1]', randomblob(16));
    INSERT INTO fitted_stratum VALUES
      (2, 1, '', 2, 0, 5, 'converged', 2, -8, 0.2, 0.5, 0.4, 1, NULL, '[]');
    INSERT INTO model_parameter VALUES
      (2, '', 'female', 1, 0.5, NULL, 0.5, NULL, 166, NULL, 6.5, NULL, 42.25);
    INSERT INTO iteration_trace VALUES
      (2, '', 1, 0, 'start', -9, -9, NULL, 'female', 0.5, 0.5, 166, 40);
    INSERT INTO name_word VALUES (2, 1, 'first', 'ada', '[1,0]', NULL, randomblob(16));
    INSERT INTO evidence_cell VALUES
      (1, 1, '', 165, NULL, 1, 'female', 0.95, NULL, NULL, 0, randomblob(16)),
      (2, 1, '', 165, NULL, 2, 'female', 0.9, 0.8, 0.95, 1, randomblob(16)),
      (2, 2, '', 168, NULL, 1, 'female', 0.75, NULL, NULL, 1, randomblob(16)),
      (2, 3, '', 180, NULL, 2, 'male', 0.97, NULL, NULL, 1, randomblob(16));
    INSERT INTO cell_probability VALUES (2, 1, 'female', 0.9, 0.92),
      (2, 1, 'male', 0.1, 0.08);
    INSERT INTO imputation (student, run, cell) VALUES
      (3, 1, 1), (2, 2, 3), (3, 2, 1), (8, 2, 3), (9, 2, 2), (10, 2, 1);
    """

  private static let reviews =
    """
    INSERT INTO review_batch VALUES (1, 2, 'accept', 0.96, 1, 0.06, 'ben', 't5', NULL, randomblob(16));
    INSERT INTO review_decision
      (id, student, run, verdict, gender, reviewer, decided_at, blind, batch, supersedes, undoes,
       restores)
    VALUES
      (1, 2, 2, 'later', NULL, 'ada', 't6', 0, NULL, NULL, NULL, NULL),
      (2, 3, 2, 'correct', 'male', 'ada', 't7', 0, NULL, NULL, NULL, NULL),
      (3, 9, 2, 'leave_unknown', NULL, 'ada', 't8', 1, NULL, NULL, NULL, NULL),
      (4, 8, 2, 'accept', 'male', 'ben', 't9', 0, 1, NULL, NULL, NULL),
      (5, 2, 2, 'accept', 'male', 'ben', 't10', 0, NULL, 1, NULL, NULL),
      (6, 10, 2, 'accept', 'female', 'ben', 't11', 0, NULL, NULL, NULL, NULL),
      (7, 10, 2, 'reopen', NULL, 'ben', 't12', 0, NULL, 6, 6, NULL);
    INSERT INTO sign_off VALUES
      (1, 2, 'Ada Lovelace', 'teacher', 'seen', 'ada', 't13', 1, 1, 0, 1, 0, zeroblob(32), 1,
       zeroblob(32), '0');
    INSERT INTO signed_item VALUES (1, 2, 5, zeroblob(32)), (1, 3, 2, zeroblob(32));
    INSERT INTO sign_off_void VALUES (1, 1, 3, 'ada', 't14', 'mistaken');
    INSERT INTO student_join VALUES (1, 9, 10, 2, NULL, 'ada', 't14', 'one child', '0', randomblob(16));
    INSERT INTO join_revert VALUES (1, 'ada', 't14', 'two children', '0', randomblob(16));
    INSERT INTO trail VALUES (1, 't0', 'migrate', 'ada', x'00', zeroblob(32), randomblob(32));
    INSERT INTO trail_locator VALUES (1, 'student', 0, x'0102');
    INSERT INTO erasure VALUES (1, 'student', NULL, 1, 'ada', 't16', 'asked to', '0', randomblob(16));
    INSERT INTO erased_leaf VALUES (1, 1, 'student', 12, 1, 11, randomblob(32));
    INSERT INTO compaction VALUES (1, 't16');
    INSERT INTO student_count VALUES (0, 'missing', 0, 1, 'signed', 'made', 1);
    """

  /// Hal's gender comes with a later file, after he was decided about.
  private static let hal =
    """
    INSERT INTO student_line VALUES (2, 2, 8, '["Hal","m"]', NULL);
    INSERT INTO repeated_line VALUES (2, 3, 3, 1, x'0010010100');
    INSERT INTO student_change VALUES
      (1, 8, 'gender_absence', 'missing', NULL, 2, 2, 'ada', 't15', NULL, NULL, NULL),
      (2, 8, 'gender', NULL, 'male', 2, 2, 'ada', 't15', NULL, NULL, NULL);
    UPDATE student SET gender_absence = NULL, gender = 'male' WHERE id = 8;
    """
}
