import ArgumentParser
import Foundation
import StudentStore
import Workflows

/// The options that every command takes.
struct GlobalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The database. Else $STUDENTDB_DB, else the one *.studentdb in this folder.",
      valueName: "file"
    )
  )
  var db: String?

  @Flag(help: "Write JSON.")
  var json = false

  @Option(help: "How to write: table, csv, tsv, json or jsonl.")
  var format: OutputFormat?

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Write the answer to a file instead of the screen.", valueName: "file")
  )
  var output: String?

  @Flag(name: [.short, .long], help: "Say only what went wrong.")
  var quiet = false

  @Flag(name: [.short, .long], help: "Say more.")
  var verbose = false

  @Option(help: "Colour: auto, always or never.")
  var color: ColorChoice = .auto

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "Who acts, for the trail. Else $STUDENTDB_ACTOR, else the login.",
      valueName: "name"
    )
  )
  var actor: String?

  @Option(
    name: [.customShort("m"), .long],
    help: ArgumentHelp("Why, for the trail.", valueName: "text")
  )
  var reason: String?

  @Flag(name: [.customShort("n"), .long], help: "Show what would happen, and change nothing.")
  var dryRun = false

  @Flag(name: [.short, .long], help: "Answer every question with yes.")
  var yes = false

  @Flag(help: "Ask nothing; fail where an answer is needed.")
  var noInput = false

  @Flag(
    help: ArgumentHelp(
      "On commands that only look: read the tables of a file that was changed by other means than "
        + "studentdb."
    )
  )
  var damaged = false

  func validate() throws {
    if let actor, actor.isBlank {
      throw ValidationError("--as needs the name of the person who acts, for the trail")
    }
  }

  /// Whether the work is kept.
  var mode: SchoolDatabase.Mode { dryRun ? .dryRun : .keep }

  var outputFormat: OutputFormat { format ?? (json ? .json : .table) }

  func context(in world: World) -> WorkContext {
    WorkContext(
      actor: actor ?? world.environment["STUDENTDB_ACTOR"] ?? world.login,
      programVersion: ProgramVersion.current,
      now: world.now,
      randomBytes: world.randomBytes
    )
  }

  /// Writes a report to where it was asked for.
  func write(_ report: some Writable, in world: World) throws {
    if quiet, outputFormat == .table, output == nil { return }
    guard let output, output != "-" else {
      var lines = LineWriter { try world.output($0) }
      try report.write(as: outputFormat, into: &lines)
      return try lines.finish()
    }
    let file = try OutputFile(DatabaseLocation.absolute(output, in: world))
    do {
      var lines = LineWriter { try file.write($0) }
      try report.write(as: outputFormat, into: &lines)
      try lines.finish()
      try file.finish()
    } catch {
      file.discard()
      throw error
    }
  }
}

/// Whether to use colour.
///
/// Nothing is coloured yet, so every answer is plain.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto
  case always
  case never
}

extension OutputFormat: ExpressibleByArgument {}

/// The version that stands in every row that the program writes.
enum ProgramVersion {
  static let current = "0.1.0"
}
