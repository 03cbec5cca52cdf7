import StudentStore

/// The state derived from the decisions about one student: which one is active, which was active
/// before each, and what can be redone.
///
/// Every row is one step. A new decision clears what could be redone; an undo names the decision
/// that it reverses; a redo names the undo that it reverses.
struct DecisionHistory {
  /// An undone decision, with the entry that undid it.
  struct Undone {
    let undo: ReviewDecision
    let original: ReviewDecision
  }

  /// The newest entry.
  private(set) var head: ReviewDecision?
  /// The active decision in its original entry; nil if the student is open.
  private(set) var counting: ReviewDecision?
  /// What can be redone, the next one last.
  private(set) var undone: [Undone] = []
  /// The active decision before each one, by number.
  private var before: [Int64: ReviewDecision] = [:]

  /// Replays the decisions about one student, oldest first.
  init(_ decisions: [ReviewDecision]) {
    var known: [Int64: ReviewDecision] = [:]
    for decision in decisions {
      known[decision.id] = decision
      head = decision
      guard let target = decision.undoes.flatMap({ known[$0] }) else {
        before[decision.id] = counting
        counting = decision
        undone = []
        continue
      }
      counting = decision.restores.flatMap { known[$0] }
      if target.undoes == nil {
        undone.append(Undone(undo: decision, original: target))
      } else {
        undone.removeAll { $0.undo.id == target.id }
      }
    }
  }

  /// Reads the decisions about a student.
  init(of student: Int64, in database: SchoolDatabase) throws {
    self.init(try database.decisions(about: student))
  }

  /// The entry that undoes the active decision by restoring the state before it.
  func undoing(reason: String?) -> NewDecision? {
    guard let head, let counting else { return nil }
    let earlier = before[counting.id]
    return NewDecision(
      student: head.student,
      run: earlier?.run ?? counting.run,
      verdict: earlier?.verdict ?? .reopen,
      reason: reason,
      blind: earlier?.blind ?? false,
      supersedes: head.id,
      undoes: counting.id,
      restores: earlier?.id
    )
  }

  /// The entry that reverses the newest undo by restoring the undone decision.
  func redoing(reason: String?) -> NewDecision? {
    guard let head, let next = undone.last else { return nil }
    return NewDecision(
      student: head.student,
      run: next.original.run,
      verdict: next.original.verdict,
      reason: reason,
      blind: next.original.blind,
      supersedes: head.id,
      undoes: next.undo.id,
      restores: next.original.id
    )
  }
}
