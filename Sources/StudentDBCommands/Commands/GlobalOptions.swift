import ArgumentParser
import Files
import Report
import StudentStore
import Workflows

/// The options of every command.
struct GlobalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The database. Else $STUDENTDB_DB, else the one *.studentdb in this folder.",
      valueName: "file"
    ),
    completion: .file(extensions: ["studentdb"])
  )
  var db: String?

  @Flag(help: "Write JSON.")
  var json = false

  @Option(name: .customLong("format"), help: "How to write: table, csv, tsv, json or jsonl.")
  var formatName: FormatName?

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Write the answer to a file instead of the screen.", valueName: "file"),
    completion: .file()
  )
  var output: String?

  @Flag(
    help: """
      Replace a file that an output names; never the database, a file that is read, or another \
      SQLite database.
      """
  )
  var force = false

  @Flag(name: [.short, .long], help: "Say only what went wrong.")
  var quiet = false

  @Flag(
    name: [.short, .long],
    help: "Say more: the numbers behind an answer, which database it is from, and the time it took."
  )
  var verbose = false

  @Option(
    help: ArgumentHelp(
      "Colour: auto, on a terminal and without NO_COLOR; always or never.",
      valueName: "when"
    )
  )
  var color: ColorChoice = .auto

  func validate() throws {
    // An empty variable in a script must not select another file.
    if db?.isEmpty == true { throw ValidationError("--db needs the name of a file") }
    if output?.isEmpty == true { throw ValidationError("--output needs the name of a file") }
  }

  /// The format of an answer, where one is asked for.
  var format: OutputFormat? {
    guard case .answer(let format) = formatName else { return nil }
    return format
  }

  /// Whether a PDF is asked for: by `--format`, or by the name of the output.
  var asksForPDF: Bool {
    formatName == .pdf || output?.lowercased().hasSuffix(".pdf") == true
  }

  var outputFormat: OutputFormat { format ?? (json ? .json : .table) }

  /// What to do with an existing output file.
  var existing: OutputFile.Existing { force ? .replace : .refuse }

  /// The files that no output of the command may touch; `inputs` as on the command line.
  func protected(
    _ location: DatabaseLocation,
    reading inputs: [String] = [],
    in environment: Environment
  ) -> ProtectedFiles {
    var protected = ProtectedFiles(
      database: location.path,
      inputs: inputs.map { $0 == "-" ? $0 : DatabaseLocation.absolute($0, in: environment) }
    )
    if let anchor = environment.keptHeads()?.file { protected.add(anchor: anchor.path) }
    return protected
  }

  /// Opens the output of a command that writes to the database, before it does.
  ///
  /// - Throws: `CommandFailure` if the answer cannot be written as requested.
  func answer(
    about location: DatabaseLocation,
    reading inputs: [String] = [],
    in environment: Environment
  ) throws -> AnswerOutput {
    guard [.table, .json].contains(outputFormat) else { throw NotAList() }
    do {
      return try AnswerOutput(
        self,
        sparing: protected(location, reading: inputs, in: environment),
        in: environment
      )
    } catch let error as FileError where error.isOfStandardOutput {
      throw CommandFailure(.io, "\(error); nothing was changed")
    }
  }

  /// Whether an output is a workbook; a file of that name never holds anything else.
  static func isWorkbook(_ name: String?) -> Bool {
    name?.lowercased().hasSuffix(".xlsx") == true
  }

  /// An output is named once, as an argument or with --output.
  func checkOneName(for file: String?) throws(ValidationError) {
    guard file != nil, output != nil else { return }
    throw ValidationError("name the file to write once: as it is, or with --output")
  }

  /// Opens a further output; nil in a dry run, which only checks whether it would be refused.
  func outputFile(
    _ name: String,
    sparing protected: ProtectedFiles,
    isDryRun: Bool = false,
    in environment: Environment
  ) throws -> OutputFile? {
    let path = DatabaseLocation.absolute(name, in: environment)
    // Opening a pipe would wait for somebody who reads it.
    let kind = FileStatus(following: path)?.kind
    if Self.isWorkbook(name), kind == .device || kind == .pipe { throw noFileForWorkbook(name) }
    guard !isDryRun else {
      try OutputFile.check(path, shownAs: name, sparing: protected, existing: existing)
      return nil
    }
    return try OutputFile(path, shownAs: name, sparing: protected, existing: existing)
  }

  /// Writes the report of a reading command to the requested output.
  func write(
    _ report: some Writable,
    about location: DatabaseLocation,
    reading inputs: [String] = [],
    paging: PagingOptions? = nil,
    in environment: Environment
  ) throws {
    try AnswerOutput(
      self,
      sparing: protected(location, reading: inputs, in: environment),
      paging: paging,
      in: environment
    )
    .write(report)
  }
}

