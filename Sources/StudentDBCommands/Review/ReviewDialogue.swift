import Report
import ReviewSession
import StudentStore
import Workflows

/// The line review, in plain sentences, for screen readers, pipes and simple terminals.
///
/// It shows a student, reads a line, stores the decision, and only then shows the next.
struct ReviewDialogue {
  private var session: ReviewSession
  private let environment: Environment

  init(_ session: ReviewSession, environment: Environment) {
    self.session = session
    self.environment = environment
  }

  /// Runs until the queue is empty or the reviewer stops.
  mutating func converse() throws -> ExitStatus {
    try say(
      "Each key is followed by Enter. ? shows the keys, q stops; what you decide is kept at once."
    )
    while let sheet = session.sheet {
      try show(sheet)
      guard let key = environment.readLine(), try act(on: key) else {
        let left = session.queue.toDo
        for line in ProgressRendering(try session.progress()).lines { try say(line) }
        try say("Stopped with \(left) still to decide; everything decided so far is kept.")
        return left == 0 ? .done : .workLeft
      }
    }
    for line in ProgressRendering(try session.progress()).lines { try say(line) }
    try say("Nothing is left to decide. Next: studentdb review sign-off --name NAME --role ROLE")
    return .done
  }

  /// Prints lines.
  ///
  /// A failure ends the review, because the reviewer must not decide without seeing the page.
  private func say(_ text: String) throws {
    try environment.output(Array((text + "\n").utf8))
  }

  private func show(_ sheet: EvidenceSheet) throws {
    let item = sheet.item
    let words = EvidenceWords(sheet)
    try say("")
    let group = item.group.map { ", \(SafeText.shown($0))" } ?? ""
    try say(
      "\(SafeText.shown(item.name))\(group)  (student \(item.student), \(session.queue.toDo) to decide)"
    )
    for statement in words.evidence + [words.line] {
      try say("  \(SafeText.padded(statement.label, to: 12))\(statement.sentence)")
    }
    if let decision = sheet.decision {
      try say("  decided     \(EvidenceWords.words(decision, isHidden: sheet.isBlind))")
    }
    if let comment = session.comment { try say("  comment     \(SafeText.shown(comment))") }
    try say("  \(keys)")
  }

  private var keys: String {
    let accept = session.sheet?.isBlind == true ? [] : ["a accept"]
    let keep = session.sheet?.isDecided == true ? ["k keep"] : []
    let further = [
      "n unknown", "space later", "u undo", "c comment", "/ find", "b list", "? help", "q stop",
    ]
    return (session.keys.labels + accept + keep + further).joined(separator: " · ")
  }

  /// - Returns: false to stop.
  private mutating func act(on typed: String) throws -> Bool {
    guard !typed.isEmpty else {  // Enter alone decides nothing.
      try help()
      return true
    }
    if typed.hasPrefix("/") {
      try find(String(typed.dropFirst()))
      return true
    }
    // A line of one space is easily lost, so s and l also mean later.
    let key: Character? = ["s", "l"].contains(typed.lowercased()) ? " " : typed.first
    guard typed.count == 1, let action = key.flatMap(session.keys.action) else {
      try say("\"\(SafeText.shown(typed))\" is not a key; ? lists the keys.")
      return true
    }
    switch action {
    case .stop: return false
    case .help, .find: try help()
    case .decide(let choice): try decide(choice)
    case .keep:
      if session.sheet?.isDecided == true {
        try session.goOn()
      } else {
        try say("Nothing has been decided about this student; space puts it off.")
      }
    case .undo: try undo()
    case .list:
      for place in session.queue.places where place.state.isToDo {
        try say("  \(place.item.student)  \(SafeText.shown(place.item.name))")
      }
    case .comment:
      try say("Comment for the next decision:")
      session.comment = environment.readLine().flatMap { $0.isBlank ? nil : $0 }
    }
    return true
  }

  private mutating func decide(_ choice: ReviewWorkflow.Choice) throws {
    let outcome = try session.decide(choice)
    do {
      try say(EvidenceWords.sentence(outcome))
    } catch {
      throw outcome.keptDecision.map(KeptAct.decision)?.failure(error) ?? error
    }
  }

  private mutating func undo() throws {
    let outcome = try session.undo()
    do {
      try say(EvidenceWords.sentence(outcome))
    } catch {
      throw outcome.keptDecision.map(KeptAct.decision)?.failure(error) ?? error
    }
  }

  private mutating func find(_ text: String) throws {
    let found = session.find(text)
    guard let first = found.first else {
      try say("No student in this queue is called \"\(SafeText.shown(text))\".")
      return
    }
    for student in found.dropFirst().prefix(10) {
      if let place = session.queue[student] {
        try say("  also \(student)  \(SafeText.shown(place.item.name)): /\(student)")
      }
    }
    try session.look(at: first)
  }

  private func help() throws {
    for line in HelpPage(session.keys, isBlind: session.sheet?.isBlind == true).sentences {
      try say("  " + line)
    }
  }
}
