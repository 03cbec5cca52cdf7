/// Two people decided about one student, each without having seen the other's decision.
package struct DecisionConflict: Error, Equatable, Sendable {
  package let student: Int64
  /// What counts; nil where nothing does any more that could be shown.
  package let standing: ReviewDecision?
  /// What came second and was not kept.
  package let refused: Verdict

  package init(student: Int64, standing: ReviewDecision?, refused: Verdict) {
    self.student = student
    self.standing = standing
    self.refused = refused
  }
}

extension DecisionConflict: CustomStringConvertible {
  /// Both, and what to do.
  package var description: String {
    let counts = standing.map { standing in
      "\(standing.reviewer) decided \"\(standing.verdict.words)\" (d\(standing.id), "
        + "\(standing.decidedAt)) in the meantime"
    }
    return
      "student \(student): \(counts ?? "what was seen is no longer current"); \"\(refused.words)\" "
      + "was not kept: look again with \"studentdb show \(student)\" and decide anew"
  }
}

extension Verdict {
  /// The verdict in a word or two: the gender where it gives one.
  package var words: String {
    switch self {
    case .accept(let gender), .correct(let gender): gender
    case .leaveUnknown: "leave unknown"
    case .later: "later"
    case .reopen: "open again"
    }
  }
}
