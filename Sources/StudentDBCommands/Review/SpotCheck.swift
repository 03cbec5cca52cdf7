import Mixture
import StudentStore
import Workflows

/// Looks at some students of a batch before it is accepted: one after the other, without their
/// suggestions, each answer kept at once.
struct SpotCheck {
  let database: SchoolDatabase
  let context: WorkContext
  let world: World
  let reason: String?

  private(set) var asked = 0
  private(set) var agreed = 0

  init(database: SchoolDatabase, context: WorkContext, world: World, reason: String?) {
    self.database = database
    self.context = context
    self.world = world
    self.reason = reason
  }

  /// Asks about some students; an empty line passes one over, `q` ends.
  mutating func ask(about items: [QueueItem], run: Int64) throws {
    for (index, item) in items.enumerated() {
      try world.ask(
        "\(index + 1) of \(items.count): \(SafeText.shown(item.name))"
          + (item.group.map { ", \(SafeText.shown($0))" } ?? "")
          + " (student \(item.student)), \(Numbers.fixed(item.heightCentimetres, 1)) cm. "
          + "Which gender? Enter passes over, q ends:"
      )
      while let line = world.readLine()?.trimmingEnd(), !line.isEmpty {
        if line == "q" { return }
        if try keep(line, about: item, run: run) { break }
      }
    }
  }

  /// - Returns: false where the word is none, so that it is asked again.
  private mutating func keep(_ word: String, about item: QueueItem, run: Int64) throws -> Bool {
    do {
      let argument = GenderArgument(typed: word)
      guard case .gender(let gender) = try argument.reading(in: database) else {
        world.message("\"\(SafeText.shown(word))\" is no gender; Enter passes over.")
        return false
      }
      let decision = try ReviewWorkflow(database, context: context).decide(
        item.student,
        .gender(gender),
        run: run,
        reason: reason,
        seen: .exactly(item.decision),
        isBlind: true
      )
      asked += 1
      if decision.verdict.gender == item.suggestion?.gender { agreed += 1 }
      return true
    } catch let failure as CommandFailure {
      world.message(SafeText.lines(failure.message))
      return false
    } catch StoreError.decidedMeanwhile(let conflict) {
      world.message(SafeText.shown(conflict.description))
      return true
    }
  }

  /// What the answers say about the batch; nil where none was given.
  var sentence: String? {
    guard asked > 0 else { return nil }
    let share = Double(agreed) / Double(asked)
    let interval = ConfidenceInterval(share: share, of: Double(asked))
    return
      "Of the \(asked) looked at, \(agreed) were as suggested: \(Numbers.percent(share)) (95 % "
      + "interval \(Numbers.percent(interval.lower)) to \(Numbers.percent(interval.upper)))."
  }
}
