import ArgumentParser
import Report
import RosterReading
import StudentStore
import Workflows

/// The command `studentdb correct STUDENT`.
struct CorrectCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "correct",
    abstract: "Correct what is recorded about one student.",
    discussion: """
      The correction is a new entry with name, time and reason; the old value is kept, and so \
      is the file's text. A later file that repeats the old value does not undo it. --word \
      "Femal=female" corrects every student whose gender is in doubt for that word.
      """
  )

  @Argument(help: ArgumentHelp(StudentReference.help), completion: .stored(.student))
  var student: String?

  @Option(
    help: ArgumentHelp(
      "What a word means that \"studentdb check\" lists: female, male, another gender of the school, "
        + "declined or missing. May be repeated.",
      valueName: "word=gender"
    )
  )
  var word: [String] = []

  @Option(
    help: ArgumentHelp("With its unit: \"172 cm\", \"5'8\\\"\"; or missing.", valueName: "text")
  )
  var height: String?

  @Option(
    help: ArgumentHelp("A word for the gender; or declined, or missing.", valueName: "g"),
    completion: .stored(.gender)
  )
  var gender: String?

  @Flag(help: "Allow a gender that no student of the school has yet.")
  var newGender = false

  @Flag(help: "Never infer this student's gender, as somebody asked.")
  var doNotInfer = false

  @Flag(help: "Undo --do-not-infer.")
  var inferAgain = false

  @Option(help: "The whole name.")
  var name: String?

  @Option(help: "The class or grade; \"\" for none.", completion: .stored(.group))
  var group: String?

  @Option(help: ArgumentHelp("The birth date: 2012-03-07; or missing.", valueName: "date"))
  var birthdate: String?

  @Option(help: "The school's own id; \"\" for none.")
  var id: String?

  @Flag(help: "The row is a person, whatever the name looks like.")
  var person = false

  @Flag(help: "The row is not a person but a total, an average or a class heading.")
  var notAPerson = false

  @OptionGroup var signature: SignatureOptions

  @OptionGroup var writing: WritingOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    let genders = [gender != nil, doNotInfer, inferAgain].count { $0 }
    let others = [height, name, group, birthdate, id].contains { $0 != nil }
    guard word.isEmpty || (student == nil && genders == 0 && !others) else {
      throw ValidationError(
        "--word is about every student with that word; do not combine it with a student or other corrections"
      )
    }
    guard word.isEmpty else {
      _ = try reason()
      return
    }
    guard student != nil else {
      throw ValidationError("name the student, or say --word WORD=GENDER")
    }
    guard genders <= 1 else {
      throw ValidationError("say one of --gender G, --do-not-infer and --infer-again")
    }
    guard !(person && notAPerson) else {
      throw ValidationError("say one of --person and --not-a-person")
    }
    guard genders == 1 || person || notAPerson || others else {
      throw ValidationError(
        "say what is right: --height, --gender, --do-not-infer, --infer-again, --name, --group, --birthdate, "
          + "--id, --person or --not-a-person"
      )
    }
    if let gender, gender.isBlank { throw ValidationError("--gender needs a word") }
    if let name, name.isBlank { throw ValidationError("--name needs a name") }
    _ = try reason()
  }

  /// The reason, which every correction needs.
  private func reason() throws -> String {
    guard let reason = writing.reason, !reason.isBlank else {
      throw ValidationError("a correction needs a reason: -m \"how you know\"")
    }
    return reason
  }

  func run(in environment: Environment) throws -> ExitStatus {
    let (database, context, answer) = try writing.open(global, in: environment)
    guard let student else {
      return try correctWords(of: database, context, answer, in: environment)
    }
    let number = try StudentReference(student).resolve(in: database)
    let correction = try correction(in: database, environment)
    let outcome = try CorrectionWorkflow(database, context: context).run(
      number,
      correction,
      reason: try reason(),
      signatures: try signature.treatment(writing),
      mode: writing.mode
    )
    let isKept = !writing.dryRun && !outcome.changes.isEmpty
    return try answer.give(isKept ? .correction(of: number) : nil) {
      CorrectionRendering(outcome, reason: try reason(), isDryRun: writing.dryRun).report
    }
  }

  private func correctWords(
    of database: SchoolDatabase,
    _ context: WorkContext,
    _ answer: AnswerOutput,
    in environment: Environment
  ) throws -> ExitStatus {
    let meanings = try WordArguments(typed: word, allowsNew: newGender).meanings(in: database)
    let counts = try CorrectionWorkflow(database, context: context).run(
      meanings,
      reason: try reason(),
      signatures: try signature.treatment(writing),
      mode: writing.mode
    )
    let isKept = !writing.dryRun && counts.contains { $0 > 0 }
    return try answer.give(isKept ? .wordCorrection : nil) {
      WordCorrectionRendering(
        zip(meanings, counts).map { ($0, $1) },
        reason: try reason(),
        isDryRun: writing.dryRun
      ).report
    }
  }

  private func correction(
    in database: SchoolDatabase,
    _ environment: Environment
  ) throws -> StudentCorrection {
    var correction = StudentCorrection()
    if let height {
      do throws(RosterError) {
        correction.height = (Student.RecordedHeight(try TypedHeight.read(height)), height)
      } catch {
        throw CommandFailure(.usage, "--height \(error.description)")
      }
    }
    if let gender {
      correction.gender =
        switch try GenderArgument(typed: gender, allowsNew: newGender).reading(in: database) {
        case .missing: .missing
        case .declined: .declined(text: gender)
        case .gender(let word): .recorded(word, text: gender)
        }
    }
    if doNotInfer { correction.gender = .doNotInfer }
    if inferAgain { correction.gender = .inferAgain }
    if let birthdate {
      do throws(RosterError) {
        let today = CalendarDate(iso: writing.context(in: environment).now())
        correction.birthDate = .some(try TypedBirthDate.read(birthdate, today: today))
      } catch {
        throw CommandFailure(.usage, "--birthdate \(error.description)")
      }
    }
    correction.name = name
    correction.group = group
    correction.schoolID = id
    if person || notAPerson { correction.isPerson = person }
    return correction
  }
}
