import ArgumentParser
import Files
import Report
import StudentStore
import Workflows

/// The command `studentdb report [RUN] -o FILE.html`.
struct ReportCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write a run's report with pictures, to read, print and sign.",
    usage: "studentdb report [<options>] [<run>] --output <file>",
    discussion: """
      One HTML file that opens in any browser, offline: a page for the head teacher, then who is \
      missing, heights and curves, confidence and how far it is to be believed, thresholds, totals \
      with intervals, the steps of the fit, decisions and signatures, and how to compute it again. \
      To get a PDF, open it in a browser and print it to a file.
      """
  )

  @Argument(help: "The run: r3, or r@ for the newest. Else the one whose suggestions count.")
  var run: String?

  @Flag(help: "No names, no count under five, heights put together; fit to be handed on.")
  var anonymous = false

  @Option(
    help: ArgumentHelp("en or de. Else the language of the environment (LANG).", valueName: "code")
  )
  var language: Language?

  @Option(
    help: ArgumentHelp("The confidence of the threshold line, such as 0.95.", valueName: "p")
  )
  var atLeast: Double = RunReport.usualThreshold

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if global.json || global.format != nil {
      throw ValidationError(
        "report writes one HTML page; \"studentdb show r@ --json\" has its numbers for scripts"
      )
    }
    if global.output?.lowercased().hasSuffix(".pdf") == true {
      throw ValidationError(
        "report writes HTML: name a file that ends in .html, open it in a browser, and print it to a PDF file"
      )
    }
    guard atLeast >= 0.5, atLeast <= 1 else {
      throw ValidationError("--at-least \(atLeast): write a number from 0.5 to 1, such as 0.9")
    }
  }

  func run(in environment: Environment) throws -> ExitStatus {
    let location = try DatabaseLocation(global, reading, in: environment)
    let protected = global.protected(location, in: environment)
    let target = global.output ?? "-"
    let output =
      target == "-" ? nil : try global.outputFile(target, sparing: protected, in: environment)
    if output == nil {
      guard !environment.isOutputTerminal else {
        throw CommandFailure(
          .usage,
          "a report is for a browser; name a file: studentdb report -o report.html"
        )
      }
      try environment.checkOutput(protected)
    }
    let database = try location.read(environment.context())
    let report = try LookWorkflow(database).report { try Reference.run(run, in: database) }
    guard let report else {
      throw CommandFailure(.noInput, "there is no run yet; \"studentdb impute\" makes one")
    }
    let page = RunReportPage(
      report,
      language: language ?? Language(locale: environment.messageLocale),
      isAnonymous: anonymous,
      threshold: atLeast
    )
    let bytes = Array(page.html.text.utf8)
    guard let output else {
      try environment.output(bytes)
      return .done
    }
    try output.write(bytes)
    try output.finish()
    if !global.quiet {
      environment.message(
        "\(target): the report on r\(report.run.id), \(Numbers.grouped(bytes.count / 1024)) kB"
          + (anonymous ? ", without names." : ", with names of students.")
          + " Open it in a browser; print it there on A4 or to a PDF file."
      )
    }
    return .done
  }
}

extension Language: ExpressibleByArgument {}

extension Environment {
  /// The locale of texts for people, such as `de_DE.UTF-8`.
  fileprivate var messageLocale: String? {
    ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { variables[$0] }.first { !$0.isEmpty }
  }
}
