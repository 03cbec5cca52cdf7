import SQLite

extension SchoolDatabase {
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
