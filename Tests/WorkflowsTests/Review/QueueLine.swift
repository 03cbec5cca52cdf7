import SQLite

@testable import StudentStore

/// What a queue says of a student.
struct QueueLine: Equatable {
  let student: Int64
  let person: [String?]
  let confidence: Double?
  let state: String
  let decision: Int64?
  let gender: String?
  let path: String?

  init(_ item: QueueItem) {
    student = item.student
    person = [item.schoolID, item.name, item.group]
    confidence = item.suggestion?.confidence
    state = item.state.rawValue
    decision = item.decision
    gender = item.decidedGender
    path = item.path?.rawValue
  }

  private init(_ row: borrowing Row) throws {
    student = try row.integer(at: 0)
    person = [
      try row.optionalText(at: 1), try row.optionalText(at: 2), try row.optionalText(at: 3),
    ]
    confidence = try row.optionalReal(at: 4)
    state = try row.text(at: 5)
    decision = try row.optionalInteger(at: 6)
    gender = try row.optionalText(at: 7)
    path = try row.optionalText(at: 8)
  }

  /// The queue of the first run as the views of the schema have it.
  static func ofViews(in database: SchoolDatabase) throws -> [QueueLine] {
    var statement = try database.connection.prepare(
      """
      SELECT inference.student, student.school_id, student.name, student.group_name,
        CASE inference.is_proposed WHEN 1 THEN inference.confidence END,
        coalesce(current_decision.state, 'open'), current_decision.decision,
        current_decision.gender, current_decision.decided_how
      FROM inference
      JOIN active_student AS student ON student.id = inference.student
      LEFT JOIN current_decision ON current_decision.student = inference.student
      WHERE inference.run = 1 AND student.gender_absence = 'missing'
      ORDER BY inference.confidence, inference.student
      """
    )
    return try statement.map { row in try QueueLine(row) }
  }
}
