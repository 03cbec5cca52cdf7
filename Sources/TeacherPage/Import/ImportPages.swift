import Files
import HTTPTypes
import Report
import RosterReading
import StudentStore
import Workflows

/// Choosing a list, looking at what was understood of it, and importing it.
enum ImportPages {
  static let routes: [Route] = [
    .page("/import") { desk, page in choose(desk, page) },
    .change("/import/file") { desk, page in try take(desk, page) },
    .change("/import/given") { desk, page in try takeGiven(desk, page) },
    .page("/import/preview") { _, page in preview(page) },
    .change("/import/answers") { desk, page in try answer(desk, page) },
    .change("/import/run") { desk, page in try run(desk, page) },
    .change("/import/leave") { _, page in
      page.session.draft = nil
      return page.go(to: "/import", .done(page.say(.leftList)))
    },
    .page("/import/rejects") { desk, page in try rejects(desk, page) },
    .page("/import/done") { desk, page in done(desk, page) },
  ]

  private static func choose(
    _ desk: isolated SchoolDesk,
    _ page: Page,
    problem: Phrase? = nil
  ) -> Reply {
    guard page.session.isNamed else { return page.go(to: "/who") }
    let wrong: HTML =
      problem.map { "<p class=\"problem\" role=\"alert\">\(page.say($0))</p>" } ?? ""
    let given: HTML =
      desk.givenList.map { path in
        """
        <h2>\(page.say(.givenList))</h2>
        \(page.form("/import/given", """
        <p>\(page.name(ImportDraft.Source(path: path).name))</p>\(page.button(.lookAtIt))
        """))
        <h2>\(page.say(.anotherList))</h2>
        """
      } ?? ""
    return page.reply(
      page.say(.stepImport),
      step: .importing,
      status: problem == nil ? .ok : .unprocessableContent,
      """
      <h1>\(page.say(.chooseList))</h1>
      \(wrong)
      <p>\(page.say(.chooseExplained))</p>
      \(given)
      \(page.form(
        "/import/file",
        isUpload: true,
        """
        <p><label for="list">\(page.say(.listFile))</label>
        <input type="file" id="list" name="list" multiple required
        accept=".csv,.tsv,.txt,.xlsx,.zip"></p>
        <p>\(page.say(.oneRosterHint))</p>
        \(page.button(.lookAtIt))
        """
      ))
      """
    )
  }

  private static func take(_ desk: isolated SchoolDesk, _ page: Page) throws -> Reply {
    let files = page.visit.files.filter { $0.field == "list" }
    guard let draft = ImportDraft(ImportDraft.lists(of: files)) else {
      return choose(desk, page, problem: .noFileChosen)
    }
    return try begin(draft, desk, page)
  }

  private static func takeGiven(_ desk: isolated SchoolDesk, _ page: Page) throws -> Reply {
    guard let path = desk.givenList, let draft = ImportDraft([[.init(path: path)]]) else {
      return choose(desk, page, problem: .noFileChosen)
    }
    return try begin(draft, desk, page)
  }

  private static func begin(
    _ draft: ImportDraft,
    _ desk: isolated SchoolDesk,
    _ page: Page
  ) throws -> Reply {
    page.session.draft = draft
    return startTrial(draft, desk, page)
  }

  private static func answer(_ desk: isolated SchoolDesk, _ page: Page) throws -> Reply {
    guard let draft = page.session.draft else { return page.go(to: "/import") }
    var answers = draft.answers
    answers.take(page.visit.form)
    draft.answers = answers
    return startTrial(draft, desk, page)
  }

  /// Imports the list without keeping anything.
  private static func startTrial(
    _ draft: ImportDraft,
    _ desk: isolated SchoolDesk,
    _ page: Page
  ) -> Reply {
    draft.trial = nil
    let school = ImportedSchool(desk, actor: page.session.actor)
    return desk.begin(.looking(draft.name), page) { work in
      do {
        draft.trial = .report(try school.read(draft, mode: .dryRun, reporting: work))
      } catch {
        draft.trial = .refused(error)
      }
      return "/import/preview"
    }
  }

