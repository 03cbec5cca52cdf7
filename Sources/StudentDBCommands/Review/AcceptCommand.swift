import ArgumentParser
import StudentStore
import Workflows

/// The command `studentdb review accept --at-least P`.
struct AcceptCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept",
    abstract: "Accept every suggestion above a confidence, as one batch.",
    discussion: """
      Says first how many there are and how many of them are probably wrong. A batch is marked as
      such, apart from the students that somebody looked at.
      """
  )

  @OptionGroup(title: "Everywhere") var global: GlobalOptions

  @Option(help: ArgumentHelp("The least confidence, such as 0.95.", valueName: "p"))
  var atLeast: Double

  @Option(help: ArgumentHelp("Refuse if there are not exactly so many.", valueName: "n"))
  var expect: Int?

  @Option(help: "Only this class or grade.")
  var group: String?

  @Option(help: ArgumentHelp("The run; else the current one.", valueName: "rN"))
  var run: String?

  func validate() throws {
    guard (0...1).contains(atLeast) else {
      throw ValidationError("--at-least \(atLeast): a confidence lies between 0 and 1")
    }
  }

  func run(in world: World) throws -> ExitStatus {
    let context = global.context(in: world)
    let database = try DatabaseLocation(global, in: world).write(context)
    let run = try ReviewWorkflow(database, context: context)
      .run(try Reference.run(run, in: database))
    let acceptance = try BatchAcceptance(in: database, run: run, atLeast: atLeast, group: group)
    let plan = acceptance.planned
    try ask(about: plan, in: world)
    let outcome = try acceptance.accept(
      in: database,
      context: context,
      expected: expect,
      reason: global.reason,
      mode: global.mode
    )
    try global.write(report(outcome, plan: plan), in: world)
    return .done
  }

  /// A batch is taken only after somebody has read how many would be wrong.
  private func ask(about plan: BatchAcceptance.Plan, in world: World) throws {
    guard !global.yes, !global.dryRun, expect == nil, !plan.items.isEmpty else { return }
    guard world.isInteractive, !global.noInput else {
      throw CommandFailure(
        .usage,
        "\(sentence(plan)) Nothing was changed: say --expect \(plan.items.count) or --yes to accept "
          + "them"
      )
    }
    world.message(sentence(plan))
    world.message("Type \(plan.items.count) to accept them, anything else to leave it:")
    guard world.readLine()?.trimmingEnd() == "\(plan.items.count)" else {
      throw CommandFailure(.workLeft, "nothing was changed")
    }
  }

  private func sentence(_ plan: BatchAcceptance.Plan) -> String {
    "\(Numbers.count(plan.items.count, "suggestion")) of run r\(plan.run) with a confidence of at "
      + "least \(Numbers.percent(plan.threshold)); about \(Numbers.fixed(plan.expectedWrong, 1)) of "
      + "them are wrong, as far as the model can be believed."
  }

  private func report(_ outcome: BatchAcceptance.Outcome?, plan: BatchAcceptance.Plan) -> Report {
    var text = [sentence(plan)]
    if let outcome {
      text.append(
        "Accepted in one batch b\(outcome.batch): decisions d\(outcome.decisions.lowerBound) to "
          + "d\(outcome.decisions.upperBound). \"studentdb review undo\" takes the batch back."
      )
    } else {
      text.append("There is nothing to accept.")
    }
    if global.dryRun { text.append("Nothing was changed.") }
    return Report(
      json: .object([
        .init("run", .text("r\(plan.run)")),
        .init("at_least", .number(plan.threshold)),
        .init("accepted", .count(plan.items.count)),
        .init("expected_wrong", .number(plan.expectedWrong)),
        .init("batch", .optional(outcome?.batch)),
        .init("first_decision", .optional(outcome.map { "d\($0.decisions.lowerBound)" })),
        .init("last_decision", .optional(outcome.map { "d\($0.decisions.upperBound)" })),
      ]),
      text: text
    )
  }
}
