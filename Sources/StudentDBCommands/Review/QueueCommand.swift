import ArgumentParser
import StudentStore
import Workflows

/// The command `studentdb review queue`.
struct QueueCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "queue",
    abstract: "List the students of a run, least sure first."
  )

  @OptionGroup(title: "Everywhere") var global: GlobalOptions
  @OptionGroup(title: "Which students") var selection: QueueSelection

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
    let items = selection.select(try workflow.queue(run: run))
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

/// Which students of a run, and in which order.
struct QueueSelection: ParsableArguments {
  /// The order of a queue.
  enum Order: String, ExpressibleByArgument, CaseIterable {
    case unsure
    case sure
    case name
    case group
  }

  @Option(help: ArgumentHelp("The run; else the newest that passed its gate.", valueName: "rN"))
  var run: String?

  @Option(help: "unsure, sure, name or group.")
  var order: Order = .unsure

  @Option(help: "Only this class or grade.")
  var group: String?

  @Option(help: ArgumentHelp("Only below this confidence, such as 0.8.", valueName: "p"))
  var below: Double?

  @Option(help: "Only open, later, accepted, corrected, left_unknown or signed.")
  var state: QueueItem.State?

  func select(_ items: [QueueItem]) -> [QueueItem] {
    let chosen = items.filter { item in
      (group == nil || item.group == group) && (state == nil || item.state == state)
        && (below.map { (item.suggestion?.confidence ?? 0) < $0 } ?? true)
    }
    switch order {
    case .unsure: return chosen
    case .sure:
      return chosen.sorted { ($0.suggestion?.confidence ?? 0) > ($1.suggestion?.confidence ?? 0) }
    case .name: return chosen.sorted { ($0.name, $0.student) < ($1.name, $1.student) }
    case .group:
      return chosen.sorted {
        ($0.group ?? "", $0.name, $0.student) < ($1.group ?? "", $1.name, $1.student)
      }
    }
  }
}

extension QueueItem.State: ExpressibleByArgument {}
