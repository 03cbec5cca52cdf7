import ArgumentParser
import Report
import StudentStore
import Workflows

/// The command `studentdb diff r1 r2`.
struct DiffCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare two runs: whose suggestion changed, and by how much.",
    usage: "studentdb diff [<options>] <first> <second>"
  )

  @Argument(help: "The run before: r1.", completion: .stored(.run))
  var first: String

  @Argument(help: "The run after: r2; r@ is the newest.", completion: .stored(.run))
  var second: String

  @Flag(help: "Exit with status 1 if anything changed.")
  var exitCode = false

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func run(in environment: Environment) throws -> ExitStatus {
    let location = try DatabaseLocation(global, reading, in: environment)
    let database = try location.read(environment.context())
    let comparison = try database.read {
      try RunComparison(
        Reference.run(first, in: database),
        Reference.run(second, in: database),
        in: database
      )
    }
    try global.write(ComparisonRendering(comparison).report, about: location, in: environment)
    return exitCode && !comparison.isSame ? .some : .done
  }
}
