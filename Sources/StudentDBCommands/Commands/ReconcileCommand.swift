import ArgumentParser
import Report
import RosterReading
import StudentStore
import Workflows

/// The command `studentdb model reconcile r3 RECEIPT`.
struct ReconcileCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "reconcile",
    abstract: "Compare a run with what an engine says it made of its lookup table.",
    usage: "studentdb model reconcile [<options>] <run> <receipt>",
    discussion: """
      The receipt is the engine's answer to the query of model sql --receipt. Counts and suggestions \
      are compared cell by cell. Exit status 1 if one differs.
      """
  )

  @Argument(help: "The run: r3, or r@ for the newest.", completion: .stored(.run))
  var run: String

  @Argument(
    help: "The engine's answer, a CSV file; - for standard input.",
    completion: .file(extensions: ["csv"])
  )
  var receipt: String

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard !receipt.isEmpty else { throw ValidationError("the name of a file is empty") }
  }

  func run(in environment: Environment) throws -> ExitStatus {
    let context = environment.context()
    let location = try DatabaseLocation(global, reading, in: environment)
    let answer = try global.answer(about: location, reading: [receipt], in: environment)
    let database = try location.read(context)
    let file = try ReceiptFile(
      try RosterFile.source(receipt, sheet: nil, headingRow: nil, in: environment)
    )
    let reconciliation = try database.read {
      try Reconciliation(
        file,
        with: Reference.run(run, in: database),
        in: database,
        context: context
      )
    }
    return try answer.give(nil) { ReconciliationRendering(reconciliation).report }
  }
}
