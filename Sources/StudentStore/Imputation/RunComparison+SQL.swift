import SQLite

/// What two runs say about one student, or about the students of one cell.
package struct RunDifference: Sendable {
  /// Whom they say it about.
  package enum Subject: Hashable, Sendable {
    case student(Int64, name: String, group: String?)
    /// So many students of this stratum and height in centimetres, whom an engine has counted.
    case cell(stratum: String?, height: Double, students: Int)
  }

  package let subject: Subject
  /// What the first run says: the likeliest gender and its probability.
  package let before: Said?
  /// What the second run says.
  package let after: Said?

  /// What one run says.
  package struct Said: Sendable, Equatable {
    package let gender: String
    package let confidence: Double
    /// Whether the gate let it through.
    package let isProposed: Bool
  }

  /// How many students they are.
  package var students: Int {
    if case .cell(_, _, let students) = subject { students } else { 1 }
  }

  /// Whether the likeliest gender is another one: the probability crossed one half, or with more
  /// than two genders another one overtook.
  package var crossed: Bool {
    guard let before, let after else { return false }
    return before.gender != after.gender
  }

  /// How far the probability of the first run's gender moved; nil where one of them says nothing.
  package var moved: Double? {
    guard let before, let after else { return nil }
    let now = after.gender == before.gender ? after.confidence : 1 - after.confidence
    return now - before.confidence
  }
}

extension SchoolDatabase {
  /// Visits every cell about which one of two runs says something, in order of stratum and height.
  ///
  /// As many students count as the second run has there or, where it has none, the first.
  package func compareCells(
    _ first: Int64,
    _ second: Int64,
    _ visit: (RunDifference) throws -> Void
  ) throws {
    var statement = try connection.prepare(
      """
      SELECT either.stratum, either.height_cm, coalesce(new.student_count, old.student_count),
        old.gender, old.confidence, old.is_proposed, new.gender, new.confidence, new.is_proposed
      FROM (SELECT stratum, height_cm FROM evidence_cell WHERE run = ?1
            UNION SELECT stratum, height_cm FROM evidence_cell WHERE run = ?2) AS either
      LEFT JOIN evidence_cell AS old
        ON old.run = ?1 AND old.stratum = either.stratum AND old.height_cm = either.height_cm
      LEFT JOIN evidence_cell AS new
        ON new.run = ?2 AND new.stratum = either.stratum AND new.height_cm = either.height_cm
      WHERE either.height_cm IS NOT NULL
      ORDER BY either.stratum, either.height_cm
      """
    )
    try statement.forEachRow(binding: .integer(first), .integer(second)) { row in
      try visit(
        try reading("evidence_cell", "run r\(first) or r\(second)") {
          let stratum = try row.text(at: 0)
          return RunDifference(
            subject: .cell(
              stratum: stratum.isEmpty ? nil : stratum,
              height: try row.optionalCentimetres(at: 1) ?? 0,
              students: Int(try row.integer(at: 2))
            ),
            before: try Self.said(row, 3),
            after: try Self.said(row, 6)
          )
        }
      )
    }
  }

  private static func said(_ row: borrowing Row, _ column: Int) throws -> RunDifference.Said? {
    guard let gender = try row.optionalText(at: column) else { return nil }
    return RunDifference.Said(
      gender: gender,
      confidence: try row.probability(at: column + 1),
      isProposed: try row.integer(at: column + 2) == 1
    )
  }

  /// Visits every student about whom one of two runs says something, in the order of students.
  package func compare(
    _ first: Int64,
    _ second: Int64,
    _ visit: (RunDifference) throws -> Void
  ) throws {
    var statement = try connection.prepare(
      """
      SELECT student.id, student.name, student.group_name,
        old.gender, old.confidence, old.is_proposed, new.gender, new.confidence, new.is_proposed
      FROM (SELECT student FROM imputation WHERE run = ?1
            UNION SELECT student FROM imputation WHERE run = ?2) AS either
      JOIN student ON student.id = either.student
      LEFT JOIN imputation AS before ON before.run = ?1 AND before.student = either.student
      LEFT JOIN evidence_cell AS old ON old.run = ?1 AND old.cell = before.cell
      LEFT JOIN imputation AS after ON after.run = ?2 AND after.student = either.student
      LEFT JOIN evidence_cell AS new ON new.run = ?2 AND new.cell = after.cell
      ORDER BY student.id
      """
    )
    try statement.forEachRow(binding: .integer(first), .integer(second)) { row in
      try visit(
        try reading("evidence_cell", "student, \(row.key())") {
          RunDifference(
            subject: .student(
              try row.integer(at: 0),
              name: try row.text(at: 1),
              group: try row.optionalText(at: 2)
            ),
            before: try Self.said(row, 3),
            after: try Self.said(row, 6)
          )
        }
      )
    }
  }
}
