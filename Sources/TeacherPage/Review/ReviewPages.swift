import HTTPTypes
import Report
import ReviewSession
import StudentStore
import Workflows

/// The review: one student at a time.
enum ReviewPages {
  static let routes: [Route] = [
    .page("/review") { desk, page in try show(desk, page) },
    .change("/review/decide") { desk, page in try decide(desk, page) },
    .change("/review/undo") { desk, page in try undo(desk, page) },
    .change("/review/redo") { desk, page in try redo(desk, page) },
  ]

  private static func show(_ desk: isolated SchoolDesk, _ page: Page) throws -> Reply {
    guard page.session.isNamed else { return page.go(to: "/who") }
    guard try desk.hasRun else { return noRun(page) }
    let review = try desk.review(page.session)
    if let student = page.visit.query.number("student") {
      try review.session.look(at: student)
    } else {
      try review.session.goOn()
    }
    guard let sheet = review.session.sheet else { return try finished(review.session, page) }
    return StudentView(sheet: sheet, session: review.session, page: page).reply
  }

  /// A page where there is no run yet.
  static func noRun(_ page: Page) -> Reply {
    page.reply(
      page.say(.stepReview),
      step: .review,
      """
      <h1>\(page.say(.stepReview))</h1>
      <p>\(page.say(.nothingInferredYet))</p>
      <p>\(page.linkButton("/", .backToStart))</p>
      """
    )
  }

  private static func finished(_ session: ReviewSession, _ page: Page) throws -> Reply {
    let answers = ReviewPhrases.agreement(try session.progress())
    let said = answers.map { "<p>\(page.say($0))</p>" as HTML }
    let all = session.queue.places.count
    return page.reply(
      page.say(.stepReview),
      step: .review,
      """
      <h1>\(page.say(all == 0 ? .queueIsEmpty : .allDecided(all)))</h1>
      \(said.joined())
      <p>\(page.linkButton(all == 0 ? "/" : "/sign", all == 0 ? .backToStart : .doSign))</p>
      \(undoForms(page))
      <p><a href="/review/list" data-key="b">\(page.say(.showList))</a></p>
      """
    )
  }

  /// The buttons that take back and repeat.
  static func undoForms(_ page: Page) -> HTML {
    """
    <div>
    \(page.form("/review/undo", class: "inline", """
    <button data-key="u" aria-keyshortcuts="u">\(page.say(.undo))<kbd>u</kbd></button>
    """))
    \(page.form("/review/redo", class: "inline", """
    <button data-key="r" aria-keyshortcuts="r">\(page.say(.redo))<kbd>r</kbd></button>
    """))
    </div>
    """
  }

  private static func decide(_ desk: isolated SchoolDesk, _ page: Page) throws -> Reply {
    let form = page.visit.form
    guard let student = form.number("student"), let choice = choice(in: form) else {
      return page.failure(.formBroken, status: .badRequest)
    }
    let review = try desk.review(page.session)
    review.session.comment = form["comment"]?.trimmingWhitespace()
    var signatures = SignatureTreatment.respect
    if form["void"] != nil {
      guard let reason = form["void_reason"] else {
        return page.go(to: "/review?student=\(student)", .problem(page.say(.voidNeedsReason)))
      }
      signatures = .void(reason: reason)
    }
    let outcome = try review.session.decide(
      choice,
      about: student,
      seen: form.number("seen"),
      signatures: signatures
    )
    switch outcome {
    case .kept, .stuck:
      return page.go(to: "/review", .done(page.outcome(outcome)))
    case .conflict, .refused:
      return page.go(to: "/review?student=\(student)", .problem(page.outcome(outcome)))
    }
  }

  private static func choice(in form: FormFields) -> ReviewWorkflow.Choice? {
    switch form["choice"] {
    case "accept": .accept
    case "unknown": .leaveUnknown
    case "later": .later
    case let word?: word.hasPrefix("gender:") ? .gender(String(word.dropFirst(7))) : nil
    case nil: nil
    }
  }

  private static func undo(_ desk: isolated SchoolDesk, _ page: Page) throws -> Reply {
    let review = try desk.review(page.session)
    let outcome = try review.session.undo()
    switch outcome {
    case .undone(let decisions, _, let name):
      let path = decisions.first.map { "/review?student=\($0.student)" } ?? "/review"
      return page.go(to: path, .done(page.say(.undone(name, decisions.count))))
    case .refused(let refusal):
      return page.go(to: "/review", .problem(page.sentence(of: refusal)))
    }
  }

  private static func redo(_ desk: isolated SchoolDesk, _ page: Page) throws -> Reply {
    let review = try desk.review(page.session)
    do {
      let redone = try review.session.redo()
      let path = redone.first.map { "/review?student=\($0.student)" } ?? "/review"
      return page.go(to: path, .done(page.say(.redone(redone.count))))
    } catch StoreError.nothingToRedo {
      return page.go(to: "/review", .problem(page.say(.nothingToRedo)))
    }
  }
}

extension SchoolDesk {
  /// Whether anything was inferred yet.
  var hasRun: Bool {
    get throws { try hasDatabase && database().currentRun() != nil }
  }
}
