import StudentStore
import Workflows

/// One person's review: whoever is in view, and what each wish comes to.
///
/// The line by line review and the one on the screen both work on this. A decision is on disk when
/// `decide` returns it; nobody else's is ever replaced unseen.
struct ReviewDesk {
  let isBlind: Bool
  let keys: ValueKeys
  let run: Int64
  /// The name that stands in the trail.
  var reviewer: String { context.actor }

  private(set) var queue: LiveQueue
  /// Whoever is in view, as the person sees it; nil when nobody is left.
  private(set) var sheet: StudentSheet?
  /// What is kept with the next decision.
  var comment: String?

  private let database: SchoolDatabase
  private let context: WorkContext
  private let model: ImputationRun

  init(
    database: SchoolDatabase,
    context: WorkContext,
    run: Int64,
    select: @escaping ([QueueItem]) -> [QueueItem],
    isBlind: Bool
  ) throws {
    self.database = database
    self.context = context
    self.run = run
    self.isBlind = isBlind
    comment = nil
    model = try database.run(run)
    keys = ValueKeys(recorded: try database.recordedGenders())
    queue = try LiveQueue(database, context: context, run: run, select: select)
    try goOn()
  }

  /// What came of a decision.
  enum Outcome {
    case kept(ReviewDecision, name: String)
    /// Somebody decided about the student since it came into view; nothing was replaced.
    case conflict(theirs: ReviewDecision)
    /// Why it cannot be.
    case refused(String)
  }

  /// Decides about whoever is in view, and shows the next.
  mutating func decide(_ choice: ReviewWorkflow.Choice) throws -> Outcome {
    guard let sheet else { return .refused("Nobody is left to decide about.") }
    if choice == .accept, isBlind {
      return .refused("Blind: say the gender you know, or n.")
    }
    do {
      let decision = try ReviewWorkflow(database, context: context).decide(
        sheet.item.student,
        choice,
        run: run,
        reason: comment,
        seen: .exactly(sheet.seen),
        isBlind: isBlind
      )
      comment = nil
      try goOn()
      return .kept(decision, name: SafeText.shown(sheet.item.name))
    } catch StoreError.decidedMeanwhile {
      try look(at: sheet.item.student)
      guard let theirs = self.sheet?.explanation.decision else {
        return .refused("Somebody took a decision back meanwhile. Nothing was kept; decide again.")
      }
      return .conflict(theirs: theirs)
    } catch {
      // The student stays in view; whatever else happened to it is shown.
      let reason = CommandFailure(error).message
      try look(at: sheet.item.student)
      return .refused("Not kept: \(SafeText.shown(reason))")
    }
  }

  /// What came of an undo.
  enum UndoOutcome {
    case undone([ReviewDecision], name: String)
    case refused(String)
  }

  /// Takes back this person's newest decision that counts, and shows the student it was about.
  ///
  /// Another's decision is not taken back in passing; `studentdb review undo` does that.
  mutating func undo() throws -> UndoOutcome {
    try queue.refresh()
    do {
      guard let newest = try queue.newestDecision(by: context.actor) else {
        return .refused(
          "There is nothing to undo: no decision of \(SafeText.shown(reviewer)) stands."
        )
      }
      let outcome = try UndoWorkflow(database, context: context).undo(newest.id, reason: comment)
      try look(at: newest.student)
      let name = try database.student(newest.student).name
      return .undone(outcome.undone, name: SafeText.shown(name))
    } catch {
      let reason = CommandFailure(error).message
      try queue.refresh()
      return .refused(SafeText.shown(reason))
    }
  }

  /// Shows whoever comes next in the queue.
  mutating func goOn() throws {
    try queue.refresh()
    sheet = try queue.next.map(sheet(of:))
  }

  /// Shows a student; the next of the queue where that one is no longer in it.
  mutating func look(at student: Int64) throws {
    try queue.refresh()
    guard let place = queue[student] else { return try goOn() }
    sheet = try sheet(of: place)
  }

  /// The students whose name has a text in it, or whose number or id is the text, in order.
  func find(_ text: String) -> [Int64] {
    let wanted = text.lowercased()
    guard !wanted.isEmpty else { return [] }
    return queue.places.filter { place in
      place.item.name.lowercased().contains(wanted) || place.item.schoolID == text
        || "\(place.item.student)" == text
    }.map(\.item.student)
  }

  private func sheet(of place: LiveQueue.Place) throws -> StudentSheet {
    try database.read { try StudentSheet(place, model: model, in: database) }
  }
}
