import ArgumentParser
import Report
import StudentStore
import Workflows

/// The command `studentdb same A B`.
struct SameCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "same",
    abstract: "Join two rows of one child, by a new entry.",
    discussion: """
      What is recorded of the first stands, and what it lacks is taken from the second, which no \
      longer counts. Both keep their numbers and their history. A later file finds the child by the id \
      and the name of either. studentdb revert jN parts the rows again.
      """
  )

  @Argument(
    help: ArgumentHelp("The student who counts: \(StudentReference.help)", valueName: "student"),
    completion: .stored(.student)
  )
  var student: String

  @Argument(
    help: ArgumentHelp("The second row of the child.", valueName: "other"),
    completion: .stored(.student)
  )
  var other: String

  @OptionGroup var signature: SignatureOptions

  @OptionGroup var writing: WritingOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws { _ = try reason() }

  private func reason() throws -> String {
    guard let reason = writing.reason, !reason.isBlank else {
      throw ValidationError("joining two students needs a reason: -m \"how you know\"")
    }
    return reason
  }

  func run(in environment: Environment) throws -> ExitStatus {
    let (database, context, answer) = try writing.open(global, in: environment)
    let joined = try JoinWorkflow(database, context: context).join(
      try StudentReference(student).resolve(in: database),
      try StudentReference(other).resolve(in: database),
      reason: try reason(),
      signatures: try signature.treatment(writing),
      mode: writing.mode
    )
    return try answer.give(writing.dryRun ? nil : .join(joined.join.id)) {
      JoinRendering(joined, isDryRun: writing.dryRun).report
    }
  }
}
