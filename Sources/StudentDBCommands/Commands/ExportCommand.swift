import ArgumentParser
import Files
import Report
import StudentStore
import Workflows

/// The command `studentdb export [FILE]`.
struct ExportCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the list with what was decided.",
    discussion: """
      Each student once with the latest values, in the columns, words and unit of the newest file \
      with genders, with missing genders filled in the file's own words, followed by columns that \
      say where each value comes from. A file that ends in .xlsx is a workbook; any other is CSV.
      """
  )

  @Argument(help: "The file to write; - or nothing for standard output.", completion: .file())
  var file: String?

  @Option(help: "What may fill a blank gender: none, decided or inferred.")
  var fill: ExportOptions.Fill = .decided

  @Option(help: "Which columns: original or all.")
  var columns: ExportOptions.Columns = .all

  @Option(help: "The text encoding: original, as the file had it, or utf-8.")
  var encoding: ExportOptions.Encoding = .original

  @Option(
    name: .customLong("import"),
    help: ArgumentHelp("Only the students of this import.", valueName: "iN"),
    completion: .stored(.importBatch)
  )
  var importBatch: String?

  @Option(
    help: ArgumentHelp("In the form of this import: its columns, words and unit.", valueName: "iN"),
    completion: .stored(.importBatch)
  )
  var like: String?

  @Option(
    name: .customLong("oneroster"),
    help: ArgumentHelp(
      "Fill the column sex of this OneRoster export: FILE is its new demographics.csv.",
      valueName: "folder|zip"
    ),
    completion: .file()
  )
  var oneRoster: String?

  @Flag(
    name: .customLong("for-excel"),
    help: "CSV that Excel opens: byte order mark, CRLF, formulas disarmed; imports unchanged."
  )
  var forExcel = false

  @Flag(help: "Students who left too.")
  var withLeft = false

  @Flag(help: "Only signed students.")
  var signedOnly = false

  @Flag(help: "Include the rejected lines of one import, in their places.")
  var rejected = false

  @Flag(name: [.customShort("n"), .long], help: "Show what would happen, and write nothing.")
  var dryRun = false

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if global.json || global.format.map({ $0 != .csv }) == true {
      throw ValidationError(
        "export writes CSV or a workbook; \"studentdb list\" writes the other formats"
      )
    }
    try global.checkOneName(for: file)
    if oneRoster != nil,
      isWorkbook || rejected || forExcel || withLeft || signedOnly || importBatch != nil
        || like != nil
    {
      throw ValidationError(
        "--oneroster gives back the demographics.csv of that export; only --fill and --columns go with it"
      )
    }
    if isWorkbook, rejected || encoding == .utf8 {
      throw ValidationError(
        "a workbook has no \(rejected ? "rejected lines" : "encoding to choose"); leave "
          + "\(rejected ? "--rejected" : "--encoding") out, or name a file that ends in .csv"
      )
    }
    if forExcel, rejected {
      throw ValidationError(
        "--rejected gives a file back as it came, and --for-excel changes it; leave one out"
      )
    }
    if rejected, columns != .original || signedOnly {
      throw ValidationError(
        "--rejected gives a file back with all of its lines; say --columns original with it"
          + (signedOnly ? ", and leave --signed-only out" : "")
      )
    }
  }

  private var isWorkbook: Bool { GlobalOptions.isWorkbook(file ?? global.output) }

  func run(in environment: Environment) throws -> ExitStatus {
    let location = try DatabaseLocation(global, reading, in: environment)
    let protected = global.protected(
      location,
      reading: oneRoster.map { [$0] } ?? [],
      in: environment
    )
    let target = file ?? global.output
    var output: OutputFile?
    if let target, target != "-" {
      output = try global.outputFile(target, sparing: protected, isDryRun: dryRun, in: environment)
    } else if !dryRun {
      try environment.checkOutput(protected)
    }
    let database = try location.read(environment.context())
    var options = ExportOptions()
    options.fill = fill
    options.columns = columns
    options.encoding = encoding
    if let oneRoster {
      return try fill(oneRoster, database, options, into: output, in: environment)
    }
    options.importBatch = try Reference.importBatch(importBatch, in: database)
    options.likeImport = try Reference.importBatch(like, in: database)
    options.withLeft = withLeft
    options.signedOnly = signedOnly
    options.isForExcel = forExcel
    if forExcel { options.encoding = .utf8 }
    options.withRejected = rejected
    if rejected, options.importBatch == nil, try database.importIDs().count > 1 {
      throw CommandFailure(
        .usage,
        "--rejected puts back the lines of one file; say which with --import iN (studentdb log "
          + "lists them)"
      )
    }
    if let id = options.importBatch, let revert = try database.importRevert(of: id), !global.quiet {
      environment.message(
        "i\(id) was reverted on \(revert.revertedAt.prefix(10)); this is its file as it came."
      )
    }
    // A terminal gets text, not bytes of an encoding that it may not support.
    if output == nil, environment.isOutputTerminal { options.encoding = .utf8 }
    // The list itself is on the terminal where it has no file.
    let isShown = output != nil || !environment.isOutputTerminal
    let line = ProgressLine("export", global, in: environment)
    defer { line.end() }
    let workflow = ExportWorkflow(database, options: options) { if isShown { line.show($0) } }
    guard let output, let target else {
      let report = try workflow.run(into: dryRun ? { _ in } : { try environment.output($0) })
      line.end()
      if !global.quiet { lines(of: report).forEach(environment.message) }
      if dryRun { environment.message("\(words(report)). Nothing was changed.") }
      return .done
    }
    let report: ExportWorkflow.Report
    if isWorkbook {
      let place = try output.placeOfWorkbook(target)
      report = try workflow.writeWorkbook(place.file, in: place.folder)
    } else {
      report = try workflow.run { piece in try output.write(piece) }
    }
    line.end()
    try output.finish()
    if !global.quiet {
      lines(of: report).forEach(environment.message)
      environment.message(SafeText.shown("\(target): \(words(report))."))
    }
    return .done
  }

  private func words(_ report: ExportWorkflow.Report) -> String {
    "\(Numbers.count(report.students, "student")), \(report.filled) of them with a gender filled in"
      + (report.putBack == 0
        ? "" : "; \(Numbers.count(report.putBack, "rejected line")) put back in place")
      + (report.erased == 0 ? "" : "; \(Numbers.count(report.erased, "line")) erased")
      + (report.isOriginalFile == true ? "; the very bytes that were imported" : "")
  }

  /// What is missing from the list or changed in it.
  private func lines(of report: ExportWorkflow.Report) -> [String] {
    var lines: [String] = []
    if report.unreached > 0 {
      let count = Numbers.count(report.unreached, "decided gender")
      lines.append(
        "\(count) \(report.unreached == 1 ? "has" : "have") no column: i\(report.form) has none for "
          + "genders"
          + (columns == .all
            ? "; studentdb_gender has \(report.unreached == 1 ? "it" : "them")" : "")
          + "."
      )
    }
    if report.left > 0 {
      lines.append(
        "\(Numbers.count(report.left, "student")) who left \(report.left == 1 ? "is" : "are") not in it; "
          + "--with-left adds them."
      )
    }
    return lines + linesForExcel(report) + linesOfFile(report)
  }

  /// What Excel is given.
  private func linesForExcel(_ report: ExportWorkflow.Report) -> [String] {
    guard let delimiter = report.delimiter else { return [] }
    let name = delimiter == UInt8(ascii: ";") ? "semicolons" : "commas"
    guard report.guardedCells > 0 else { return ["For Excel: \(name) between the cells."] }
    let count = Numbers.count(report.guardedCells, "cell")
    return [
      "For Excel: \(name) between the cells; \(count) \(report.guardedCells == 1 ? "has" : "have") an "
        + "apostrophe in front so as not to be computed, and the column studentdb_guarded says so, "
        + "for the way back."
    ]
  }

  /// What is missing from a file that is given back, or changed in it.
  private func linesOfFile(_ report: ExportWorkflow.Report) -> [String] {
    if report.leftOut > 0 {
      let count = Numbers.count(report.leftOut, "line")
      return [
        "\(count) of the import that \(report.leftOut == 1 ? "was" : "were") rejected or set aside "
          + "\(report.leftOut == 1 ? "is" : "are") not in it; --import iN --columns original "
          + "--rejected puts them back in place, and studentdb show iN lists them."
      ]
    }
    if report.isOriginalFile == false {
      return [
        "This is not byte for byte what was imported: a line that was too long is kept cut, and the "
          + "files of a OneRoster export are kept joined."
      ]
    }
    return []
  }
}

extension ExportOptions.Fill: ExpressibleByArgument {}
extension ExportOptions.Columns: ExpressibleByArgument {}
extension ExportOptions.Encoding: ExpressibleByArgument {}
