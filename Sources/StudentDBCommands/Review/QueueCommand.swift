import ArgumentParser
import Report
import ReviewSession
import StudentStore
import Workflows

/// The command `studentdb review queue`.
struct QueueCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "queue",
    abstract: "List the students of a run, least sure first.",
    discussion: """
      In the table, the suggestion of one student in ten, drawn at random, is hidden. \
      Decisions made without it measure how many suggestions are right; "studentdb status" \
      shows the result. Formats for programs hide nothing and keep a strict order, unless \
      --sample or --blind is given.
      """
  )

  @OptionGroup(title: "Which students") var selection: QueueSelection

  @Flag(help: "Hide every suggestion.")
  var blind = false

  @Flag(help: "Hide one in ten in formats for programs as well.")
  var sample = false

  @Option(help: ArgumentHelp("Maximum number of students.", valueName: "n"))
  var limit: Int?

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if sample, selection.noSample || blind {
      throw ValidationError("--sample goes with neither --no-sample nor --blind")
    }
    if let limit, limit < 0 { throw ValidationError("--limit \(limit): a number from 0 on") }
  }

  func run(in environment: Environment) throws -> ExitStatus {
    let context = environment.context()
    let location = try DatabaseLocation(global, reading, in: environment)
    let database = try location.read(context)
    let workflow = ReviewWorkflow(database, context: context)
    let run = try workflow.run(try Reference.run(selection.run, in: database))
    var arrangement = selection.arrangement(isBlind: blind, in: environment)
    // Formats for programs contain everything; only people are influenced by a suggestion.
    if global.outputFormat != .table, !blind, !sample { arrangement.blindness = .none }
    let items = arrangement.arrange(try workflow.queue(run: run))
    let shown = limit.map { Array(items.prefix($0)) } ?? items
    let report = QueueRendering(
      shown,
      of: items,
      proposes: try database.run(run).passedGate,
      run: run
    ).report
    try global.write(report, about: location, in: environment)
    return report.status
  }
}

/// The selection and order of a run's students.
struct QueueSelection: ParsableArguments {
  @Option(
    help: ArgumentHelp("The run; the default is the newest that passed its gate.", valueName: "rN"),
    completion: .stored(.run)
  )
  var run: String?

  @Option(help: "unsure, sure, name or group.")
  var order: QueueArrangement.Order = .unsure

  @Option(help: "Only this class or grade.", completion: .stored(.group))
  var group: String?

  @Option(help: ArgumentHelp("Only below this confidence, such as 0.8.", valueName: "p"))
  var below: Double?

  @Option(help: "Only open, later, accepted, corrected, left_unknown or signed.")
  var state: QueueItem.State?

  @Flag(help: "Show every suggestion; otherwise one in ten, drawn at random, is hidden.")
  var noSample = false

  func validate() throws {
    if let below, !(0...1).contains(below) {
      throw ValidationError("--below \(below): a confidence lies between 0 and 1")
    }
  }

  /// How to arrange a queue; `isBlind` hides every suggestion.
  func arrangement(isBlind: Bool = false, in environment: Environment) -> QueueArrangement {
    var arrangement = QueueArrangement()
    arrangement.names = NameOrder(locale: environment.locale)
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
