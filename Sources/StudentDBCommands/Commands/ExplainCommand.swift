import ArgumentParser
import Report
import StudentStore
import Workflows

/// The command `studentdb explain STUDENT`.
struct ExplainCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a run's suggestion for one student.",
    usage: "studentdb explain [<options>] <student>",
    discussion: """
      The evidence adds up, in bits: one bit doubles the odds. The shares of the genders plus \
      the height give the suggestion.
      """
  )

  @Argument(help: ArgumentHelp(StudentReference.help), completion: .stored(.student))
  var student: String

  @Option(help: "A run other than the current one: r3.", completion: .stored(.run))
  var run: String?

  @OptionGroup var paging: PagingOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func run(in environment: Environment) throws -> ExitStatus {
    let location = try DatabaseLocation(global, reading, in: environment)
    let database = try location.read(environment.context())
    let report = try database.read {
      let number = try StudentReference(student).resolve(in: database)
      let explanation = try ExplainWorkflow(database).run(
        number,
        run: try Reference.run(run, in: database)
      )
      return ExplanationRendering(explanation).report
    }
    try global.write(report, about: location, paging: paging, in: environment)
    return .done
  }
}