  private static func preview(_ page: Page) -> Reply {
    guard let draft = page.session.draft, let trial = draft.trial else {
      return page.go(to: "/import")
    }
    switch trial {
    case .report(let report):
      let again = report.wasAlreadyImported
      return page.reply(
        page.say(.stepImport),
        step: .importing,
        """
        <h1>\(page.say(again ? .alreadyImported : .understood)) \(page.name(draft.name))</h1>
        \(again ? HTML("") : "<p>\(page.say(.notYetImported))</p>")
        \(ReportView(report, page: page).html)
        \(again ? "" : page.form("/import/run", page.button(.importNow)))
        \(again ? page.form("/import/leave", page.button(.anotherList)) : "")
        \(again ? "" : ReadingForm(draft, report: report, page: page).html)
        \(again ? "" : page.form("/import/leave", page.button(.leaveList, class: "")))
        """
      )
    case .refused(let error):
      return page.reply(
        page.say(.stepImport),
        step: .importing,
        QuestionView(error, draft: draft, page: page).html
      )
    }
  }

  private static func run(_ desk: isolated SchoolDesk, _ page: Page) throws -> Reply {
    guard let draft = page.session.draft, case .report = draft.trial else {
      return page.go(to: "/import")
    }
    let school = ImportedSchool(desk, actor: page.session.actor)
    return desk.begin(.importing(draft.name), page) { work in
      draft.imported = try school.read(draft, mode: .keep, reporting: work)
      return "/import/done"
    }
  }

  private static func rejectsLink(_ report: ImportReport, _ page: Page) -> HTML {
    """
    <p><a href="/import/rejects?of=\(report.batch.id)">\(page.say(.saveRejects))</a></p>
    """
  }

  /// The lines that could not be read, below the list's own headings, to be repaired and imported.
  private static func rejects(_ desk: isolated SchoolDesk, _ page: Page) throws -> Reply {
    guard let id = page.visit.query.number("of") else {
      return page.failure(.noSuchPage, status: .notFound)
    }
    let shown = try LookWorkflow(try desk.database()).show { .importBatch(id) }
    guard case .importBatch(let batch, let rejects, _, _) = shown else {
      return page.failure(.noSuchPage, status: .notFound)
    }
    return .download(
      .bytes(try RejectedLines(of: batch).file(of: rejects)),
      // Of a workbook, the lines are its text.
      name: "rejected-\(batch.sourceName)" + (batch.sheet == nil ? "" : ".csv"),
      type: "text/csv"
    )
  }

  private static func done(_ desk: isolated SchoolDesk, _ page: Page) -> Reply {
    guard let draft = page.session.draft, let report = draft.imported else {
      return page.go(to: "/")
    }
    let name = page.name(draft.name)
    if draft.files.contains(where: { $0.path == desk.givenList }) { desk.givenList = nil }
    page.session.review = nil
    let further: HTML
    if let next = ImportDraft(draft.next), let first = next.files.first {
      page.session.draft = next
      further = page.form(
        "/import/answers",
        "<p>\(page.say(.nextList)) \(page.name(first.name))</p>\(page.button(.lookAtIt))"
      )
    } else {
      further = "<p>\(page.linkButton("/", .goOn))</p>"
    }
    return page.reply(
      page.say(.stepImport),
      step: .importing,
      """
      <h1>\(page.say(.imported)) \(name)</h1>
      \(ReportView(report, page: page).html)
      \(report.rejectsByCode.isEmpty ? HTML("") : rejectsLink(report, page))
      \(further)
      """
    )
  }
}

/// The database of an import, made where there is none yet.
struct ImportedSchool: Sendable {
  private let path: String
  private let actor: String
  private let context: PageContext

  init(_ desk: isolated SchoolDesk, actor: String) {
    path = desk.path
    context = desk.context
    self.actor = actor
  }

  /// Imports a list, or tries to.
  func read(
    _ draft: ImportDraft,
    mode: SchoolDatabase.Mode,
    reporting work: LongWork
  ) throws -> ImportReport {
    let workContext = context.work(actor: actor)
    let isNew = !FileKind.exists(path)
    let isTrial = if case .dryRun = mode { true } else { false }
    let database =
      if !isNew {
        try SchoolDatabase.open(path, access: .readWrite, context: workContext)
      } else if isTrial {
        try SchoolDatabase.inMemory(context: workContext)
      } else {
        try SchoolDatabase.create(path, context: workContext)
      }
    do {
      let options = try draft.answers.options()
      let source = try draft.source {
        options.isFresh ? [] : try database.rememberedAnswers()
      }
      return try ImportWorkflow(database, context: workContext)
        .run(source, options: options, mode: mode) { progress in
          let share = progress.bytesInAll.map { all in
            all > 0 ? min(1, Double(progress.bytesRead) / Double(all)) : 1
          }
          work.report(LongWork.Progress(share: share, lines: progress.lines))
        }
    } catch {
      // A list that cannot be read leaves no empty database.
      if isNew, !isTrial { database.removeIfUnused() }
      throw error
    }
  }
}
