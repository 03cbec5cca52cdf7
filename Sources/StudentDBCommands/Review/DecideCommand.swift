import ArgumentParser
import Report
import StudentStore
import Workflows

/// The command `studentdb review decide STUDENT`.
struct DecideCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "decide",
    abstract: "Decide about one student."
  )

  @Argument(help: ArgumentHelp(StudentReference.help), completion: .stored(.student))
  var student: String

  @Flag(help: "The suggestion is right.")
  var accept = false

  @Option(help: "This gender, whatever was suggested.", completion: .stored(.gender))
  var gender: String?

  @Flag(help: "Allow a gender that no student of the school has yet.")
  var newGender = false

  @Flag(help: "Leave the gender unknown.")
  var leaveUnknown = false

  @Flag(help: "Decide later.")
  var later = false

  @Flag(help: "You did not see the suggestion.")
  var blind = false

  @Option(
    help: ArgumentHelp(
      "Refuse unless this is still the active decision: d12, or none.",
      valueName: "dN"
    )
  )
  var seen: String?

  @Option(
    help: ArgumentHelp(
      "The run whose suggestion is meant; the default is the current one.",
      valueName: "rN"
    ),
    completion: .stored(.run)
  )
  var run: String?

  @OptionGroup var signature: SignatureOptions

  @OptionGroup var writing: WritingOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    let choices = [accept, gender != nil, leaveUnknown, later].count { $0 }
    guard choices == 1 else {
      throw ValidationError("say one of --accept, --gender G, --leave-unknown and --later")
    }
    if blind, accept {
      throw ValidationError(
        "--accept says that the suggestion is right, so it was seen: no --blind"
      )
    }
    if let gender, gender.isEmpty { throw ValidationError("--gender needs a word") }
    _ = try signature.treatment(writing)
  }

  private func choice(in database: SchoolDatabase) throws -> ReviewWorkflow.Choice {
    if let gender { return .gender(try word(for: gender, in: database)) }
    if accept { return .accept }
    return leaveUnknown ? .leaveUnknown : .later
  }

  func run(in environment: Environment) throws -> ExitStatus {
    let (database, context, answer) = try writing.open(global, in: environment)
    let student = try StudentReference(student).resolve(in: database)
    let decision = try ReviewWorkflow(database, context: context).decide(
      student,
      try choice(in: database),
      run: try Reference.run(run, in: database),
      reason: writing.reason,
      signatures: try signature.treatment(writing),
      seen: try seenDecision(in: database),
      isBlind: blind,
      mode: writing.mode
    )
    return try answer.give(writing.dryRun ? nil : .decision(decision.id)) {
      DecisionRendering.report(
        decision,
        name: try database.student(student).name,
        replaced: try decision.supersedes.map { try database.decision($0) },
        isDryRun: writing.dryRun
      )
    }
  }

  private func seenDecision(
    in database: SchoolDatabase
  ) throws -> ReviewWorkflow.SeenDecision {
    guard let seen else { return .current }
    return .exactly(seen == "none" ? nil : try Reference.decision(seen, in: database))
  }
}

extension DecideCommand {
  /// The gender that a word denotes: `F` is female as in the school's file.
  private func word(for typed: String, in database: SchoolDatabase) throws -> String {
    let argument = GenderArgument(typed: typed, allowsNew: newGender)
    switch try argument.reading(in: database) {
    case .gender(let word): return word
    case .missing:
      throw CommandFailure(
        .usage,
        "--gender \"\(typed)\" means unknown; use --leave-unknown for that"
      )
    case .declined:
      throw CommandFailure(
        .usage,
        "--gender \"\(typed)\" says that the student declined; that is a correction, not a decision: "
          + "\"studentdb correct STUDENT --gender declined -m WHY\""
      )
    }
  }
}

extension SignatureTreatment {
  /// The treatment of signatures from the options: a signature is voided only with a reason.
  init(voids: Bool, reason: String?) throws {
    guard voids else {
      self = .respect
      return
    }
    guard let reason, !reason.isBlank else {
      throw ValidationError(
        "--void-sign-off needs a reason: -m \"why the signature is no longer valid\""
      )
    }
    self = .void(reason: reason)
  }
}
