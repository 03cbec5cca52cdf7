import HTTPTypes
import Report
import StudentStore
import Workflows

/// The start: who acts, where things stand, and the next step as one button.
enum StartPages {
  static let routes: [Route] = [
    .page("/") { desk, page in try start(desk, page) },
    .page("/who") { _, page in who(page, problem: nil) },
    .change("/who") { _, page in setName(page) },
    .change("/language", duringWork: true) { _, page in
      page.session.language = page.visit.form["language"].flatMap { Language(rawValue: $0) }
      return page.goBack()
    },
    .change("/shortcuts", duringWork: true) { _, page in
      page.session.hasShortcuts.toggle()
      let notice = page.session.hasShortcuts ? Phrase.keysAreOn : .keysAreOff
      return page.goBack(.done(page.say(notice)))
    },
    .change("/stop") { desk, page in
      desk.stop()
      return .page(BarePage.closed(page.language))
    },
  ]

  private static func who(_ page: Page, problem: Phrase?) -> Reply {
    let wrong: HTML =
      problem.map { "<p class=\"problem\" id=\"wrong\" role=\"alert\">\(page.say($0))</p>" } ?? ""
    return page.reply(
      page.say(.whoActs),
      step: nil,
      status: problem == nil ? .ok : .unprocessableContent,
      """
      <h1>\(page.say(.whoActs))</h1>
      <p>\(page.say(.whyName))</p>
      \(wrong)
      \(page.form(
        "/who",
        """
        <p><label for="name">\(page.say(.yourName))</label>
        <input id="name" name="name" value="\(page.session.actor)" autocomplete="name" required
        maxlength="200"></p>
        \(page.button(.goOn))
        """
      ))
      """
    )
  }

  private static func setName(_ page: Page) -> Reply {
    guard let name = page.visit.form["name"], name.count <= 200 else {
      return who(page, problem: .nameMissing)
    }
    page.session.actor = name.trimmingWhitespace()
    page.session.isNamed = true
    // A review belongs to the person who reviews.
    page.session.review = nil
    return page.go(to: "/")
  }

  private static func start(_ desk: isolated SchoolDesk, _ page: Page) throws -> Reply {
    guard page.session.isNamed else { return who(page, problem: nil) }
    guard desk.hasDatabase else { return page.go(to: "/import") }
    let (school, _) = try LookWorkflow(try desk.database()).status()
    let next = NextStep(school)
    return page.reply(
      page.say(.whereThingsStand),
      step: .start,
      """
      <h1>\(page.say(.whereThingsStand))</h1>
      \(counts(school, page))
      <section aria-labelledby="next"><h2 id="next">\(page.say(.nextStep))</h2>
      <p>\(page.say(next.reason))</p>
      <p>\(page.linkButton(next.path, next.label))</p>
      </section>
      """
    )
  }

  private static func counts(_ school: SchoolStatus, _ page: Page) -> HTML {
    let rows = ListedStudent.State.allCases.compactMap { state -> HTML? in
      guard let count = school.states[state], count > 0 else { return nil }
      return "<tr><th scope=\"row\">\(page.say(.state(state)))</th><td>\(count)</td></tr>"
    }
    let rejected: HTML =
      school.rejectedRows > 0 ? "<p>\(page.say(.rejectedLines(school.rejectedRows)))</p>" : ""
    let without: HTML =
      school.missingWithoutHeight > 0
      ? """
      <p>\(page.say(.withoutHeight(school.missingWithoutHeight))) \
      <a href="/review/others">\(page.say(.decideByHand))</a></p>
      """ : ""
    return """
      <p>\(page.say(.sums(school)))</p>
      <table><caption>\(page.say(.gendersCaption))</caption>
      <thead><tr><th scope="col">\(page.say(.genderIs))</th>
      <th scope="col">\(page.say(.studentsHeading))</th></tr></thead>
      <tbody>\(rows.joined())</tbody></table>
      \(rejected)\(without)
      """
  }
}

/// What to do next, as the state of the school says.
struct NextStep {
  let path: String
  let label: Phrase
  let reason: Phrase

  init(_ school: SchoolStatus) {
    let toDo = (school.queue[.open] ?? 0) + (school.queue[.later] ?? 0)
    (path, label, reason) =
      if school.students == 0 {
        ("/import", .doImport, .whyImport)
      } else if school.currentRun == nil {
        (school.states[.inDoubt] ?? 0) > 0
          ? ("/doubts", .doDoubts, .whyDoubts) : ("/infer", .doInfer, .whyInfer)
      } else if toDo > 0 {
        ("/review", .doReview, .whyReview(toDo))
      } else if school.queue.isEmpty {
        ("/takeout", .doTakeOut, .whyNothingToReview)
      } else if school.signOffs == 0 {
        ("/sign", .doSign, .whySign)
      } else {
        ("/takeout", .doTakeOut, .whyTakeOut)
      }
  }
}

extension String {
  /// Without blanks at its ends.
  func trimmingWhitespace() -> String {
    let start = drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }
}
