import ArgumentParser
import Report
import StudentStore
import Workflows

/// The command `studentdb prove STUDENT`.
struct ProveCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "prove",
    abstract: "Write a proof of one student's rows, which shows no other student.",
    usage: "studentdb prove [<options>] <student>",
    discussion: """
      The proof is a JSON file. "studentdb verify --proof FILE" checks it without the database, \
      against a head of the trail that was noted elsewhere.
      """
  )

  @Argument(help: "number:245, id:0245 or the name.", completion: .stored(.student))
  var student: String

  @OptionGroup var global: GlobalOptions

  func run(in environment: Environment) throws -> ExitStatus {
    let location = try DatabaseLocation(global, in: environment)
    let database = try location.read(environment.context())
    let proof = try LookWorkflow(database).proof {
      try StudentReference(student).resolve(in: database)
    }
    try global.write(ProofRendering(proof).report, about: location, in: environment)
    return .done
  }
}
