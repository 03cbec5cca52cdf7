import ArgumentParser
import StudentStore
import Workflows

/// The command `studentdb correct STUDENT`.
struct CorrectCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "correct",
    abstract: "Put right what is recorded of one student.",
    discussion: """
      A new entry with who, when and why; the old value is kept, and so is the file's text. A later \
      file that repeats what an earlier one said is no news after it.
      """
  )

  @OptionGroup(title: "Everywhere") var global: GlobalOptions

  @Argument(help: ArgumentHelp(StudentReference.help))
  var student: String

  @Option(
    help: ArgumentHelp("With its unit: \"172 cm\", \"5'8\\\"\"; or missing.", valueName: "text")
  )
  var height: String?

  @Option(help: ArgumentHelp("A word for the gender; or declined, or missing.", valueName: "g"))
  var gender: String?

  @Flag(help: "Somebody asked that nothing be inferred about the student.")
  var doNotInfer = false

  @Flag(help: "That no longer holds.")
  var inferAgain = false

  @Option(help: "The whole name.")
  var name: String?

  @Option(help: "The class or grade; \"\" for none.")
  var group: String?

  @Option(help: "The school's own id; \"\" for none.")
  var id: String?

  @Flag(help: "The row is a person, whatever the name looks like.")
  var person = false

  @Flag(help: "The row is no person: a total, an average or the heading of a class.")
  var notAPerson = false

  @Flag(help: "Declare a signature void that the change would break.")
  var voidSignOff = false

  func validate() throws {
    let genders = [gender != nil, doNotInfer, inferAgain].count { $0 }
    guard genders <= 1 else {
      throw ValidationError("say one of --gender G, --do-not-infer and --infer-again")
    }
    guard !(person && notAPerson) else {
      throw ValidationError("say one of --person and --not-a-person")
    }
    guard
      genders == 1 || person || notAPerson
        || [height, name, group, id].contains(where: { $0 != nil })
    else {
      throw ValidationError(
        "say what is right: --height, --gender, --do-not-infer, --infer-again, --name, --group, --id, "
          + "--person or --not-a-person"
      )
    }
    if let gender, gender.isBlank { throw ValidationError("--gender needs a word") }
    if let name, name.isBlank { throw ValidationError("--name needs a name") }
    _ = try reason()
  }

  /// Why; a correction without a reason is none.
  private func reason() throws -> String {
    guard let reason = global.reason, !reason.isBlank else {
      throw ValidationError("a correction needs a reason: -m \"how you know\"")
    }
    return reason
  }

  func run(in world: World) throws -> ExitStatus {
    let correction = try correction()
    let context = global.context(in: world)
    let database = try DatabaseLocation(global, in: world).write(context)
    let student = try StudentReference(student).resolve(in: database)
    if let gender, !global.yes { try GenderArgument(typed: gender).checkSpelling(in: database) }
    let outcome = try CorrectionWorkflow(database, context: context).run(
      student,
      correction,
      reason: try reason(),
      signatures: try SignatureTreatment(voids: voidSignOff, reason: global.reason),
      mode: global.mode
    )
    let report = CorrectionRendering(outcome, reason: try reason(), isDryRun: global.dryRun).report
    try global.write(report, in: world)
    return .done
  }

  private func correction() throws -> StudentCorrection {
    var correction = StudentCorrection()
    if let height {
      do throws(TypedHeightError) {
        correction.height = (try TypedHeight.read(height), height)
      } catch {
        throw CommandFailure(.usage, "--height \(error.description)")
      }
    }
    if let gender {
      correction.gender =
        switch try GenderArgument(typed: gender).reading() {
        case .missing: .missing
        case .declined: .declined(text: gender)
        case .gender(let word): .recorded(word, text: gender)
        }
    }
    if doNotInfer { correction.gender = .doNotInfer }
    if inferAgain { correction.gender = .inferAgain }
    correction.name = name
    correction.group = group
    correction.schoolID = id
    if person || notAPerson { correction.isPerson = person }
    return correction
  }
}
