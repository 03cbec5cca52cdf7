import ArgumentParser
import Bytes
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
      A file that ends in .pdf, or --format pdf, is printed by a Chromium that is installed \
      ($STUDENTDB_CHROMIUM, else one on the PATH); without one, open the page in a browser and print it \
      to a file.
      """
  )

  @Argument(
    help: "The run: r3, or r@ for the newest. Else the one whose suggestions count.",
    completion: .stored(.run)
  )
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
        "report writes an HTML page or a PDF; \"studentdb show r@ --json\" has its numbers for scripts"
      )
    }
    guard atLeast >= 0.5, atLeast <= 1 else {
      throw ValidationError("--at-least \(atLeast): write a number from 0.5 to 1, such as 0.9")
    }
  }

  func run(in environment: Environment) throws -> ExitStatus {
    let location = try DatabaseLocation(global, reading, in: environment)
    let protected = global.protected(location, in: environment)
    let printer = global.asksForPDF ? try PDFPrinter(in: environment) : nil
    let target = global.output ?? "-"
    let output =
      target == "-" ? nil : try global.outputFile(target, sparing: protected, in: environment)
    if output == nil {
      guard !environment.isOutputTerminal else {
        throw CommandFailure(
          .usage,
          "a report is no text for a terminal; name a file: studentdb report -o report.html"
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
    let html = Array(page.html.text.utf8)
    let bytes = try printer?.pdf(of: html) ?? html
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
          + (printer == nil
            ? " Open it in a browser; print it there on A4 or to a PDF file." : " It prints on A4.")
      )
    }
    return .done
  }
}

/// The browser that makes a PDF of a report, or a failure that says how to do without.
private struct PDFPrinter {
  private static let patience = 60
  private static let otherWay =
    "write report.html instead, open it in any browser, and print it to a PDF file"

  private let browser: Chromium
  private let folder: String

  init(in environment: Environment) throws(CommandFailure) {
    func variable(_ name: String) -> String? {
      environment.variables[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    let chosen = variable("STUDENTDB_CHROMIUM")
    // The browser makes a socket below it, whose whole path may have 107 bytes.
    let own = variable("TMPDIR").flatMap { $0.utf8.count <= 40 && $0.isAbsolutePath ? $0 : nil }
    folder = own ?? "/tmp"
    guard let browser = Chromium(chosen: chosen, searching: variable("PATH") ?? "") else {
      let reason =
        chosen.map { "STUDENTDB_CHROMIUM names no program: \($0)" }
        ?? "a PDF is made by Chromium, Chrome or Edge, and none is on the PATH (STUDENTDB_CHROMIUM names one)"
      throw CommandFailure(.cannotCreate, "\(reason); \(Self.otherWay)")
    }
    self.browser = browser
  }

  func pdf(of page: [UInt8]) throws -> [UInt8] {
    do {
      return try browser.pdf(of: page, in: folder, within: Self.patience)
    } catch Chromium.Failure.noPDF {
      throw CommandFailure(
        .cannotCreate,
        "\(browser.program) made no PDF; \(Self.otherWay)"
      )
    } catch Chromium.Failure.tooSlow(let seconds) {
      throw CommandFailure(
        .cannotCreate,
        "\(browser.program) did not end within \(seconds) s; \(Self.otherWay)"
      )
    }
  }
}

extension Language: ExpressibleByArgument {}

extension Environment {
  /// The locale of texts for people, such as `de_DE.UTF-8`.
  fileprivate var messageLocale: String? {
    ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { variables[$0] }.first { !$0.isEmpty }
  }
}
