import ArgumentParser
import Report
import RosterReading
import StudentStore
import Workflows

/// The command `studentdb erase STUDENT`.
struct EraseCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract: "Remove everything that is stored of a child, for good.",
    usage: """
      studentdb erase <student> -m WHY --yes
      studentdb erase --import iN -m WHY --yes
      studentdb erase --left-before DATE -m WHY --yes
      """,
    discussion: """
      The child's row, every line about it, corrections, decisions, inferences, and the counts and \
      words that were the child's alone leave the file, and the file is written anew without their \
      bytes. The trail stays valid, and so do signatures for everyone else: of each removed row a \
      hash stays that tells nothing. Look at what would go with --dry-run, and at what is stored with \
      "studentdb about".

      It cannot be undone. Backups, exports and certificates are not reached. A later file that has \
      the child brings the child back.
      """
  )

  @Argument(help: ArgumentHelp(StudentReference.help), completion: .stored(.student))
  var student: String?

  @Option(
    name: .customLong("import"),
    help: ArgumentHelp(
      "A file that should never have been here: its students whom no other file has, and its lines.",
      valueName: "iN"
    ),
    completion: .stored(.importBatch)
  )
  var importBatch: String?

  @Option(
    help: ArgumentHelp("The students who left before a day, 2026-07-31.", valueName: "date")
  )
  var leftBefore: String?

  @OptionGroup var writing: WritingOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard [student, importBatch, leftBefore].count(where: { $0 != nil }) == 1 else {
      throw ValidationError("say whom to erase: a student, --import iN, or --left-before DATE")
    }
    _ = try reason()
    guard writing.yes || writing.dryRun else {
      throw ValidationError(
        "erasing cannot be undone; look with --dry-run at what would go, then say --yes"
      )
    }
  }

  private func reason() throws -> String {
    guard let reason = writing.reason, !reason.isBlank else {
      throw ValidationError("erasing needs a reason, without a name: -m \"the parents asked\"")
    }
    return reason
  }

  func run(in environment: Environment) throws -> ExitStatus {
    let (database, context, answer) = try writing.open(global, in: environment)
    let erased = try EraseWorkflow(database, context: context).run(
      try target(in: database),
      reason: try reason(),
      mode: writing.mode
    )
    guard let erased else {
      return try answer.give(nil) {
        Answer(
          json: .object([.init("erasure", .null)]),
          text: ["Nobody left before that day: nothing was erased."]
        )
      }
    }
    let kept = writing.dryRun ? nil : KeptAct.erasure(erased.data.id)
    let status = try answer.give(kept) {
      ErasureRendering(erased, isDryRun: writing.dryRun).report
    }
    if let failure = erased.compactionFailure, let kept {
      throw CommandFailure(
        .io,
        "\(kept.sentence); its bytes may still be in the file, which could not be written anew: "
          + "\(Self.cause(of: failure)).\(Self.isDamage(failure) ? "" : " The next command that writes does it.")"
          + " Do not repeat the command: \"\(kept.shownBy)\" shows what was kept"
      )
    }
    return status
  }

  /// Whether the file is damaged, so that no command can write it anew.
  private static func isDamage(_ failure: any Error) -> Bool {
    CommandFailure(failure).status == .data
  }

  /// Why the file was not written anew.
  ///
  /// That nothing was kept would be understood of the erasure.
  private static func cause(of failure: any Error) -> String {
    guard case StoreError.actFailed(_, let isFull, let detail, .nothingKept) = failure else {
      return CommandFailure(failure).message
    }
    return isFull ? "the disk is full" : "reading or writing failed (\(detail))"
  }

  private func target(in database: SchoolDatabase) throws -> EraseWorkflow.Target {
    if let student { return .student(try StudentReference(student).resolve(in: database)) }
    if let leftBefore {
      guard let day = CalendarDate(iso: leftBefore), leftBefore == day.text else {
        throw CommandFailure(.usage, "--left-before \(leftBefore): write a day such as 2026-07-31")
      }
      return .leftBefore(day.text)
    }
    guard let number = try importBatch.map({ try Reference.importBatch($0, in: database) }) ?? nil
    else { throw CommandFailure(.noInput, "there is no import yet") }
    return .importBatch(number)
  }
}
