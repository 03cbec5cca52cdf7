import SQLite

extension SchoolDatabase {
  /// The students of a run's queue, counted by what became of them.
  func queueCounts(of run: Int64) throws -> [QueueCount] {
    var statement = try connection.prepare(
      """
      SELECT coalesce(current_decision.state, 'open') AS state, inference.is_proposed,
        current_decision.gender IS NOT NULL AS has_gender, student.height_cm IS NULL AS lacks_height,
        count(*) AS students
      FROM inference
      JOIN active_student AS student ON student.id = inference.student
      LEFT JOIN current_decision ON current_decision.student = inference.student
      WHERE inference.run = ? AND student.gender_absence = 'missing'
      GROUP BY 1, 2, 3, 4
      """
    )
    return try statement.map(binding: .integer(run)) { row in
      QueueCount(
        state: try QueueItem.State(word: try row.text("state")),
        isProposed: try row.integer("is_proposed") == 1,
        hasGender: try row.integer("has_gender") == 1,
        lacksHeight: try row.integer("lacks_height") == 1,
        students: try row.count("students")
      )
    }
  }

  /// The active decision of a student and the resulting state; nil without a decision.
  package func reviewState(
    of student: Int64
  ) throws -> (decision: Int64, gender: String?, state: QueueItem.State)? {
    var statement = try connection.prepare(
      "SELECT decision, gender, state FROM current_decision WHERE student = ?"
    )
    return try statement.first(binding: .integer(student)) { row in
      (
        try row.integer("decision"), try row.optionalText("gender"),
        try QueueItem.State(word: try row.text("state"))
      )
    }
  }

  /// What a run suggests for one student; nil where it says nothing about the student or its gate
  /// refused.
  package func suggestion(of run: Int64, for student: Int64) throws -> String? {
    var statement = try connection.prepare(
      """
      SELECT gender FROM inference WHERE student = ? AND run = ? AND is_proposed = 1
      """
    )
    return try statement.first(binding: .integer(student), .integer(run)) { row in
      try row.text("gender")
    }
  }

  /// The genders that the school's file uses, most frequent first.
  ///
  /// Counted here: to count them, SQLite would sort all students.
  package func recordedGenders() throws -> [String] {
    var statement = try connection.prepare(
      "SELECT gender FROM active_student WHERE gender IS NOT NULL"
    )
    var counts = ByteTextCounts()
    try statement.forEachRow { row in
      _ = try row.number(ofTextAt: 0) { text in
        counts.add(text)
        return 0
      }
    }
    return counts.mostFrequentFirst.map { String(decoding: $0, as: UTF8.self) }
  }

  /// The genders ever decided, in alphabetical order.
  package func decidedGenders() throws -> [String] {
    var statement = try connection.prepare(
      "SELECT DISTINCT gender FROM review_decision WHERE gender IS NOT NULL ORDER BY gender"
    )
    return try statement.map { row in try row.text("gender") }
  }
}

/// Students of a run's queue who have these in common.
struct QueueCount {
  let state: QueueItem.State
  /// Whether there is a suggestion.
  let isProposed: Bool
  /// Whether a gender was decided.
  let hasGender: Bool
  let lacksHeight: Bool
  let students: Int
}
