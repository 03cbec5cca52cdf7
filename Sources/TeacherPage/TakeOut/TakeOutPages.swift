import Files
import HTTPTypes
import Report
import StudentStore
import Workflows

/// Taking the list back, and the certificates.
enum TakeOutPages {
  static let routes: [Route] = [
    .page("/takeout") { desk, page in try show(desk, page) },
    .page("/takeout/report") { desk, page in try report(desk, page) },
    .page("/takeout/list") { desk, page in try list(desk, page) },
    .change("/takeout/oneroster") { desk, page in try oneRoster(desk, page) },
  ]

  /// The kinds of file that a list is written as.
  private enum Kind: String, CaseIterable {
    case csv
    case excel
    case workbook

    var phrase: Phrase {
      switch self {
      case .csv: .asItCame
      case .excel: .forExcel
      case .workbook: .asWorkbook
      }
    }
  }

  private static func show(_ desk: isolated SchoolDesk, _ page: Page) throws -> Reply {
    guard page.session.isNamed else { return page.go(to: "/who") }
    guard desk.hasDatabase else { return page.go(to: "/import") }
    let (school, _) = try LookWorkflow(try desk.database()).status()
    let toDo = (school.queue[.open] ?? 0) + (school.queue[.later] ?? 0)
    let open: HTML = toDo == 0 ? "" : "<p>\(page.say(.openInList(toDo)))</p>"
    let kinds = Kind.allCases.map { kind -> HTML in
      let checked: HTML = kind == .csv ? " checked" : ""
      return """
        <label class="choice"><input type="radio" name="kind" value="\(kind.rawValue)"\(checked)> \
        \(page.say(kind.phrase))</label>
        """
    }
    let fills: [(ExportOptions.Fill, Phrase)] = [
      (.decided, .fillDecided), (.none, .fillNone), (.inferred, .fillInferred),
    ]
    let columns: [(ExportOptions.Columns, Phrase)] = [
      (.all, .columnsAll), (.original, .columnsOriginal),
    ]
    let signed = school.signOffs == 0 ? [] : Array((1...school.signOffs).reversed())
    let certificates = signed.map {
      "<li><a href=\"/certificate?of=\($0)\">\(page.say(.certificateOf(Int64($0))))</a></li>"
        as HTML
    }
    let signatures: HTML =
      certificates.isEmpty
      ? "<p>\(page.say(.notSignedYet)) <a href=\"/sign\">\(page.say(.doSign))</a></p>"
      : "<ul>\(certificates.joined())</ul>"
    return page.reply(
      page.say(.stepTakeOut),
      step: .takeOut,
      """
      <h1>\(page.say(.takeOutTitle))</h1>
      <p>\(page.say(.takeOutExplained))</p>\(open)
      <form method="get" action="/takeout/list">
      <fieldset><legend>\(page.say(.whichForm))</legend>\(kinds.joined())</fieldset>
      <fieldset><legend>\(page.say(.whatIsIn))</legend>
      \(SelectField(name: "fill", label: page.say(.fillAsked), options: fills.map { ($0.0.rawValue, page.say($0.1)) }, chosen: "decided").html)
      \(SelectField(name: "columns", label: page.say(.columnsAsked), options: columns.map { ($0.0.rawValue, page.say($0.1)) }, chosen: "all").html)
      <label class="choice"><input type="checkbox" name="signed" value="yes"> \
      \(page.say(.signedOnly))</label>
      <label class="choice"><input type="checkbox" name="left" value="yes"> \
      \(page.say(.withLeft))</label>
      </fieldset>
      \(page.button(.saveList))
      </form>
      \(oneRosterForm(page))
      \(school.currentRun == nil ? HTML("") : reportForm(page))
      <h2>\(page.say(.certificates))</h2>
      \(signatures)
      """
    )
  }

  /// An export in the form of OneRoster holds more than was kept of it, so that it is sent again.
  private static func oneRosterForm(_ page: Page) -> HTML {
    """
    <details><summary>\(page.say(.oneRosterBack))</summary>
    \(page.form(
      "/takeout/oneroster",
      isUpload: true,
      """
      <p>\(page.say(.oneRosterBackExplained))</p>
      <p><label for="oneroster">\(page.say(.oneRosterFiles))</label>
      <input type="file" id="oneroster" name="list" multiple required accept=".csv,.zip"></p>
      \(page.button(.saveDemographics, class: ""))
      """
    ))</details>
    """
  }

  /// The demographics.csv of the export that was sent, with the column `sex` filled.
  private static func oneRoster(_ desk: isolated SchoolDesk, _ page: Page) throws -> Reply {
    let files = page.visit.files.filter { $0.field == "list" }
    guard let draft = ImportDraft(ImportDraft.lists(of: files)), draft.isOneRoster else {
      return page.failure(.noOneRoster, status: .unprocessableContent)
    }
    var options = ExportOptions()
    options.columns = .original
    let file = try HiddenFile(in: desk.context.temporaryFolder)
    _ = try OneRosterExport(try desk.database(), options: options)
      .run(try draft.oneRoster(everybody: true)) { bytes in try file.write(bytes) }
    return .download(.file(file), name: "demographics.csv", type: "text/csv")
  }

  private static func reportForm(_ page: Page) -> HTML {
    """
    <h2>\(page.say(.reportTitle))</h2><p>\(page.say(.reportExplained))</p>
    <form method="get" action="/takeout/report">
    <label class="choice"><input type="checkbox" name="anonymous" value="yes"> \
    \(page.say(.reportAnonymous))</label>
    \(page.button(.saveReport, class: ""))
    </form>
    """
  }

  private static func report(_ desk: isolated SchoolDesk, _ page: Page) throws -> Reply {
    guard let report = try LookWorkflow(try desk.database()).report({ nil }) else {
      return page.failure(.nothingInferredYet, status: .notFound)
    }
    let html = RunReportPage(
      report,
      language: page.language,
      isAnonymous: page.visit.query["anonymous"] != nil,
      threshold: RunReport.usualThreshold
    ).html
    return .download(
      .bytes(Array(html.text.utf8)),
      name: "report-r\(report.run.id).html",
      type: "text/html; charset=utf-8"
    )
  }

  private static func list(_ desk: isolated SchoolDesk, _ page: Page) throws -> Reply {
    let query = page.visit.query
    let kind = query["kind"].flatMap(Kind.init(rawValue:)) ?? .csv
    var options = ExportOptions()
    options.fill = query["fill"].flatMap(ExportOptions.Fill.init(rawValue:)) ?? .decided
    options.columns = query["columns"].flatMap(ExportOptions.Columns.init(rawValue:)) ?? .all
    options.signedOnly = query["signed"] != nil
    options.withLeft = query["left"] != nil
    if kind == .excel {
      options.isForExcel = true
      options.encoding = .utf8
    }
    let workflow = ExportWorkflow(try desk.database(), options: options)
    let file = try HiddenFile(in: desk.context.temporaryFolder)
    if kind == .workbook {
      _ = try workflow.writeWorkbook(file.path, in: desk.context.temporaryFolder)
    } else {
      _ = try workflow.run { piece in try file.write(piece) }
    }
    let stem = page.schoolName.split(separator: ".").first.map(String.init) ?? "school"
    return .download(
      .file(file),
      name: stem + (kind == .workbook ? ".xlsx" : ".csv"),
      type: kind == .workbook
        ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        : "text/csv"
    )
  }
}
