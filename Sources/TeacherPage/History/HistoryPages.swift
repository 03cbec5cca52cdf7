import Report
import StudentStore
import Workflows

/// The history: who did what and when, and whether the file is as its trail says.
enum HistoryPages {
  static let routes: [Route] = [
    .page("/history") { desk, page in try show(desk, page) },
    .change("/history/verify") { desk, page in verify(desk, page) },
    .page("/history/verified") { desk, page in verified(desk, page) },
  ]

  /// Entries on a page.
  private static let length = 100

  private static func show(_ desk: isolated SchoolDesk, _ page: Page) throws -> Reply {
    guard page.session.isNamed else { return page.go(to: "/who") }
    guard desk.hasDatabase else { return page.go(to: "/import") }
    let first = max(0, min(Int(page.visit.query.number("from") ?? 0), 1 << 40))
    let (entries, count) = try LookWorkflow(try desk.database()).log(
      LogFilter(actor: page.visit.query["by"], since: nil, student: nil),
      page: first..<first + length
    )
    let rows = entries.map { row($0, page) }
    return page.reply(
      page.say(.stepHistory),
      step: .history,
      """
      <h1>\(page.say(.historyTitle))</h1>
      <p>\(page.say(.historyExplained))</p>
      \(page.form("/history/verify", page.button(.verifyNow)))
      <div class="scroll" tabindex="0" role="group" aria-label="\(page.say(.tableToScroll))"><table><caption>\(page.say(.entries(count)))</caption><thead><tr>
      <th scope="col" class="number">\(page.say(.entryNumber))</th>
      <th scope="col">\(page.say(.whenHeading))</th><th scope="col">\(page.say(.whoHeading))</th>
      <th scope="col">\(page.say(.whatHeading))</th></tr></thead>
      <tbody>\(rows.joined())</tbody></table></div>
      \(pager(first, of: count, page))
      """
    )
  }

  private static func row(_ logged: LoggedEntry, _ page: Page) -> HTML {
    let entry = logged.entry
    return """
      <tr><td class="number">\(entry.sequence)</td>\
      <td>\(page.language.moment(entry.recordedAt))</td><td>\(page.name(entry.actor))</td>\
      <td>\(page.say(.act(entry.kind)))<br><span class="facts">\(SafeText.shown(LogRendering.words(logged)))</span></td></tr>
      """
  }

  private static func pager(_ first: Int, of count: Int, _ page: Page) -> HTML {
    let before: HTML =
      first > 0
      ? page.linkButton("/history?from=\(max(0, first - length))", .previousPage, class: "") : ""
    let after: HTML =
      first + length < count
      ? page.linkButton("/history?from=\(first + length)", .nextPage, class: "") : ""
    return "<p>\(before)\(after)</p>"
  }

  private static func verify(_ desk: isolated SchoolDesk, _ page: Page) -> Reply {
    guard desk.hasDatabase else { return page.go(to: "/import") }
    let (path, context, actor) = (desk.path, desk.context, page.session.actor)
    let result = VerificationResult()
    desk.verification = result
    return desk.begin(.verifying, page) { _ in
      let database = try SchoolDatabase.open(
        path,
        access: .verification,
        context: context.work(actor: actor)
      )
      result.set(try LookWorkflow(database).verification())
      return "/history/verified"
    }
  }

  private static func verified(_ desk: isolated SchoolDesk, _ page: Page) -> Reply {
    guard let result = desk.verification?.value else { return page.go(to: "/history") }
    let checks = result.checks.map { check -> HTML in
      """
      <tr><th scope="row">\(page.say(.check(check.name)))</th>\
      <td>\(page.say(check.ok ? .checkOK : .checkFailed))</td></tr>
      """
    }
    let failures = result.failures.map { "<li>\(SafeText.shown($0))</li>" as HTML }
    let notices = result.notices.map { "<li>\(SafeText.shown($0))</li>" as HTML }
    let verdict: HTML =
      result.isOK
      ? "<p class=\"notice\"><strong>\(page.say(.allAsTrailSays))</strong></p>"
      : "<p class=\"problem\" role=\"alert\"><strong>\(page.say(.changedOutside))</strong></p>"
    return page.reply(
      page.say(.stepHistory),
      step: .history,
      """
      <h1>\(page.say(.verifiedTitle))</h1>
      \(verdict)
      <table><tbody>\(checks.joined())</tbody></table>
      <ul lang="en">\(failures.joined())\(notices.joined())</ul>
      <p>\(page.say(.headIs)) <code>\(result.head)</code></p>
      <p>\(page.say(.headExplained))</p>
      <p>\(page.linkButton("/history", .backToHistory, class: ""))</p>
      """
    )
  }
}
