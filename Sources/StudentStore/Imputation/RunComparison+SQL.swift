import SQLite

/// What two runs say about one student.
package struct RunDifference: Sendable {
  package let student: Int64
  package let name: String
  package let group: String?
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
    func said(_ row: borrowing Row, _ column: Int) throws -> RunDifference.Said? {
      guard let gender = try row.optionalText(at: column) else { return nil }
      return RunDifference.Said(
        gender: gender,
        confidence: try row.probability(at: column + 1),
        isProposed: try row.integer(at: column + 2) == 1
      )
    }
    try statement.forEachRow(binding: .integer(first), .integer(second)) { row in
      try visit(
        try reading("evidence_cell", "student, \(row.key())") {
          RunDifference(
            student: try row.integer(at: 0),
            name: try row.text(at: 1),
            group: try row.optionalText(at: 2),
            before: try said(row, 3),
            after: try said(row, 6)
          )
        }
      )
    }
  }
}
