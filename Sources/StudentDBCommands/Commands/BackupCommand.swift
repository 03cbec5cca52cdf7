import ArgumentParser
import Files
import Report
import StudentStore
import Workflows

/// The command `studentdb backup FILE`.
struct BackupCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy the database into a new file, and verify the copy.",
    usage: "studentdb backup [<options>] <file>",
    discussion: """
      The copy is one state of the database, whoever writes meanwhile. An existing file is never \
      replaced. Keep the copy where you keep other data about pupils.
      """
  )

  @Argument(help: ArgumentHelp("The new file.", valueName: "file"), completion: .file())
  var file: String

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard !file.isEmpty, file != "-" else { throw ValidationError("name the file to write") }
    if global.force { throw ValidationError("a backup never replaces a file; leave --force out") }
  }

  func run(in environment: Environment) throws -> ExitStatus {
    let location = try DatabaseLocation(global, reading, in: environment)
    let database = try location.verification(environment.context())
    let outcome = try BackupFile(file, of: location, global, in: environment).write(database)
    let report = BackupRendering(outcome, file: file).report
    try global.write(report, about: location, in: environment)
    return report.status
  }
}
