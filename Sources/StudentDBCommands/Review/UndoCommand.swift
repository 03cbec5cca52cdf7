import ArgumentParser
import StudentStore
import Workflows

/// The command `studentdb review undo [D]`.
struct UndoCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take a decision back, by a new entry.",
    discussion: """
      Without a decision the newest one; of a batch, the whole batch. Again, and the one before. \
      d52 takes that decision back alone, also one of a batch; b3 takes back what still counts of \
      the batch. "studentdb review redo" brings it back.
      """
  )

  @OptionGroup(title: "Everywhere") var global: GlobalOptions

  @Argument(help: "The decision, such as d52, or the batch, such as b3.")
  var decision: String?

  @Flag(help: "Declare a signature void that the change would break; needs -m.")
  var voidSignOff = false

  func validate() throws {
    _ = try SignatureTreatment(voids: voidSignOff, reason: global.reason)
  }

  func run(in world: World) throws -> ExitStatus {
    let context = global.context(in: world)
    let database = try DatabaseLocation(global, in: world).write(context)
    let workflow = UndoWorkflow(database, context: context)
    let signatures = try SignatureTreatment(voids: voidSignOff, reason: global.reason)
    let outcome =
      if let batch = try decision.flatMap({ try Reference.batch($0, in: database) }) {
        try workflow.undo(
          batch: batch,
          reason: global.reason,
          signatures: signatures,
          mode: global.mode
        )
      } else {
        try workflow.undo(
          try Reference.decision(decision, in: database),
          reason: global.reason,
          signatures: signatures,
          mode: global.mode
        )
      }
    let report = RestorationRendering(outcome, key: "undone", isDryRun: global.dryRun).report
    try global.write(report, in: world)
    return .done
  }
}

/// The command `studentdb review redo [D]`.
struct RedoCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "redo",
    abstract: "Bring back what was undone, by a new entry.",
    discussion: """
      Without a decision what was undone last; of a batch, the whole batch. Again, and what was \
      undone before. A new decision about a student ends what could be redone for that student.
      """
  )

  @OptionGroup(title: "Everywhere") var global: GlobalOptions

  @Argument(help: "The decision that was undone, such as d52, or its batch, such as b3.")
  var decision: String?

  @Flag(help: "Declare a signature void that the change would break; needs -m.")
  var voidSignOff = false

  func validate() throws {
    _ = try SignatureTreatment(voids: voidSignOff, reason: global.reason)
  }

  func run(in world: World) throws -> ExitStatus {
    let context = global.context(in: world)
    let database = try DatabaseLocation(global, in: world).write(context)
    let workflow = RedoWorkflow(database, context: context)
    let signatures = try SignatureTreatment(voids: voidSignOff, reason: global.reason)
    let outcome =
      if let batch = try decision.flatMap({ try Reference.batch($0, in: database) }) {
        try workflow.redo(
          batch: batch,
          reason: global.reason,
          signatures: signatures,
          mode: global.mode
        )
      } else {
        try workflow.redo(
          try Reference.decision(decision, in: database),
          reason: global.reason,
          signatures: signatures,
          mode: global.mode
        )
      }
    let report = RestorationRendering(outcome, key: "redone", isDryRun: global.dryRun).report
    try global.write(report, in: world)
    return .done
  }
}
