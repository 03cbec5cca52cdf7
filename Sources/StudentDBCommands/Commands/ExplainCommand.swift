import ArgumentParser
import StudentStore
import Workflows

/// The command `studentdb explain STUDENT`.
struct ExplainCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say why a run thinks what it thinks of a student.",
    usage: "studentdb explain [<options>] <student>",
    discussion: """
      The evidence adds up, in bits: one bit doubles the odds. What the shares of the genders say, \
      plus what the height says, is what the run says.
      """
  )

  @Argument(help: ArgumentHelp(StudentReference.help))
  var student: String

  @Option(help: "A run other than the current one: r3.")
  var run: String?

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func run(in world: World) throws -> ExitStatus {
    let location = try DatabaseLocation(global, reading, in: world)
    let database = try location.read(world.context())
    let report = try database.read {
      let number = try StudentReference(student).resolve(in: database)
      let explanation = try ExplainWorkflow(database).run(
        number,
        run: try Reference.run(run, in: database)
      )
      return ExplanationRendering(explanation).report
    }
    try global.write(report, about: location, in: world)
    return .done
  }
}