extension OutputFile {
  /// Where a workbook is written: a library does it, by a name of its own.
  func placeOfWorkbook(_ name: String) throws(CommandFailure) -> (file: String, folder: String) {
    guard let place = unfinishedPath else { throw noFileForWorkbook(name) }
    return place
  }
}

/// A device or a pipe was named for a workbook.
private func noFileForWorkbook(_ name: String) -> CommandFailure {
  CommandFailure(.usage, "\(name): a workbook is written to a file, not to a device or a pipe")
}

/// The options of every reading command.
struct ReadingOptions: ParsableArguments {
  @Flag(
    help: "Read the tables of a file that was changed outside studentdb."
  )
  var damaged = false
}

/// The options of every command that writes to the database.
struct WritingOptions: ParsableArguments {
  @OptionGroup var who: ActorOption

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

  /// Whether the work is kept.
  var mode: SchoolDatabase.Mode { dryRun ? .dryRun : .keep }

  func context(in environment: Environment) -> WorkContext { who.context(in: environment) }

  /// The context of a writing command: the database, the actor, and the output, which is checked
  /// before anything is written.
  ///
  /// `inputs`: the files that the command reads, as typed.
  func open(
    _ global: GlobalOptions,
    _ reading: ReadingOptions? = nil,
    inputs: [String] = [],
    in environment: Environment
  ) throws -> (database: SchoolDatabase, context: WorkContext, answer: AnswerOutput) {
    let context = context(in: environment)
    let location = try DatabaseLocation(global, reading, in: environment)
    let answer = try global.answer(about: location, reading: inputs, in: environment)
    return (try location.write(context), context, answer)
  }
}

/// The option of commands that can change what was signed.
struct SignatureOptions: ParsableArguments {
  @Flag(help: "Void the signatures that this change would break; needs -m.")
  var voidSignOff = false

  func treatment(_ writing: WritingOptions) throws -> SignatureTreatment {
    try SignatureTreatment(voids: voidSignOff, reason: writing.reason)
  }
}

/// Whether to use colour.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto
  case always
  case never

  /// Whether a stream is coloured; see https://no-color.org for the variable.
  func paints(terminal isTerminal: Bool, in environment: [String: String]) -> Bool {
    switch self {
    case .always: true
    case .never: false
    case .auto:
      isTerminal && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
    }
  }
}

/// The word after `--format`.
enum FormatName: ExpressibleByArgument, Equatable {
  case answer(OutputFormat)
  /// Of a report alone; the help of the others does not name it.
  case pdf

  init?(argument: String) {
    if argument == "pdf" {
      self = .pdf
    } else if let format = OutputFormat(rawValue: argument) {
      self = .answer(format)
    } else {
      return nil
    }
  }

  static var allValueStrings: [String] { OutputFormat.allCases.map(\.rawValue) }
}

extension String {
  /// Whether it has no visible characters: only spaces, control characters and invisible ones, or
  /// none.
  var isBlank: Bool {
    unicodeScalars.allSatisfy { scalar in
      let properties = scalar.properties
      if properties.isWhitespace || properties.isDefaultIgnorableCodePoint { return true }
      return switch properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator: true
      default: false
      }
    }
  }
}
