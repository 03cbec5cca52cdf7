import ArgumentParser
import StudentStore
import Workflows

/// The command `studentdb review undo [D]`.
struct UndoCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take a decision back, by a new entry.",
    discussion: "Without a decision the newest one; of a batch, the whole batch."
  )

  @OptionGroup(title: "Everywhere") var global: GlobalOptions

  @Argument(help: "The decision, such as d52.")
  var decision: String?

  @Flag(help: "Declare a signature void that the change would break; needs -m.")
  var voidSignOff = false

  func validate() throws {
    _ = try SignatureTreatment(voids: voidSignOff, reason: global.reason)
  }

  func run(in world: World) throws -> ExitStatus {
    let context = global.context(in: world)
    let database = try DatabaseLocation(global, in: world).write(context)
    let outcome = try UndoWorkflow(database, context: context).undo(
      try Reference.decision(decision, in: database),
      reason: global.reason,
      signatures: try SignatureTreatment(voids: voidSignOff, reason: global.reason),
      mode: global.mode
    )
    var text: [String] = []
    if outcome.restored.count == 1, let now = outcome.restored.first, let old = outcome.undone.first
    {
      text.append(
        "d\(old.id) is taken back: student \(now.student) is now "
          + "\(DecisionRendering.words(now.verdict)) (d\(now.id))."
      )
    } else {
      text.append("\(Numbers.count(outcome.undone.count, "decision")) taken back, as one batch.")
    }
    if global.dryRun { text.append("Nothing was changed.") }
    let json = JSONValue.object([
      .init("undone", .array(outcome.undone.map { .text("d\($0.id)") })),
      .init("decisions", .array(outcome.restored.map(DecisionRendering.json))),
    ])
    try global.write(Report(json: json, text: text), in: world)
    return .done
  }
}
