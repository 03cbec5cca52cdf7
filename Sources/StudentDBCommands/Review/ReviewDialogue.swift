import StudentStore
import Workflows

/// The conversation of the interactive review: shows a student, reads a key, stores the decision,
/// and only then shows the next.
///
/// The queue comes from the database each time, so that stopping, crashing and a second reviewer
/// cost nothing.
struct ReviewDialogue {
  let database: SchoolDatabase
  let context: WorkContext
  let run: Int64
  let selection: QueueSelection
  let isBlind: Bool
  let world: World

  private var putOff: Set<Int64> = []
  private var comment: String?
  private var jump: Int64?
  private let genders: [String]

  init(
    database: SchoolDatabase,
    context: WorkContext,
    run: Int64,
    selection: QueueSelection,
    isBlind: Bool,
    world: World
  ) {
    self.database = database
    self.context = context
    self.run = run
    self.selection = selection
    self.isBlind = isBlind
    self.world = world
    genders = (try? database.recordedGenders()) ?? []
  }

  /// Runs until the queue is empty or the person stops.
  mutating func converse() throws -> ExitStatus {
    say(
      "Each key is followed by Enter. ? shows the keys, q stops; what you decide is kept at once."
    )
    while true {
      let queue = selection.select(
        try ReviewWorkflow(database, context: context).queue(run: run)
      )
      let toDo = queue.filter { $0.state.isToDo }
      guard let item = next(of: toDo, in: queue) else {
        say("Nothing is left to decide. Next: studentdb review sign-off --name NAME --role ROLE")
        return .done
      }
      try show(item, left: toDo.count)
      guard let key = world.readLine() else { return stop(toDo.count) }
      if try !act(on: key, item: item, queue: queue) { return stop(toDo.count) }
    }
  }

  private func say(_ text: String) {
    try? world.output(Array((text + "\n").utf8))
  }

  private func stop(_ left: Int) -> ExitStatus {
    say("Stopped with \(left) still to decide; everything decided so far is kept.")
    return left == 0 ? .done : .workLeft
  }

  /// The student that was jumped to, else the first who was not put off in this sitting.
  private mutating func next(of toDo: [QueueItem], in queue: [QueueItem]) -> QueueItem? {
    if let jump, let item = queue.first(where: { $0.student == jump }) { return item }
    if let item = toDo.first(where: { !putOff.contains($0.student) }) { return item }
    // Everybody left was put off: begin with them again.
    putOff = []
    return toDo.first
  }

  private func show(_ item: QueueItem, left: Int) throws {
    say("")
    let group = item.group.map { ", \(SafeText.shown($0))" } ?? ""
    say("\(SafeText.shown(item.name))\(group)  (student \(item.student), \(left) to decide)")
    say("  height      \(Numbers.fixed(item.heightCentimetres, 1)) cm")
    if isBlind {
      say("  suggestion  hidden")
    } else if let suggestion = item.suggestion {
      say(
        "  suggestion  \(SafeText.shown(suggestion.gender)), \(Numbers.percent(suggestion.confidence)) "
          + "sure: of 100 students this tall, about "
          + "\(Numbers.fixed(suggestion.confidence * 100, 0)) are \(SafeText.shown(suggestion.gender))"
      )
    } else {
      say("  suggestion  none: the run's gate refused")
    }
    if let gender = item.decidedGender { say("  decided     \(SafeText.shown(gender))") }
    if let comment { say("  comment     \(SafeText.shown(comment))") }
    say("  \(keys)")
  }

  private var keys: String {
    let words = genders.enumerated().map { index, gender in
      "\(key(of: gender, at: index)) \(SafeText.shown(gender))"
    }
    let accept = isBlind ? [] : ["a accept"]
    let further = [
      "n unknown", "space later", "u undo", "c comment", "/ find", "b list", "? help", "q stop",
    ]
    return (words + accept + further).joined(separator: " · ")
  }

  private func key(of gender: String, at index: Int) -> String {
    gender == "female" ? "f" : gender == "male" ? "m" : "\(index + 1)"
  }

  /// - Returns: false to stop.
  private mutating func act(on key: String, item: QueueItem, queue: [QueueItem]) throws -> Bool {
    switch key {
    case "q": return false
    case "?": help()
    case "": help()  // Enter alone decides nothing.
    case "a":
      if isBlind { say("Blind: say the gender you know, or n.") } else { try decide(item, .accept) }
    case "n": try decide(item, .leaveUnknown)
    case " ", "s", "l":
      putOff.insert(item.student)
      try decide(item, .later)
    case "u": try undo()
    case "b":
      for waiting in queue where waiting.state.isToDo {
        say("  \(waiting.student)  \(SafeText.shown(waiting.name))")
      }
    case "c":
      say("Comment for the next decision:")
      comment = world.readLine()
    case _ where key.hasPrefix("/"): find(String(key.dropFirst()), in: queue)
    default:
      if let gender = gender(for: key) {
        try decide(item, .gender(gender))
      } else {
        say("\"\(SafeText.shown(key))\" is no key. ? shows them.")
      }
    }
    return true
  }

  private func gender(for key: String) -> String? {
    if key == "f" { return "female" }
    if key == "m" { return "male" }
    guard let number = Int(key), genders.indices.contains(number - 1) else { return nil }
    return genders[number - 1]
  }

  private mutating func decide(_ item: QueueItem, _ choice: ReviewWorkflow.Choice) throws {
    do {
      let decision = try ReviewWorkflow(database, context: context).decide(
        item.student,
        choice,
        run: run,
        reason: comment,
        seen: .exactly(item.decision),
        isBlind: isBlind
      )
      comment = nil
      jump = nil
      say("Kept: \(DecisionRendering.words(decision.verdict)) (d\(decision.id)).")
    } catch let error as StoreError {
      say(SafeText.shown(error.description))
    } catch let error as NoSuggestion {
      say(SafeText.shown(error.description))
    }
  }

  private mutating func undo() throws {
    do {
      let outcome = try UndoWorkflow(database, context: context).undo(nil, reason: comment)
      say("Taken back: \(outcome.undone.map { "d\($0.id)" }.joined(separator: ", ")).")
      jump = outcome.undone.first?.student
      putOff.subtract(outcome.undone.map(\.student))
    } catch let error as StoreError {
      say(SafeText.shown(error.description))
    }
  }

  private mutating func find(_ text: String, in queue: [QueueItem]) {
    let wanted = text.lowercased()
    guard let found = queue.first(where: { $0.name.lowercased().contains(wanted) }) else {
      say("Nobody in this queue is called \"\(SafeText.shown(text))\".")
      return
    }
    jump = found.student
  }

  private func help() {
    for line in [
      "f female, m male, or the number of another gender: what you know yourself",
      "a accept the suggestion · n leave it unknown · space (or s) later",
      "u undo the newest decision, again for the one before · c comment the next decision",
      "/NAME find a student · b list who is left · ? this help · q stop",
    ] {
      say("  " + line)
    }
  }
}
