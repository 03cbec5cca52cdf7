import ArgumentParser
import Files
import FoundationEssentials
import Report
import StudentStore
import Workflows

/// `studentdb model`, with its words.
struct ModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model",
    abstract: "Carry a model to another school or a warehouse, without personal data.",
    subcommands: [
      ModelExportCommand.self, ModelImportCommand.self, CountSQLCommand.self, ScoreSQLCommand.self,
      SampleSQLCommand.self, ReconcileCommand.self, CalibrateCommand.self,
    ]
  )
}

/// The command `studentdb model export r3`.
struct ModelExportCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the model of a run as JSON: counts and averages, no personal data.",
    usage: "studentdb model export [<options>] <run>",
    discussion: """
      Names are in it with --names-from alone, and only those that several students have. Another \
      school can use them with impute --name-reference.
      """
  )

  @Argument(help: "The run: r3, or r@ for the newest.", completion: .stored(.run))
  var run: String

  @Option(
    help: ArgumentHelp(
      "Export names as well that so many known students have, \(ModelName.fewestStudents) at least, with "
        + "their number of each gender.",
      valueName: "n"
    )
  )
  var namesFrom: Int?

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if let namesFrom, namesFrom < ModelName.fewestStudents {
      throw ValidationError(
        "--names-from \(namesFrom): \(ModelName.fewestStudents) at least; a name that fewer students have "
          + "can tell who they are"
      )
    }
  }

  func run(in environment: Environment) throws -> ExitStatus {
    let location = try DatabaseLocation(global, reading, in: environment)
    let database = try location.read(environment.context())
    let (bytes, note) = try database.read {
      let number: Int64 = try Reference.run(run, in: database)
      let run = try database.run(number)
      let names = try namesFrom.map { try self.names(of: run, from: $0, in: database) }
      guard run.usesHeights || names != nil else {
        throw CommandFailure(
          .data,
          "r\(number) judged by names alone and has no model of heights; \"--names-from "
            + "\(ModelName.fewestStudents)\" exports its names"
        )
      }
      return ([UInt8](try ModelFile(run, names: names?.shared).encoded()) + [0x0A], names?.note)
    }
    let protected = global.protected(location, in: environment)
    try global.write(bytes: bytes, sparing: protected, in: environment)
    if let note, !global.quiet { environment.message(note) }
    return .done
  }

  /// The names to export, and what to say of them.
  private func names(
    of run: ImputationRun,
    from least: Int,
    in database: SchoolDatabase
  ) throws -> (shared: [ModelName], note: String) {
    guard let (shared, all) = try database.names(of: run, from: least) else {
      throw CommandFailure(
        .data,
        "r\(run.id) has learnt no names; \"studentdb impute --names endings\" makes a run that does"
      )
    }
    let words = all == 1 ? "name" : "names"
    return (
      shared,
      "\(shared.count) of \(all) \(words) of known students: those that \(least) or more have."
        + (shared.isEmpty ? "" : " Who reads the file can tell that such students exist.")
    )
  }
}

/// The command `studentdb model import FILE`.
struct ModelImportCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Store a model from a file as a run; impute --model uses it.",
    discussion: """
      Importing a model infers nothing. When it is used, it is tested on the students of this \
      school whose gender is known.
      """
  )

  /// No model of a school is longer.
  private static let mostBytes = 32 << 20

  @Argument(
    help: "A file that model export has written; - for standard input.",
    completion: .file(extensions: ["json"])
  )
  var file: String

  @Option(help: "A name for the run.")
  var label: String?

  @OptionGroup var writing: WritingOptions
  @OptionGroup var global: GlobalOptions

  func run(in environment: Environment) throws -> ExitStatus {
    let name = file == "-" ? "standard input" : file
    let data = Data(
      try ShortFile.bytes(file, upTo: Self.mostBytes, name: name, kind: "a model", in: environment)
    )
    let (database, context, answer) = try writing.open(global, inputs: [file], in: environment)
    let imported: (run: ImputationRun, names: Int)
    do {
      imported = try ModelWorkflow(database, context: context)
        .importModel(data, label: label, mode: writing.mode)
    } catch let error as ModelFileError {
      throw CommandFailure(.data, "\(name): \(error)")
    }
    return try answer.give(writing.dryRun ? nil : .run(imported.run.id)) {
      RunRendering(imported.run).imported(names: imported.names, isDryRun: writing.dryRun)
    }
  }
}
