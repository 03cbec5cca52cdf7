import HTTPTypes
import Report
import ReviewSession
import StudentStore
import Workflows

/// Accepting every suggestion above a confidence at once, after looking at some of them.
enum BatchPages {
  static let routes: [Route] = [
    .page("/review/batch") { desk, page in try show(desk, page) },
    .change("/review/batch/check") { desk, page in try check(desk, page) },
    .change("/review/batch/undo") { desk, page in try undo(desk, page) },
    .change("/review/batch") { desk, page in try accept(desk, page) },
  ]

  /// The confidences offered; nobody needs another.
  private static let thresholds = [0.8, 0.9, 0.95, 0.98, 0.99]
  private static let usual = 0.95
  /// Students of a spot check.
  private static let looked = 5

  private static func plan(_ desk: isolated SchoolDesk, _ fields: FormFields) throws
    -> BatchAcceptance
  {
    let database = try desk.database()
    let run = try ReviewWorkflow(database, context: desk.workContext(actor: "")).run(nil)
    let threshold = fields["at"].flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil } ?? usual
    return try BatchAcceptance(
      in: database,
      run: run,
      atLeast: min(1, max(0, threshold)),
      group: fields["group"]
    )
  }

  private static func show(
    _ desk: isolated SchoolDesk,
    _ page: Page,
    fields: FormFields? = nil,
    problem: String? = nil
  ) throws -> Reply {
    guard page.session.isNamed else { return page.go(to: "/who") }
    guard try desk.hasRun else { return ReviewPages.noRun(page) }
    let fields = fields ?? page.visit.query
    let acceptance = try plan(desk, fields)
    let plan = acceptance.planned
    let wrong: HTML = problem.map { "<p class=\"problem\" role=\"alert\">\($0)</p>" } ?? ""
    let options = thresholds.map { ("\($0)", page.language.percent($0)) }
    return page.reply(
      page.say(.batchTitle),
      step: .review,
      status: problem == nil ? .ok : .conflict,
      """
      <h1>\(page.say(.batchTitle))</h1>
      \(wrong)
      \(undoForm(page))
      <p>\(page.say(.batchExplained))</p>
      <form method="get" action="/review/batch">
      \(SelectField(name: "at", label: page.say(.batchThreshold), options: options, chosen: "\(plan.threshold)").html)
      <label for="group">\(page.say(.onlyGroup))</label>
      <input id="group" name="group" value="\(fields["group"] ?? "")" maxlength="200">
      <button>\(page.say(.countThem))</button></form>
      \(agreement(page))
      \(plan.items.isEmpty ? "<p>\(page.say(.nothingToAccept))</p>" : acceptForm(plan, fields, page))
      \(plan.items.isEmpty ? "" : spotCheck(acceptance, fields, desk, page))
      """
    )
  }

  private static func hidden(_ plan: BatchAcceptance.Plan, _ fields: FormFields) -> HTML {
    """
    <input type="hidden" name="at" value="\("\(plan.threshold)")">
    <input type="hidden" name="group" value="\(fields["group"] ?? "")">
    """
  }

  private static func acceptForm(
    _ plan: BatchAcceptance.Plan,
    _ fields: FormFields,
    _ page: Page
  ) -> HTML {
    let count = plan.items.count
    return """
      <p class="suggestion">\(page.say(.batchWould(
        count,
        page.language.percent(plan.threshold),
        wrong: page.language.fixed(plan.expectedWrong, 1)
      )))</p>
      \(page.form("/review/batch", """
      \(hidden(plan, fields))
      <fieldset><legend>\(page.say(.acceptThem))</legend>
      <label for="count">\(page.say(.typeTheNumber(count)))</label>
      <input id="count" name="count" inputmode="numeric" autocomplete="off" required>
      <label for="reason">\(page.say(.comment))</label>
      <textarea id="reason" name="reason" rows="2" maxlength="2000"></textarea>
      \(page.button(.acceptThem))</fieldset>
      """))
      """
  }

  private static func agreement(_ page: Page) -> HTML {
    guard let answers = page.session.spotCheck, let (share, interval) = answers.agreement else {
      return ""
    }
    return """
      <p class="notice">\(page.say(.spotCheckAgreed(answers.asked, answers.agreed, share, interval)))</p>
      """
  }

  /// Some of them, drawn at random, without their suggestions.
  private static func spotCheck(
    _ acceptance: BatchAcceptance,
    _ fields: FormFields,
    _ desk: isolated SchoolDesk,
    _ page: Page
  ) -> HTML {
    let genders = (try? desk.genders()) ?? []
    let choices = [("", page.say(.skip))] + genders.map { ($0, page.gender($0)) }
    let items = acceptance.spotCheck(looked).map { item -> HTML in
      let facts = [
        item.name, item.group ?? "",
        item.heightCentimetres.map(page.language.centimetres) ?? "",
      ].filter { !$0.isEmpty }.map(SafeText.shown).joined(separator: ", ")
      let seen = item.decision.map { "\($0)" } ?? ""
      return """
        <input type="hidden" name="seen:\(item.student)" value="\(seen)">
        \(SelectField(name: "student:\(item.student)", label: facts, options: choices, chosen: "").html)
        """
    }
    return """
      <h2>\(page.say(.spotCheckTitle))</h2><p>\(page.say(.spotCheckExplained))</p>
      \(page.form("/review/batch/check", """
      \(hidden(acceptance.planned, fields))\(items.joined())
      \(page.button(.saveAnswers, class: ""))
      """))
      """
  }

  private static func check(_ desk: isolated SchoolDesk, _ page: Page) throws -> Reply {
    let form = page.visit.form
    let acceptance = try plan(desk, form)
    let database = try desk.database()
    var answers = page.session.spotCheck ?? SpotCheckAnswers()
    var conflicts = 0
    for item in acceptance.spotCheck(looked) {
      guard let gender = form["student:\(item.student)"] else { continue }
      guard form.number("seen:\(item.student)") == item.decision else {
        conflicts += 1
        continue
      }
      do {
        try answers.keep(
          gender,
          about: item,
          run: acceptance.planned.run,
          in: database,
          context: desk.workContext(actor: page.session.actor),
          reason: nil
        )
      } catch StoreError.decidedMeanwhile {
        conflicts += 1
      }
    }
    page.session.spotCheck = answers
    return try show(
      desk,
      page,
      fields: form,
      problem: conflicts > 0 ? page.say(.decidedMeanwhile) : nil
    )
  }

  private static func undoForm(_ page: Page) -> HTML {
    guard let batch = page.session.acceptedBatch else { return "" }
    return page.form(
      "/review/batch/undo",
      "<button>\(page.say(.undoBatch(batch)))</button>"
    )
  }

  private static func undo(_ desk: isolated SchoolDesk, _ page: Page) throws -> Reply {
    guard let batch = page.session.acceptedBatch else { return page.go(to: "/review/batch") }
    let outcome = try UndoWorkflow(
      try desk.database(),
      context: desk.workContext(actor: page.session.actor)
    ).undo(batch: batch, reason: nil)
    page.session.acceptedBatch = nil
    return page.go(to: "/review/batch", .done(page.say(.batchUndone(outcome.undone.count, batch))))
  }

  private static func accept(_ desk: isolated SchoolDesk, _ page: Page) throws -> Reply {
    let form = page.visit.form
    guard let count = form.number("count") else {
      return try show(desk, page, fields: form, problem: page.say(.numberMissing))
    }
    do {
      let outcome = try plan(desk, form).accept(
        in: try desk.database(),
        context: desk.workContext(actor: page.session.actor),
        expected: Int(count),
        reason: form["reason"]
      )
      page.session.spotCheck = nil
      guard let outcome else { return page.go(to: "/review/batch") }
      page.session.acceptedBatch = outcome.batch
      return page.go(
        to: "/review/batch",
        .done(page.say(.batchAccepted(outcome.plan.items.count, outcome.batch)))
      )
    } catch let error as StoreError {
      return try show(desk, page, fields: form, problem: page.sentence(of: error))
    }
  }
}

extension SchoolDesk {
  /// The genders that may be decided, the school's own first.
  func genders() throws -> [String] {
    try ReviewWorkflow(try database(), context: workContext(actor: context.actor)).genders()
  }
}
