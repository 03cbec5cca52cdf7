import SQLite

/// How the rows of a batch pass from `packed_rows`, whose columns are those of `StudentPacker`, into
/// the table: `?1` is the import, `?2` the id of the first row.
extension StudentBatch {
  /// The columns that nearly every row fills, numbered by SQLite.
  static let insertShort: SQL =
    """
    INSERT INTO student
      (import_batch, line, name, gender_absence, gender, gender_text, height_cm, salt)
    SELECT ?1, c1, c2, c3, c4, c5, c6, c0
    FROM packed_rows
    """

  /// All columns, numbered by SQLite.
  static let insertWhole: SQL =
    """
    INSERT INTO student
      (import_batch, line, name, gender_absence, gender, gender_text, height_cm, salt, height_text,
       height_problem, school_id, group_name, age_years, age_text, other_cells, quoting,
       not_a_person)
    SELECT ?1, c1, c2, c3, c4, c5, c6, c0, c7, c8, c9, c10, c11, c12, c13, c14,
      c15
    FROM packed_rows
    """

  /// All columns, with the numbers that the rows were committed to.
  static let insertNumbered: SQL =
    """
    INSERT INTO student
      (id, import_batch, line, name, gender_absence, gender, gender_text, height_cm, salt,
       height_text, height_problem, school_id, group_name, age_years, age_text, other_cells,
       quoting, not_a_person)
    SELECT ?2 + rowid, ?1, c1, c2, c3, c4, c5, c6, c0, c7, c8, c9, c10, c11, c12, c13, c14,
      c15
    FROM packed_rows
    """

  /// The same, leaving out rows whose school id is taken.
  static let insertFree: SQL =
    """
    INSERT OR IGNORE INTO student
      (id, import_batch, line, name, gender_absence, gender, gender_text, height_cm, salt,
       height_text, height_problem, school_id, group_name, age_years, age_text, other_cells,
       quoting, not_a_person)
    SELECT ?2 + rowid, ?1, c1, c2, c3, c4, c5, c6, c0, c7, c8, c9, c10, c11, c12, c13, c14,
      c15
    FROM packed_rows
    """
}
