import ArgumentParser
import Report
import StudentStore
import Workflows

/// The command `studentdb about STUDENT`.
struct AboutCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "about",
    abstract: "Print all that is stored of one child, for a parent who asks.",
    usage: "studentdb about [<options>] <student>",
    discussion: """
      Every line of every imported file with every column, what was inferred and how surely, who \
      decided what and why, signatures, corrections, and the entries of the trail.
      """
  )

  @Argument(help: ArgumentHelp(StudentReference.help), completion: .stored(.student))
  var student: String

  @OptionGroup var paging: PagingOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func run(in environment: Environment) throws -> ExitStatus {
    let location = try DatabaseLocation(global, reading, in: environment)
    let database = try location.read(environment.context())
    let dossier = try LookWorkflow(database).dossier {
      try StudentReference(student).resolve(in: database)
    }
    try global.write(
      DossierRendering(dossier).report,
      about: location,
      paging: paging,
      in: environment
    )
    return .done
  }
}
