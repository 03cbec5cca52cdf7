import Files
import Report
import StudentStore
import Workflows

/// The file of a backup: new, complete, verified, and marked as a copy.
struct BackupFile {
  /// The name as it is shown.
  let name: String
  private let path: String
  private let output: OutputFile
  private let context: WorkContext
  private let line: ProgressLine

  /// Opens it.
  ///
  /// - Throws: `CommandFailure` if there is something of the name, or no place for a file.
  init(
    _ name: String,
    of location: DatabaseLocation,
    _ global: GlobalOptions,
    in environment: Environment
  ) throws {
    self.name = name
    let line = ProgressLine("backup", global, in: environment)
    var context = environment.context()
    context.progress = { line.show($0) }
    (self.line, self.context) = (line, context)
    path = DatabaseLocation.absolute(name, in: environment)
    guard FileStatus(following: path) == nil else {
      throw CommandFailure(
        .cannotCreate,
        "\(name): there is something of that name already, which a backup never replaces; name another file"
      )
    }
    output = try OutputFile(
      path,
      shownAs: name,
      sparing: global.protected(location, in: environment),
      existing: .refuse
    )
  }

  /// Copies the database, and verifies the copy.
  ///
  /// `isKeptUnverified`: whether a copy stays that does not verify.
  func write(
    _ database: SchoolDatabase,
    isKeptUnverified: Bool = true
  ) throws -> BackupWorkflow.Outcome {
    guard let unfinished = output.unfinishedPath else {
      throw CommandFailure(.cannotCreate, "\(name): this is no place for a file; name another")
    }
    defer { line.end() }
    do {
      let outcome = try BackupWorkflow(database).run(into: unfinished.file, context: context)
      guard outcome.verification.ok || isKeptUnverified else {
        throw CommandFailure(
          .data,
          "the database does not verify, so nothing was changed and no backup was kept; "
            + "\"studentdb verify\" says what is wrong: restore an older backup"
        )
      }
      BackupMark.set(outcome.verification.head.description, on: unfinished.file)
      try output.finish()
      return outcome
    } catch {
      output.discard()
      // The copy has another name until it is complete, which nobody knows.
      let failure = CommandFailure(error)
      throw CommandFailure(failure.status, failure.message.replacing(unfinished.file, with: name))
    }
  }
}
