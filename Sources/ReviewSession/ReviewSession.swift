package import StudentStore
package import Workflows

/// One reviewer's session: the current student, and the result of each action.
///
/// Used by the line review and by the screen. A decision is on disk when `decide` returns it;
/// another reviewer's decision is never replaced unseen.
package struct ReviewSession {
  package let keys: ReviewKeys
  package let run: Int64
  /// The name in the trail.
  package var reviewer: String { context.actor }

  package private(set) var queue: ReviewQueue
  /// The current student, as the reviewer sees it; nil when none is left.
  package private(set) var sheet: EvidenceSheet?
  /// The comment for the next decision.
  package var comment: String?

  private let database: SchoolDatabase
  private var context: WorkContext
  private let model: ImputationRun
  private let arrangement: QueueArrangement
  /// Students whose suggestion was shown: an answer about them no longer counts as blind.
  private var suggestionsSeen: Set<Int64> = []

  package init(
    database: SchoolDatabase,
    context: WorkContext,
    run: Int64,
    arrangement: QueueArrangement
  ) throws {
    self.database = database
    self.context = context
    self.run = run
    self.arrangement = arrangement
    comment = nil
    model = try database.run(run)
    let workflow = ReviewWorkflow(database, context: context)
    let (queue, genders) = try workflow.withRecordedGenders {
      try ReviewQueue(database, context: context, run: run, arrangement: arrangement)
    }
    self.queue = queue
    keys = ReviewKeys(recorded: genders)
    try goOn()
  }

  /// The same queue for another reviewer, who has seen nothing of it yet.
  ///
  /// The order of a large school takes time to read; a copy of it takes nothing.
  package func anew(context: WorkContext) throws -> ReviewSession {
    var session = self
    session.context = context
    session.comment = nil
    session.suggestionsSeen = []
    try session.goOn()
    return session
  }

  /// The result of a decision.
  package enum Outcome {
    case kept(ReviewDecision, name: String)
    /// Another reviewer decided about the student meanwhile; nothing was replaced.
    ///
    /// `isHidden`: whether the suggestion stays hidden.
    case conflict(theirs: ReviewDecision, isHidden: Bool)
    case refused(Refusal)
    /// Stored, but the next student cannot be read.
    case stuck(ReviewDecision, any Error)

    /// The stored decision, if any.
    package var keptDecision: Int64? {
      switch self {
      case .kept(let decision, _), .stuck(let decision, _): decision.id
      case .conflict, .refused: nil
      }
    }
  }

  /// Why the decision was not stored, or may not have been.
  package enum Refusal {
    /// No student is left to decide.
    case noStudent
    /// A hidden suggestion cannot be accepted.
    case suggestionIsHidden
    /// Another reviewer undid a decision meanwhile.
    case takenBackMeanwhile
    /// This reviewer has no decision to undo.
    case nothingToUndo(reviewer: String)
    /// `mayBeKept`: whether it may be on disk nevertheless.
    case failed(any Error, mayBeKept: Bool)
  }

  /// Decides about a student as a page showed it, and shows the next.
  ///
  /// The page may be older than the database: `seen` is the newest decision that it knew of, as
  /// ``EvidenceSheet/seen`` said. If there is another one by now, it is shown and nothing is replaced.
  package mutating func decide(
    _ choice: ReviewWorkflow.Choice,
    about student: Int64,
    seen: Int64?,
    signatures: SignatureTreatment = .respect
  ) throws -> Outcome {
    try look(at: student)
    guard let sheet, sheet.item.student == student else { return .refused(.noStudent) }
    guard sheet.seen == seen else {
      guard let theirs = sheet.decision else { return .refused(.takenBackMeanwhile) }
      return .conflict(theirs: theirs, isHidden: sheet.isBlind)
    }
    return try decide(choice, signatures: signatures)
  }

  /// Decides about the current student, and shows the next.
  package mutating func decide(
    _ choice: ReviewWorkflow.Choice,
    signatures: SignatureTreatment = .respect
  ) throws -> Outcome {
    guard let sheet else { return .refused(.noStudent) }
    if choice == .accept, sheet.isBlind {
      return .refused(.suggestionIsHidden)
    }
    do {
      let decision = try ReviewWorkflow(database, context: context).decide(
        sheet.item.student,
        choice,
        run: run,
        reason: comment,
        signatures: signatures,
        seen: .exactly(sheet.seen),
        isBlind: sheet.isBlind
      )
      comment = nil
      do {
        try goOn()
      } catch {
        return .stuck(decision, error)
      }
      return .kept(decision, name: sheet.item.name)
    } catch StoreError.decidedMeanwhile {
      try look(at: sheet.item.student)
      guard let sheet = self.sheet, let theirs = sheet.explanation.decision else {
        return .refused(.takenBackMeanwhile)
      }
      return .conflict(theirs: theirs, isHidden: sheet.isBlind)
    } catch {
      // The student stays current and is read again. If the disk failed, reading may fail too; the
      // result of the decision is reported first.
      try? look(at: sheet.item.student)
      return .refused(.failed(error, mayBeKept: StoreError.mayBeKept(error)))
    }
  }

  /// The result of an undo.
  package enum UndoOutcome {
    case undone([ReviewDecision], entry: Int64?, name: String)
    case refused(Refusal)

    /// The stored entry.
    package var keptDecision: Int64? {
      guard case .undone(_, let entry, _) = self else { return nil }
      return entry
    }
  }

  /// Undoes this reviewer's newest active decision, and shows its student.
  ///
  /// Another reviewer's decision is not undone here; `studentdb review undo` does that.
  package mutating func undo() throws -> UndoOutcome {
    try queue.refresh()
    do {
      guard let newest = try database.newestUndoableDecision(by: context.actor) else {
        return .refused(.nothingToUndo(reviewer: reviewer))
      }
      let outcome = try UndoWorkflow(database, context: context).undo(newest.id, reason: comment)
      // The undo is stored, even if the student cannot be read now.
      try? look(at: newest.student)
      let name = (try? database.student(newest.student).name) ?? "student \(newest.student)"
      return .undone(
        outcome.undone,
        entry: outcome.restored.first?.id,
        name: name
      )
    } catch {
      try? queue.refresh()
      // A failed undo has its own message.
      return .refused(.failed(error, mayBeKept: true))
    }
  }

  /// Redoes what was undone last, by whoever undid it, and shows its student.
  ///
  /// - Throws: `StoreError.nothingToRedo` if there is nothing.
  package mutating func redo() throws -> [ReviewDecision] {
    let redone = try RedoWorkflow(database, context: context).redo(nil, reason: comment).restored
    if let first = redone.first { try? look(at: first.student) }
    return redone
  }

  /// Shows the next student of the queue.
  package mutating func goOn() throws {
    try queue.refresh()
    let next = queue.next
    sheet = try next.map { try sheet(of: $0) }
  }

  /// Shows a student, or the next of the queue if that one is no longer in it.
  package mutating func look(at student: Int64) throws {
    try queue.refresh()
    guard let place = queue[student] else { return try goOn() }
    sheet = try sheet(of: place)
  }

  /// The students whose name contains a text, or whose number or id equals it, in order.
  package func find(_ text: String) -> [Int64] {
    let wanted = text.lowercased()
    guard !wanted.isEmpty else { return [] }
    return queue.places.lazy.filter { place in
      place.item.name.lowercased().contains(wanted) || place.item.schoolID == text
        || "\(place.item.student)" == text
    }.map(\.item.student)
  }

  /// Whether a list hides a student's suggestion: for every blind student, before and after the
  /// answer, so that a second answer after an undo is blind too.
  package func isHidden(_ item: QueueItem) -> Bool {
    arrangement.isAskedBlind(item) && !suggestionsSeen.contains(item.student)
  }

  private mutating func sheet(of place: ReviewQueue.Place) throws -> EvidenceSheet {
    let isBlind = place.item.isBlind && !suggestionsSeen.contains(place.item.student)
    if !isBlind { suggestionsSeen.insert(place.item.student) }
    return try database.read {
      try EvidenceSheet(place, isBlind: isBlind, model: model, in: database)
    }
  }

  /// The agreement of the blind answers with the suggestions so far.
  package func progress() throws -> ReviewProgress {
    try database.read { try ReviewProgress(of: run, in: database) }
  }
}
