import ArgumentParser
import Files
import Report
import ReviewSession
import StudentStore
import Workflows

/// The command `studentdb review export FILE`.
struct SheetExportCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the queue to a file, to be filled in on paper or in a spreadsheet.",
    discussion: """
      One line a student who is still to decide, and an empty column "decision" for the words \
      accept, later, leave unknown, or a gender. A file that ends in .xlsx is a workbook, with a list \
      of these words in each row; any other is CSV. "studentdb review apply FILE" reads it back, also \
      half filled in; nothing that somebody decided in between is replaced.
      """
  )

  @OptionGroup(title: "Which students") var selection: QueueSelection

  @Argument(help: "The file to write; - or nothing for standard output.", completion: .file())
  var file: String?

  @Flag(help: "Hide every suggestion.")
  var blind = false

  @Flag(help: "Include students who are decided.")
  var all = false

  @Flag(help: "With a byte order mark, CRLF and the delimiter of the school's own file.")
  var forExcel = false

  @Flag(name: [.customShort("n"), .long], help: "Show what would happen, and write nothing.")
  var dryRun = false

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if global.json || global.format.map({ $0 != .csv }) == true {
      throw ValidationError(
        "review export writes CSV or a workbook; \"studentdb review queue\" writes the other formats"
      )
    }
    try global.checkOneName(for: file)
    if isWorkbook, forExcel {
      throw ValidationError("--for-excel is a form of CSV; a workbook needs none")
    }
  }

  private var isWorkbook: Bool { GlobalOptions.isWorkbook(file ?? global.output) }

  func run(in environment: Environment) throws -> ExitStatus {
    let context = environment.context()
    let location = try DatabaseLocation(global, reading, in: environment)
    let database = try location.read(context)
    let workflow = ReviewWorkflow(database, context: context)
    let run = try workflow.run(try Reference.run(selection.run, in: database))
    var arrangement = selection.arrangement(isBlind: blind, in: environment)
    if !all, selection.state == nil { arrangement.states = [.open, .later] }
    let items = arrangement.arrange(try database.read { try workflow.queue(run: run) })
    let sheet = ReviewSheet(items, style: try style(in: database))
    let protected = global.protected(location, in: environment)
    guard let target = file ?? global.output, target != "-" else {
      if dryRun {
        environment.message("\(words(items)). Nothing was written.")
      } else {
        try environment.checkOutput(protected)
        try environment.output(sheet.bytes)
      }
      return .done
    }
    guard
      let output = try global.outputFile(
        target,
        sparing: protected,
        isDryRun: dryRun,
        in: environment
      )
    else {
      environment.message("\(words(items)). Nothing was written.")
      return .done
    }
    if isWorkbook {
      let place = try output.placeOfWorkbook(target)
      try sheet.writeWorkbook(
        place.file,
        in: place.folder,
        genders: try workflow.genders()
      )
    } else {
      try output.write(sheet.bytes)
    }
    try output.finish()
    guard !global.quiet else { return .done }
    environment.message(SafeText.shown("\(target): \(words(items))."))
    environment.message(
      SafeText.shown(
        "Fill in the column \"decision\" with accept, later, leave unknown or a gender. Next: studentdb "
          + "review apply \(target)"
      )
    )
    return .done
  }

  private func style(in database: SchoolDatabase) throws -> ReviewSheet.Style {
    guard forExcel else { return .plain }
    let newest = try database.importIDs().last.map { try database.importRecord($0) }
    return .spreadsheet(delimiter: newest?.delimiter.utf8.first ?? UInt8(ascii: ","))
  }

  private func words(_ items: [QueueItem]) -> String {
    let blind = items.count { $0.isBlind }
    return Numbers.count(items.count, "student")
      + (blind > 0 ? ", \(blind) of them blind: their suggestion is left out" : "")
  }
}
