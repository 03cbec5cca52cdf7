import ArgumentParser
import Report
import ReviewSession
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

  @Flag(help: "On a page in the browser of this computer, as studentdb open shows it.")
  var web = false

  @OptionGroup var writing: ActorOption
  @OptionGroup var global: GlobalOptions

  func run(in environment: Environment) throws -> ExitStatus {
    guard environment.isInteractive || lines || web else {
      throw CommandFailure(
        .usage,
        "the review asks questions and this is not a terminal; use \"studentdb review decide STUDENT "
          + "--accept\" and its like, or say --lines to answer line by line"
      )
    }
    let context = writing.context(in: environment)
    if web { return try OpenCommand.serve(global, context: context, in: environment) }
    let location = try DatabaseLocation(global, in: environment)
    try environment.checkOutput(global.protected(location, in: environment))
    let database = try location.write(context)
    let workflow = ReviewWorkflow(database, context: context)
    let run = try workflow.run(try Reference.run(selection.run, in: database))
    let session = try ReviewSession(
      database: database,
      context: context,
      run: run,
      arrangement: selection.arrangement(isBlind: blind, in: environment)
    )
    if let terminal = screen(in: environment) {
      return ScreenSession(terminal, environment: environment).run(session)
    }
    var dialogue = ReviewDialogue(session, environment: environment)
    return try dialogue.converse()
  }

  /// The terminal, if it can position its cursor and the line review was not requested.
  private func screen(in environment: Environment) -> TerminalSession? {
    guard environment.isInteractive, !lines, let kind = environment.variables["TERM"],
      !kind.isEmpty,
      kind != "dumb"
    else { return nil }
    return TerminalSession()
  }
}

/// Runs the review on a terminal until the reviewer stops.
struct ScreenSession {
  private let terminal: TerminalSession
  private let environment: Environment

  init(_ terminal: TerminalSession, environment: Environment) {
    self.terminal = terminal
    self.environment = environment
  }

  /// Runs until the reviewer stops; the terminal is restored before this returns.
  func run(_ session: ReviewSession) -> ExitStatus {
    defer { terminal.close() }
    var screen = ReviewScreen(session)
    var wasInterrupted = false
    loop: while true {
      // Without a visible screen, nothing can be decided.
      guard (try? terminal.show(screen.frame(terminal.size))) != nil else { break }
      switch terminal.next() {
      case .key(let key):
        guard screen.take(key, terminal.size) else { break loop }
      case .redraw: continue
      case .interrupted:
        wasInterrupted = true
        break loop
      case .inputEnded: break loop
      }
    }
    terminal.close()
    let left = screen.session.queue.toDo
    let next =
      left == 0
      ? "Nothing is left to decide. Next: studentdb review sign-off --name NAME --role ROLE"
      : "Stopped with \(left) still to decide; everything decided so far is kept."
    let said = ((try? screen.session.progress()).map { ProgressRendering($0).lines } ?? []) + [next]
    try? environment.output(Array((said.joined(separator: "\n") + "\n").utf8))
    if wasInterrupted { return .interrupted }
    return left == 0 ? .done : .workLeft
  }
}
