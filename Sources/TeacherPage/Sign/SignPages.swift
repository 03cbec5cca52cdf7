import HTTPTypes
import Report
import StudentStore
import Workflows

/// Signing: what is signed, what is open, who, and the certificate.
enum SignPages {
  static let routes: [Route] = [
    .page("/sign") { desk, page in try show(desk, page) },
    .change("/sign") { desk, page in try sign(desk, page) },
    .page("/certificate") { desk, page in try certificate(desk, page) },
  ]

  private static func show(
    _ desk: isolated SchoolDesk,
    _ page: Page,
    problem: String? = nil
  ) throws -> Reply {
    guard page.session.isNamed else { return page.go(to: "/who") }
    guard try desk.hasRun else { return ReviewPages.noRun(page) }
    let database = try desk.database()
    let (school, progress) = try LookWorkflow(database).status()
    let toDo = (school.queue[.open] ?? 0) + (school.queue[.later] ?? 0)
    let wrong: HTML = problem.map { "<p class=\"problem\" role=\"alert\">\($0)</p>" } ?? ""
    let agreement = (progress.map(ReviewPhrases.agreement) ?? []).map {
      "<p>\(page.say($0))</p>" as HTML
    }
    return page.reply(
      page.say(.stepSign),
      step: .sign,
      status: problem == nil ? .ok : .conflict,
      """
      <h1>\(page.say(.signTitle))</h1>
      \(wrong)
      \(states(school, page))
      \(agreement.joined())
      \(form(page, toDo: toDo))
      \(earlier(school, page))
      """
    )
  }

  private static func states(_ school: SchoolStatus, _ page: Page) -> HTML {
    let rows = QueueItem.State.allCases.compactMap { state -> HTML? in
      guard let count = school.queue[state], count > 0 else { return nil }
      return
        "<tr><th scope=\"row\">\(page.say(.reviewState(state)))</th><td class=\"number\">\(count)</td></tr>"
    }
    return """
      <table><caption>\(page.say(.whatIsSigned))</caption>
      <thead><tr><th scope="col">\(page.say(.stateHeading))</th>
      <th scope="col" class="number">\(page.say(.studentsHeading))</th></tr></thead>
      <tbody>\(rows.joined())</tbody></table>
      """
  }

  private static func form(_ page: Page, toDo: Int) -> HTML {
    let fields = page.visit.form
    let open: HTML =
      toDo == 0
      ? ""
      : """
      <p>\(page.say(.openItemsLeft(toDo))) <a href="/review">\(page.say(.doReview))</a></p>
      <label class="choice"><input type="checkbox" name="allow_open" value="yes"> \
      \(page.say(.signWithoutThem))</label>
      """
    return page.form(
      "/sign",
      """
      <fieldset><legend>\(page.say(.yourSignature))</legend>
      <p>\(page.say(.signatureMeans)) <q>\(page.say(.statement))</q></p>
      <label for="name">\(page.say(.yourName))</label>
      <input id="name" name="name" value="\(fields["name"] ?? page.session.actor)" required
      maxlength="200" autocomplete="name">
      <label for="role">\(page.say(.yourRole))</label>
      <input id="role" name="role" value="\(fields["role"] ?? "")" required maxlength="200"
      aria-describedby="role-example">
      <p id="role-example">\(page.say(.roleExample))</p>
      \(open)
      \(page.button(.signNow))
      </fieldset>
      """
    )
  }

  private static func earlier(_ school: SchoolStatus, _ page: Page) -> HTML {
    guard school.signOffs > 0 else { return "" }
    let links = (1...school.signOffs).reversed().map {
      "<li><a href=\"/certificate?of=\($0)\">\(page.say(.certificateOf(Int64($0))))</a></li>"
        as HTML
    }
    return "<h2>\(page.say(.earlierSignatures))</h2><ul>\(links.joined())</ul>"
  }

