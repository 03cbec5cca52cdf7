import Files
import Report
import StudentStore
import Workflows

/// What an import writes besides the database: its answer, and the rejected lines.
///
/// Both are opened before a line is read.
struct ImportOutputs {
  private let answer: AnswerOutput
  /// Nil if the lines were not requested, and in a dry run.
  private let rejects: OutputFile?
  private let databasePath: String

  init(_ command: ImportCommand, location: DatabaseLocation, in environment: Environment) throws {
    let inputs = command.files + command.oneRoster
    var protected = command.global.protected(location, reading: inputs, in: environment)
    answer = try command.global.answer(about: location, reading: inputs, in: environment)
    databasePath = location.path
    if let output = command.global.output, output != "-" {
      protected.add(output: DatabaseLocation.absolute(output, in: environment))
    }
    rejects = try command.rejects.flatMap {
      try command.global.outputFile(
        $0,
        sparing: protected,
        isDryRun: command.writing.dryRun,
        in: environment
      )
    }
  }

  /// Writes the rejected lines of the one file.
  ///
  /// If they cannot be written, the answer is still printed, and the failure says what was kept.
  func writeRejects(
    of reports: [ImportReport],
    in database: SchoolDatabase,
    isDryRun: Bool
  ) throws {
    guard let rejects, let only = reports.first else { return }
    do {
      try RejectsFile.write(only, of: database, to: rejects)
    } catch {
      let kept = Self.kept(reports, isDryRun: isDryRun)
      _ = try give(reports, isDryRun: isDryRun)
      throw kept?.failure(error, of: "the rejected lines could not be written") ?? error
    }
  }

  /// Prints the answer.
  func give(_ reports: [ImportReport], isDryRun: Bool) throws -> ExitStatus {
    try answer.give(Self.kept(reports, isDryRun: isDryRun)) {
      ImportRendering(reports, isDryRun: isDryRun, database: databasePath).report
    }
  }

  private static func kept(_ reports: [ImportReport], isDryRun: Bool) -> KeptAct? {
    isDryRun ? nil : .imports(reports.filter { !$0.wasAlreadyImported }.map(\.batch.id))
  }
}
