import ArgumentParser
import Report
import StudentStore
import Workflows

/// The command `studentdb review sign-off`.
struct SignOffCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign-off",
    abstract: "Sign what was decided.",
    usage: "studentdb review sign-off --name N --role R [<options>]",
    discussion: """
      Signs the decisions about the students of the current run, and every other active \
      decision without a signature, such as those about students who were decided before that \
      run or have no height.
      """
  )

  @Option(help: "Who signs, as printed on the certificate.")
  var name: String

  @Option(help: "In which role, such as \"Class teacher 7b\".")
  var role: String

  @Option(help: "What the signature means.")
  var statement: String?

  @Flag(help: "Sign although some students are not decided.")
  var allowOpen = false

  @Option(
    help: ArgumentHelp("Only the students of this run.", valueName: "rN"),
    completion: .stored(.run)
  )
  var run: String?

  @OptionGroup var writing: WritingOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard !name.isBlank else { throw ValidationError("--name needs a name") }
    guard !role.isBlank else { throw ValidationError("--role needs a role") }
    if let statement, statement.isBlank { throw ValidationError("--statement needs words") }
  }

  func run(in environment: Environment) throws -> ExitStatus {
    let (database, context, answer) = try writing.open(global, in: environment)
    let signed = try SignOffWorkflow(database, context: context).sign(
      run: try Reference.run(run, in: database),
      printedName: name,
      role: role,
      statement: statement,
      allowOpen: allowOpen,
      mode: writing.mode
    )
    return try answer.give(writing.dryRun ? nil : .signOff(signed.signOff.id)) {
      let report = CertificateRendering(signed, printedAt: environment.now()).report
      guard writing.dryRun else { return report }
      return Answer(json: report.json, text: report.text + [StyledLine("Nothing was changed.")])
    }
  }
}

/// The command `studentdb certificate sN`.
struct CertificateCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "certificate",
    abstract: "Print a signature's certificate again.",
    usage: "studentdb certificate [<options>] <sign-off>"
  )

  @Argument(help: "The signature, such as s1, or @ for the newest.", completion: .stored(.signOff))
  var signOff: String

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func run(in environment: Environment) throws -> ExitStatus {
    let context = environment.context()
    let location = try DatabaseLocation(global, reading, in: environment)
    let database = try location.read(context)
    let certificate = try LookWorkflow(database).certificate {
      try Reference.signOff(signOff, in: database)
    }
    let report = CertificateRendering(certificate, printedAt: environment.now()).report
    try global.write(report, about: location, in: environment)
    return report.status
  }
}
