import ArgumentParser
import StudentStore
import Workflows

/// The command `studentdb review queue`.
struct QueueCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "queue",
    abstract: "List the students of a run, least sure first.",
    discussion: """
      One in ten, drawn at random, is blind: the suggestion is hidden, and every tenth place is one \
      of them. What is decided about these without seeing it says how many suggestions are right; \
      "studentdb status" tells.
      """
  )

  @OptionGroup(title: "Everywhere") var global: GlobalOptions
  @OptionGroup(title: "Which students") var selection: QueueSelection

  @Flag(help: "Hide every suggestion.")
  var blind = false

  @Option(help: ArgumentHelp("At most so many.", valueName: "n"))
  var limit: Int?

  func validate() throws {
    if let limit, limit < 0 { throw ValidationError("--limit \(limit): a number from 0 on") }
  }

  func run(in world: World) throws -> ExitStatus {
    let context = global.context(in: world)
    let database = try DatabaseLocation(global, in: world).read(context)
    let workflow = ReviewWorkflow(database, context: context)
    let run = try workflow.run(try Reference.run(selection.run, in: database))
    let items = selection.arrangement(isBlind: blind).arrange(try workflow.queue(run: run))
    let shown = limit.map { Array(items.prefix($0)) } ?? items
    let report = QueueRendering(
      shown,
      of: items,
      proposes: try database.run(run).passedGate,
      run: run
    ).report
    try global.write(report, in: world)
    return report.status
  }
}
