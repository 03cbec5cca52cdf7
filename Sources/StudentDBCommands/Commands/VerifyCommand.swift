import ArgumentParser
import Files
import Report
import StudentStore
import Workflows

/// The command `studentdb verify`.
struct VerifyCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Prove that nothing was changed outside studentdb.",
    usage: "studentdb verify [<options>]"
  )

  @Option(
    help: ArgumentHelp(
      "The head of the trail as noted elsewhere, such as on a certificate.",
      valueName: "seq:hex"
    )
  )
  var expectHead: String?

  @Option(
    help: ArgumentHelp(
      "Check only what was added after this head, and that the trail has it.",
      valueName: "seq:hex"
    )
  )
  var since: String?

  @Option(
    help: ArgumentHelp(
      "Check that the trail has every head that --anchor kept in a file.",
      valueName: "file"
    ),
    completion: .file()
  )
  var anchors: String?

  @Option(
    help: ArgumentHelp(
      "Compare a certificate, as text or JSON, with the signature that it names.",
      valueName: "file"
    ),
    completion: .file()
  )
  var certificate: String?

  @Option(
    help: ArgumentHelp(
      "Check a file that \"prove\" wrote, without any database.",
      valueName: "file"
    ),
    completion: .file()
  )
  var proof: String?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard proof == nil || (since == nil && certificate == nil && global.db == nil) else {
      throw ValidationError("--proof needs no database; leave out --db, --since and --certificate")
    }
  }

  func run(in environment: Environment) throws -> ExitStatus {
    var noted = try expectHead.map { [try Self.head($0, option: "--expect-head")] } ?? []
    let since = try since.map { try Self.head($0, option: "--since") }
    let kept = try anchors.map { try KeptHeads.read($0, in: environment) }
    noted += kept?.heads ?? []
    if let proof { return try check(proof, noted: noted, in: environment) }
    let location = try DatabaseLocation(global, in: environment)
    let printed = try certificate.map { name in
      let bytes = try Self.bytes(of: name, in: environment)
      guard let printed = PrintedCertificate(reading: bytes) else {
        throw CommandFailure(
          .data,
          "\(name): this is not a certificate; name a file that \"studentdb certificate\" wrote"
        )
      }
      return printed
    }
    let database = try location.verification(environment.context())
    let line = ProgressLine("verify", global, in: environment)
    defer { line.end() }
    var verification = try LookWorkflow(database).verification(
      noted: noted + (printed?.heads ?? []),
      since: since,
      progress: { line.show($0) }
    )
    line.end()
    if let printed {
      let now = try? LookWorkflow(database).certificate { printed.signOff }
      verification.add(certificate: printed.signOff, differences: printed.differences(from: now))
    }
    for notice in kept?.notices ?? [] { verification.add(notice: notice) }
    let report = VerificationRendering(verification).report
    let inputs = [anchors, certificate].compactMap(\.self)
    try global.write(report, about: location, reading: inputs, in: environment)
    return report.status
  }

  /// Checks a proof.
  private func check(
    _ name: String,
    noted: [TrailHead],
    in environment: Environment
  ) throws -> ExitStatus {
    guard let proof = StudentProof(reading: try Self.bytes(of: name, in: environment)) else {
      throw CommandFailure(
        .data,
        "\(name): this is not a proof; name a file that \"studentdb prove\" wrote"
      )
    }
    let verification = proof.verify(noted: noted)
    let report = CheckedProofRendering(proof, verification, isNoted: !noted.isEmpty).report
    let path = DatabaseLocation.absolute(name, in: environment)
    try AnswerOutput(
      global,
      sparing: ProtectedFiles(database: nil, inputs: [path]),
      in: environment
    ).write(report)
    return report.status
  }

  /// The largest proof and the largest certificate that are read.
  private static let largest = 1 << 28

  private static func bytes(of name: String, in environment: Environment) throws -> [UInt8] {
    try InputFile(path: DatabaseLocation.absolute(name, in: environment), name: name)
      .rest(upTo: largest)
  }

  /// A head of an option.
  private static func head(_ text: String, option: String) throws(CommandFailure) -> TrailHead {
    guard let head = TrailHead(reading: text) else {
      throw CommandFailure(
        .usage,
        "\(option) \(text): write SEQ:HEX as the certificate prints it"
      )
    }
    guard head.sequence > 0 else {
      throw CommandFailure(
        .usage,
        "\(option) \(text): entry 0 does not exist, so this proves nothing; write the head that a "
          + "certificate, or \"studentdb verify\" of a file that you trust, prints"
      )
    }
    return head
  }
}
