import ArgumentParser
import StudentStore
import Workflows

/// The command `studentdb review queue`.
struct QueueCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "queue",
    abstract: "List the students of a run, least sure first.",
    discussion: """
      In the table one in ten, drawn at random, is blind: the suggestion is hidden, and every tenth \
      place is one of them. What is decided about these without seeing it says how many suggestions \
      are right; "studentdb status" tells. Formats for programs hide nobody and are in order, unless \
      --sample or --blind is given.
      """
  )

  @OptionGroup(title: "Which students") var selection: QueueSelection

  @Flag(help: "Hide every suggestion.")
  var blind = false

  @Flag(help: "In formats for programs too, hide one in ten and put them into every tenth place.")
  var sample = false

  @Option(help: ArgumentHelp("At most so many.", valueName: "n"))
  var limit: Int?

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if sample, selection.noSample || blind {
      throw ValidationError("--sample goes with neither --no-sample nor --blind")
    }
    if let limit, limit < 0 { throw ValidationError("--limit \(limit): a number from 0 on") }
  }

  func run(in world: World) throws -> ExitStatus {
    let context = world.context()
    let location = try DatabaseLocation(global, reading, in: world)
    let database = try location.read(context)
    let workflow = ReviewWorkflow(database, context: context)
    let run = try workflow.run(try Reference.run(selection.run, in: database))
    var arrangement = selection.arrangement(isBlind: blind, in: world)
    // A program that reads the queue is to find everything in it; only people forget to look away.
    if global.outputFormat != .table, !blind, !sample { arrangement.blindness = .none }
    let items = arrangement.arrange(try workflow.queue(run: run))
    let shown = limit.map { Array(items.prefix($0)) } ?? items
    let report = QueueRendering(
      shown,
      of: items,
      proposes: try database.run(run).passedGate,
      run: run
    ).report
    try global.write(report, about: location, in: world)
    return report.status
  }
}
