import StudentStore
import Workflows

/// One person's review: whoever is in view, and what each wish comes to.
///
/// The line by line review and the one on the screen both work on this. A decision is on disk when
/// `decide` returns it; nobody else's is ever replaced unseen.
struct ReviewDesk {
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
  private let arrangement: QueueArrangement
  /// Of whom the suggestion has been in view: what is said about them now is no blind answer.
  private var unveiled: Set<Int64> = []

  init(
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
    keys = ValueKeys(recorded: try database.recordedGenders())
    queue = try LiveQueue(database, context: context, run: run, arrangement: arrangement)
    try goOn()
  }

  /// What came of a decision.
  enum Outcome {
    case kept(ReviewDecision, name: String)
    /// Somebody decided about the student since it came into view; nothing was replaced.
    ///
    /// `isVeiled`: whether the suggestion stays hidden all the same.
    case conflict(theirs: ReviewDecision, isVeiled: Bool)
    /// Why it cannot be.
    case refused(String)
    /// Kept; what comes next cannot be read.
    case stuck(ReviewDecision, String)

    /// What is kept, whatever comes next.
    var keptAct: KeptAct? {
      switch self {
      case .kept(let decision, _), .stuck(let decision, _): .decision(decision.id)
      case .conflict, .refused: nil
      }
    }
  }

  /// Decides about whoever is in view, and shows the next.
  mutating func decide(_ choice: ReviewWorkflow.Choice) throws -> Outcome {
    guard let sheet else { return .refused("No student is left to decide about.") }
    if choice == .accept, sheet.isBlind {
      return .refused("The suggestion is hidden: say the gender that you know, or n.")
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
        return .stuck(decision, CommandFailure(error).message)
      }
      return .kept(decision, name: SafeText.shown(sheet.item.name))
    } catch StoreError.decidedMeanwhile {
      try look(at: sheet.item.student)
      guard let sheet = self.sheet, let theirs = sheet.explanation.decision else {
        return .refused("Somebody took a decision back meanwhile. Nothing was kept; decide again.")
      }
      return .conflict(theirs: theirs, isVeiled: sheet.isBlind)
    } catch {
      // The student stays in view; whatever else happened to it is shown.
      let reason = CommandFailure(error).message
      // Where the disk failed, looking may fail as well; what became of the decision comes first.
      try? look(at: sheet.item.student)
      let isKnown = !DatabaseFailure.mayBeKept(error)
      return .refused((isKnown ? "Not kept: " : "") + SafeText.shown(reason))
    }
  }

  /// What came of an undo.
  enum UndoOutcome {
    case undone([ReviewDecision], entry: Int64?, name: String)
    case refused(String)

    /// What is kept.
    var keptAct: KeptAct? {
      guard case .undone(_, let entry?, _) = self else { return nil }
      return .decision(entry)
    }
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
      // It is taken back, whether or not the student can be read now.
      try? look(at: newest.student)
      let name = (try? database.student(newest.student).name) ?? "student \(newest.student)"
      return .undone(
        outcome.undone,
        entry: outcome.restored.first?.id,
        name: SafeText.shown(name)
      )
    } catch {
      let reason = CommandFailure(error).message
      try? queue.refresh()
      return .refused(SafeText.shown(reason))
    }
  }

  /// Shows whoever comes next in the queue.
  mutating func goOn() throws {
    try queue.refresh()
    let next = queue.next
    sheet = try next.map { try sheet(of: $0) }
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

  /// Whether a student's suggestion is kept out of a list: whoever is asked blind, before the answer
  /// and after it, so that an undo and a second answer are no different from the first.
  func isVeiled(_ item: QueueItem) -> Bool {
    arrangement.isAskedBlind(item) && !unveiled.contains(item.student)
  }

  private mutating func sheet(of place: LiveQueue.Place) throws -> StudentSheet {
    let isBlind = place.item.isBlind && !unveiled.contains(place.item.student)
    if !isBlind { unveiled.insert(place.item.student) }
    return try database.read {
      try StudentSheet(place, isBlind: isBlind, model: model, in: database)
    }
  }

  /// What the blind answers say about the run's suggestions so far, in sentences.
  func progress() throws -> [String] {
    try database.read { ProgressRendering(try ReviewProgress(of: run, in: database)).lines }
  }
}
