import ArgumentParser
import Report
import ReviewSession
import RosterReading
import StudentStore
import Workflows

/// The command `studentdb review apply FILE`.
struct ApplyCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Read decisions back from a file that \"review export\" wrote.",
    discussion: """
      What can be applied is applied at once, as one batch; every line that cannot is listed with \
      its number and the reason, and the command ends with 4. Lines without a decision are left \
      alone. Other columns, another order, semicolons and workbooks are fine.
      """
  )

  @Argument(help: "The file that was filled in; - for standard input.", completion: .file())
  var file: String

  @Option(help: "The text encoding, such as windows-1252; else the file's mark, else UTF-8.")
  var encoding: String?

  @Option(help: ArgumentHelp("The sheet of a workbook.", valueName: "name"))
  var sheet: String?

  @OptionGroup var signature: SignatureOptions

  @OptionGroup var writing: WritingOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    _ = try signature.treatment(writing)
  }

  func run(in environment: Environment) throws -> ExitStatus {
    let source = try RosterFile.source(file, sheet: sheet, headingRow: nil, in: environment)
    var options = ImportOptions()
    if let encoding { try options.readAs(encoding: encoding) }
    let (database, context, answer) = try writing.open(global, inputs: [file], in: environment)
    let outcome = try ApplyWorkflow(database, context: context).apply(
      source,
      options: options,
      reason: writing.reason,
      signatures: try signature.treatment(writing),
      mode: writing.mode
    )
    return try answer.give(writing.dryRun ? nil : outcome.batch.map { .batch($0) }) {
      ApplyRendering(outcome, file: source.name, isDryRun: writing.dryRun).report
    }
  }
}
