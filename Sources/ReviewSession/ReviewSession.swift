package import StudentStore
package import Workflows

/// One person's review: the current student, and the result of each action.
///
/// The line by line review and the one on the screen both work on this. A decision is on disk when
/// `decide` returns it; nobody else's is ever replaced unseen.
package struct ReviewSession {
  package let keys: ReviewKeys
  package let run: Int64
  /// The name in the trail.
  package var reviewer: String { context.actor }

  package private(set) var queue: ReviewQueue
  /// The current student, as the reviewer sees it; nil when none is left.
  package private(set) var sheet: EvidenceSheet?
  /// What is kept with the next decision.
  package var comment: String?

  private let database: SchoolDatabase
  private let context: WorkContext
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
    keys = ReviewKeys(recorded: try database.recordedGenders())
    queue = try ReviewQueue(database, context: context, run: run, arrangement: arrangement)
    try goOn()
  }

  /// What came of a decision.
  package enum Outcome {
    case kept(ReviewDecision, name: String)
    /// Somebody decided about the student since it came into view; nothing was replaced.
    ///
    /// `isHidden`: whether the suggestion stays hidden all the same.
    case conflict(theirs: ReviewDecision, isHidden: Bool)
    case refused(Refusal)
    /// Kept; what comes next cannot be read.
    case stuck(ReviewDecision, any Error)

    /// The decision that is kept, whatever comes next.
    package var keptDecision: Int64? {
      switch self {
      case .kept(let decision, _), .stuck(let decision, _): decision.id
      case .conflict, .refused: nil
      }
    }
  }

  /// Why nothing was kept, or may not have been.
  package enum Refusal {
    /// No student is left to decide about.
    case noStudent
    /// What is hidden cannot be accepted.
    case suggestionIsHidden
    /// Somebody took a decision back meanwhile.
    case takenBackMeanwhile
    /// There is no decision of this person that could be taken back.
    case nothingToUndo(reviewer: String)
    /// `mayBeKept`: whether it may be on disk all the same.
    case failed(any Error, mayBeKept: Bool)
  }

  /// Decides about whoever is in view, and shows the next.
  package mutating func decide(_ choice: ReviewWorkflow.Choice) throws -> Outcome {
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
      // The student stays in view; whatever else happened to it is shown.
      // Where the disk failed, looking may fail as well; what became of the decision comes first.
      try? look(at: sheet.item.student)
      return .refused(.failed(error, mayBeKept: StoreError.mayBeKept(error)))
    }
  }

  /// What came of an undo.
  package enum UndoOutcome {
    case undone([ReviewDecision], entry: Int64?, name: String)
    case refused(Refusal)

    /// The entry that is kept.
    package var keptDecision: Int64? {
      guard case .undone(_, let entry, _) = self else { return nil }
      return entry
    }
  }

  /// Takes back this person's newest decision that counts, and shows the student it was about.
  ///
  /// Another's decision is not taken back in passing; `studentdb review undo` does that.
  package mutating func undo() throws -> UndoOutcome {
    try queue.refresh()
    do {
      guard let newest = try database.newestUndoableDecision(by: context.actor) else {
        return .refused(.nothingToUndo(reviewer: reviewer))
      }
      let outcome = try UndoWorkflow(database, context: context).undo(newest.id, reason: comment)
      // It is taken back, whether or not the student can be read now.
      try? look(at: newest.student)
      let name = (try? database.student(newest.student).name) ?? "student \(newest.student)"
      return .undone(
        outcome.undone,
        entry: outcome.restored.first?.id,
        name: name
      )
    } catch {
      try? queue.refresh()
      // An undo that failed is said in its own words.
      return .refused(.failed(error, mayBeKept: true))
    }
  }

  /// Shows whoever comes next in the queue.
  package mutating func goOn() throws {
    try queue.refresh()
    let next = queue.next
    sheet = try next.map { try sheet(of: $0) }
  }

  /// Shows a student; the next of the queue where that one is no longer in it.
  package mutating func look(at student: Int64) throws {
    try queue.refresh()
    guard let place = queue[student] else { return try goOn() }
    sheet = try sheet(of: place)
  }

  /// The students whose name has a text in it, or whose number or id is the text, in order.
  package func find(_ text: String) -> [Int64] {
    let wanted = text.lowercased()
    guard !wanted.isEmpty else { return [] }
    return queue.places.filter { place in
      place.item.name.lowercased().contains(wanted) || place.item.schoolID == text
        || "\(place.item.student)" == text
    }.map(\.item.student)
  }

  /// Whether a student's suggestion is kept out of a list: whoever is asked blind, before the answer
  /// and after it, so that an undo and a second answer are no different from the first.
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

  /// What the blind answers say about the run's suggestions so far.
  package func progress() throws -> ReviewProgress {
    try database.read { try ReviewProgress(of: run, in: database) }
  }
}
