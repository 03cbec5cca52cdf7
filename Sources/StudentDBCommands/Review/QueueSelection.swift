import ArgumentParser
import StudentStore
import Workflows

/// Which students of a run, and in which order.
struct QueueSelection: ParsableArguments {
  @Option(help: ArgumentHelp("The run; else the newest that passed its gate.", valueName: "rN"))
  var run: String?

  @Option(help: "unsure, sure, name or group.")
  var order: QueueArrangement.Order = .unsure

  @Option(help: "Only this class or grade.")
  var group: String?

  @Option(help: ArgumentHelp("Only below this confidence, such as 0.8.", valueName: "p"))
  var below: Double?

  @Option(help: "Only open, later, accepted, corrected, left_unknown or signed.")
  var state: QueueItem.State?

  @Flag(help: "Hide nobody's suggestion; else one in ten, drawn at random, is blind.")
  var noSample = false

  func validate() throws {
    if let below, !(0...1).contains(below) {
      throw ValidationError("--below \(below): a confidence lies between 0 and 1")
    }
  }

  /// How to arrange a queue; `isBlind` hides every suggestion.
  func arrangement(isBlind: Bool = false, in world: World) -> QueueArrangement {
    var arrangement = QueueArrangement()
    arrangement.names = NameOrder(locale: world.locale)
    arrangement.order = order
    arrangement.blindness = isBlind ? .all : noSample ? .none : .sample
    arrangement.group = group
    arrangement.below = below
    arrangement.states = state.map { [$0] }
    return arrangement
  }
}

extension QueueItem.State: ExpressibleByArgument {}
extension QueueArrangement.Order: ExpressibleByArgument {}