  private static func sign(_ desk: isolated SchoolDesk, _ page: Page) throws -> Reply {
    let form = page.visit.form
    guard let name = form["name"], let role = form["role"] else {
      return try show(desk, page, problem: page.say(.nameAndRoleMissing))
    }
    do {
      let signed = try SignOffWorkflow(
        try desk.database(),
        context: desk.workContext(actor: page.session.actor)
      ).sign(
        run: nil,
        printedName: name.trimmingWhitespace(),
        role: role.trimmingWhitespace(),
        // What is signed is kept in the words that were shown.
        statement: page.say(.statement),
        allowOpen: form["allow_open"] != nil
      )
      return page.go(
        to: "/certificate?of=\(signed.signOff.id)",
        .done(page.say(.signedNotice(signed.signOff.id)))
      )
    } catch let error as StoreError where !StoreError.mayBeKept(error) {
      return try show(desk, page, problem: page.sentence(of: error))
    }
  }

  private static func certificate(_ desk: isolated SchoolDesk, _ page: Page) throws -> Reply {
    guard let id = page.visit.query.number("of") else {
      return page.failure(.noSuchPage, status: .notFound)
    }
    let certificate = try LookWorkflow(try desk.database()).certificate { id }
    return page.reply(
      page.say(.certificateOf(id)),
      step: .sign,
      CertificateView(certificate, page: page, printedAt: desk.context.now()).html
    )
  }
}

/// A signature's certificate, without any pupil's name.
struct CertificateView {
  private let signOff: SignOff
  private let certificate: Certificate
  private let page: Page
  private let printedAt: String

  /// `printedAt`: the present moment.
  init(_ certificate: Certificate, page: Page, printedAt: String) {
    self.printedAt = printedAt
    signOff = certificate.signOff
    self.certificate = certificate
    self.page = page
  }

  var html: HTML {
    let rows: [(Phrase, String)] = [
      (.signedBy, "\(SafeText.shown(signOff.printedName)), \(SafeText.shown(signOff.role))"),
      (.enteredBy, SafeText.shown(signOff.actor)),
      (.signedAt, page.language.moment(signOff.signedAt)),
      (.meaning, SafeText.shown(signOff.statement)),
      (.acceptedCount, "\(signOff.accepted)"),
      (.correctedCount, "\(signOff.corrected - signOff.withoutSuggestion)"),
      (.withoutSuggestionCount, "\(signOff.withoutSuggestion)"),
      (.leftUnknownCount, "\(signOff.leftUnknown)"), (.stillOpenCount, "\(signOff.open)"),
      (.lookedAtCount, "\(signOff.lookedAt)"), (.inBatchesCount, "\(signOff.inBatches)"),
      (.fromFilesCount, "\(signOff.fromFiles)"),
      (.contentDigest, "sha256 \(signOff.contentDigest.hexadecimal)"),
      (.trailBefore, signOff.head.description),
      (.trailThen, certificate.evidence.entry?.description ?? "–"),
      (.trailNow, certificate.head.description),
      (.printedAt, page.language.moment(printedAt)),
    ]
    let facts = rows.map { label, text -> HTML in
      "<tr><th scope=\"row\">\(page.say(label))</th><td>\(text)</td></tr>"
    }
    return """
      <h1>\(page.say(.certificateOf(signOff.id)))</h1>
      \(problems)
      <table class="long"><tbody>\(facts.joined())</tbody></table>
      \(invalid)
      \(proof)
      """
  }

  /// What contradicts the signature.
  private var problems: HTML {
    guard !certificate.evidence.holds else { return "" }
    let items = certificate.evidence.problems.map { "<li>\(SafeText.shown($0))</li>" as HTML }
    return """
      <p class="problem" role="alert"><strong>\(page.say(.signatureBroken))</strong></p>
      <ul lang="en">\(items.joined())</ul>
      """
  }

  /// How the certificate proves something later; nothing for a signature that does not hold.
  private var proof: HTML {
    guard certificate.evidence.holds else { return "" }
    return """
      <p>\(page.say(.certificateProves))</p>
      <p><code>studentdb verify --expect-head \(certificate.head.description)</code></p>
      <p>\(page.say(.printIt))</p>
      """
  }

  /// Whose signature no longer holds, by number: a certificate has no names.
  private var invalid: HTML {
    guard !certificate.invalid.isEmpty else { return "" }
    let items = certificate.invalid.map { lost -> HTML in
      "<li>\(page.say(.number(lost.student))): \(page.say(lost.phrase))</li>"
    }
    let stands = signOff.students - certificate.invalid.count
    return """
      <p class="problem">\(page.say(.signatureHolds(stands, of: signOff.students)))</p>
      <ul>\(items.joined())</ul>
      """
  }
}
