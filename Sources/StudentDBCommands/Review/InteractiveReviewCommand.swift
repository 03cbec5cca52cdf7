import ArgumentParser
import StudentStore
import Terminal
import Workflows

/// `studentdb review` without a further word: one student at a time.
struct InteractiveReviewCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "students",
    abstract: "Decide one student at a time.",
    shouldDisplay: false
  )

  @OptionGroup(title: "Which students") var selection: QueueSelection

  @Flag(help: "Hide the suggestion until you have decided.")
  var blind = false

  @Flag(help: "Plain sentences, for screen readers and pipes.")
  var lines = false

  @OptionGroup var writing: ActorOption
  @OptionGroup var global: GlobalOptions

  func run(in world: World) throws -> ExitStatus {
    guard world.isInteractive || lines else {
      throw CommandFailure(
        .usage,
        "the review asks questions and this is no terminal; use \"studentdb review decide STUDENT "
          + "--accept\" and its like, or say --lines to answer line by line"
      )
    }
    let context = writing.context(in: world)
    let location = try DatabaseLocation(global, in: world)
    try world.checkOutput(global.protected(location, in: world))
    let database = try location.write(context)
    let workflow = ReviewWorkflow(database, context: context)
    let run = try workflow.run(try Reference.run(selection.run, in: database))
    let desk = try ReviewDesk(
      database: database,
      context: context,
      run: run,
      arrangement: selection.arrangement(isBlind: blind, in: world)
    )
    if let terminal = screen(in: world) {
      return ScreenSession(terminal, world: world).run(desk)
    }
    var dialogue = ReviewDialogue(desk, world: world)
    return try dialogue.converse()
  }

  /// The terminal, where there is one that can place its cursor and nobody asked for sentences.
  private func screen(in world: World) -> TerminalSession? {
    guard world.isInteractive, !lines, let kind = world.environment["TERM"], !kind.isEmpty,
      kind != "dumb"
    else { return nil }
    return TerminalSession()
  }
}
