import ArgumentParser
import StudentStore
import Workflows

/// `studentdb review` without a further word: one student at a time.
struct InteractiveReviewCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "students",
    abstract: "Decide one student at a time.",
    shouldDisplay: false
  )

  @OptionGroup(title: "Everywhere") var global: GlobalOptions
  @OptionGroup(title: "Which students") var selection: QueueSelection

  @Flag(help: "Hide the suggestion until you have decided.")
  var blind = false

  @Flag(help: "Plain sentences, for screen readers and pipes.")
  var lines = false

  func run(in world: World) throws -> ExitStatus {
    guard world.isInteractive || lines else {
      throw CommandFailure(
        .usage,
        "the review asks questions and this is no terminal; use \"studentdb review decide STUDENT "
          + "--accept\" and its like, or say --lines to answer line by line"
      )
    }
    guard !global.noInput else {
      throw CommandFailure(.usage, "the review asks questions; take --no-input away")
    }
    guard !global.dryRun else {
      throw CommandFailure(.usage, "the review keeps every decision; --dry-run has no meaning here")
    }
    let context = global.context(in: world)
    let database = try DatabaseLocation(global, in: world).write(context)
    let workflow = ReviewWorkflow(database, context: context)
    let run = try workflow.run(try Reference.run(selection.run, in: database))
    var dialogue = ReviewDialogue(
      database: database,
      context: context,
      run: run,
      selection: selection,
      isBlind: blind,
      world: world
    )
    return try dialogue.converse()
  }
}
