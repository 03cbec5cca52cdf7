import StudentStore

/// The state that follows from the decisions about one student: which one is active, what was active
/// before each, and what can be redone.
///
/// Every row is one step. A decision of its own ends what could be redone; an undo names the
/// decision that it takes back; a redo names the undo that it takes back.
struct DecisionHistory {
  /// A decision that was taken back, with the entry that did it.
  struct Undone {
    let undo: ReviewDecision
    let original: ReviewDecision
  }

  /// The newest entry.
  private(set) var head: ReviewDecision?
  /// The decision that counts, as it was first taken; nil where the student is open.
  private(set) var counting: ReviewDecision?
  /// What can be redone, the next one last.
  private(set) var undone: [Undone] = []
  /// What counted before each decision, by number.
  private var before: [Int64: ReviewDecision] = [:]

  /// Goes through the decisions about one student, oldest first.
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

  /// Looks the decisions about a student up.
  init(of student: Int64, in database: SchoolDatabase) throws {
    self.init(try database.decisions(about: student))
  }

  /// The entry that takes the decision that counts back: what held before it, said again.
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

  /// The entry that takes the newest undo back: what it took back, said again.
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
