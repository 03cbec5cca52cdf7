import StudentStore
import Workflows

/// The review line by line, in plain sentences, for screen readers, pipes and plain terminals:
/// shows a student, reads a line, stores the decision, and only then shows the next.
struct ReviewDialogue {
  private var desk: ReviewDesk
  private let world: World

  init(_ desk: ReviewDesk, world: World) {
    self.desk = desk
    self.world = world
  }

  /// Runs until the queue is empty or the person stops.
  mutating func converse() throws -> ExitStatus {
    try say(
      "Each key is followed by Enter. ? shows the keys, q stops; what you decide is kept at once."
    )
    while let sheet = desk.sheet {
      try show(sheet)
      guard let key = world.readLine(), try act(on: key) else {
        let left = desk.queue.toDo
        for line in try desk.progress() { try say(line) }
        try say("Stopped with \(left) still to decide; everything decided so far is kept.")
        return left == 0 ? .done : .workLeft
      }
    }
    for line in try desk.progress() { try say(line) }
    try say("Nothing is left to decide. Next: studentdb review sign-off --name NAME --role ROLE")
    return .done
  }

  /// Says something; what cannot be said ends the review, for nobody may decide about a page that
  /// was not shown.
  private func say(_ text: String) throws {
    try world.output(Array((text + "\n").utf8))
  }

  private func show(_ sheet: StudentSheet) throws {
    let item = sheet.item
    let words = EvidenceWords(sheet)
    try say("")
    let group = item.group.map { ", \(SafeText.shown($0))" } ?? ""
    try say(
      "\(SafeText.shown(item.name))\(group)  (student \(item.student), \(desk.queue.toDo) to decide)"
    )
    for statement in words.evidence + [words.line] {
      try say("  \(SafeText.padded(statement.label, to: 12))\(statement.sentence)")
    }
    if let decision = sheet.decision {
      try say("  decided     \(EvidenceWords.words(decision, isVeiled: sheet.isBlind))")
    }
    if let comment = desk.comment { try say("  comment     \(SafeText.shown(comment))") }
    try say("  \(keys)")
  }

  private var keys: String {
    let accept = desk.sheet?.isBlind == true ? [] : ["a accept"]
    let keep = desk.sheet?.isDecided == true ? ["k keep"] : []
    let further = [
      "n unknown", "space later", "u undo", "c comment", "/ find", "b list", "? help", "q stop",
    ]
    return (desk.keys.labels + accept + keep + further).joined(separator: " · ")
  }

  /// - Returns: false to stop.
  private mutating func act(on typed: String) throws -> Bool {
    let key = typed.hasPrefix("/") ? typed : typed.lowercased()
    switch key {
    case "q": return false
    case "?", "": try help()  // Enter alone decides nothing.
    case "a": try decide(.accept)
    case "n": try decide(.leaveUnknown)
    case " ", "s", "l": try decide(.later)
    case "k":
      if desk.sheet?.isDecided == true {
        try desk.goOn()
      } else {
        try say("Nothing has been decided about this student; space puts it off.")
      }
    case "u": try undo()
    case "b":
      for place in desk.queue.places where place.state.isToDo {
        try say("  \(place.item.student)  \(SafeText.shown(place.item.name))")
      }
    case "c":
      try say("Comment for the next decision:")
      desk.comment = world.readLine().flatMap { $0.isBlank ? nil : $0 }
    case _ where key.hasPrefix("/"): try find(String(key.dropFirst()))
    default:
      if key.count == 1, let gender = key.first.flatMap(desk.keys.gender) {
        try decide(.gender(gender))
      } else {
        try say("\"\(SafeText.shown(typed))\" is not a key; ? lists the keys.")
      }
    }
    return true
  }

  private mutating func decide(_ choice: ReviewWorkflow.Choice) throws {
    let outcome = try desk.decide(choice)
    do {
      try say(EvidenceWords.sentence(outcome))
    } catch {
      throw outcome.keptAct?.failure(error) ?? error
    }
  }

  private mutating func undo() throws {
    let outcome = try desk.undo()
    do {
      try say(EvidenceWords.sentence(outcome))
    } catch {
      throw outcome.keptAct?.failure(error) ?? error
    }
  }

  private mutating func find(_ text: String) throws {
    let found = desk.find(text)
    guard let first = found.first else {
      try say("No student in this queue is called \"\(SafeText.shown(text))\".")
      return
    }
    for student in found.dropFirst().prefix(10) {
      if let place = desk.queue[student] {
        try say("  also \(student)  \(SafeText.shown(place.item.name)): /\(student)")
      }
    }
    try desk.look(at: first)
  }

  private func help() throws {
    for line in HelpPage(desk.keys, isBlind: desk.sheet?.isBlind == true).sentences {
      try say("  " + line)
    }
  }
}
