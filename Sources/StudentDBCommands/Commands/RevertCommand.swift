import ArgumentParser
import Report
import StudentStore
import Workflows

/// The command `studentdb revert iN` and `revert jN`.
struct RevertCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "revert",
    abstract: "Undo an import, or a join of two students, by a new entry.",
    discussion: """
      The students of an import stay in the history and are no longer active. What it changed in \
      other students is restored, except where somebody corrected it since. The same file can then \
      be imported again. The rows of a join (studentdb same) are two children again.
      """
  )

  @Argument(
    help: ArgumentHelp(
      "The import, such as i3, or the join, such as j1; i@ for the newest.",
      valueName: "iN"
    ),
    completion: .stored(.importBatch, .join)
  )
  var id: String

  @OptionGroup var signature: SignatureOptions

  @OptionGroup var writing: WritingOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if let other = Self.otherWay(than: id) { throw ValidationError(other) }
    _ = try reason()
  }

  private func reason() throws -> String {
    guard let reason = writing.reason, !reason.isBlank else {
      throw ValidationError("a revert needs a reason: -m \"why the import does not count\"")
    }
    return reason
  }

  func run(in environment: Environment) throws -> ExitStatus {
    let (database, context, answer) = try writing.open(global, in: environment)
    if id.first == "j" {
      let parted = try JoinWorkflow(database, context: context).part(
        try Reference.join(id, in: database),
        reason: try reason(),
        signatures: try signature.treatment(writing),
        mode: writing.mode
      )
      return try answer.give(writing.dryRun ? nil : .revert(ofJoin: parted.join.id)) {
        JoinRendering(parted, isDryRun: writing.dryRun).report
      }
    }
    guard let importBatch = try Reference.importBatch(id, in: database) else { return .done }
    let outcome = try RevertWorkflow(database, context: context).run(
      importBatch,
      reason: try reason(),
      signatures: try signature.treatment(writing),
      mode: writing.mode
    )
    return try answer.give(writing.dryRun ? nil : .revert(of: importBatch)) {
      RevertRendering(outcome, isDryRun: writing.dryRun).report
    }
  }

  /// How to undo other things; nil for an import and a join.
  private static func otherWay(than id: String) -> String? {
    let rest = id.dropFirst()
    let isNumbered = rest == "@" || (!rest.isEmpty && rest.allSatisfy { ("0"..."9").contains($0) })
    switch id.first {
    case "i" where isNumbered, "j" where isNumbered: return nil
    case "d" where isNumbered:
      return "\(id) is a decision: \"studentdb review undo \(id)\" undoes it, and "
        + "\"studentdb review undo\" the newest, or its whole batch"
    case "r" where isNumbered:
      return
        "\(id) is a run, and a run changes nobody: \"studentdb impute\" makes a newer one, whose "
        + "suggestions count instead; what was accepted of it, \"studentdb review undo\" takes back"
    case "s" where isNumbered:
      return "\(id) is a signature: it ends for a student by a change with --void-sign-off"
    default:
      return
        "\"\(id)\" is neither an import nor a join; write i3 or j1, or i@ for the newest import"
    }
  }
}
