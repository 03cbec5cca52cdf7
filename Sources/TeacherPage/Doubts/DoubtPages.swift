import HTTPTypes
import Report
import RosterReading
import StudentStore
import Workflows

/// The doubts about the data, each with the answers that settle it.
enum DoubtPages {
  static let routes: [Route] = [
    .page("/doubts") { desk, page in try show(desk, page) },
    .change("/doubts") { desk, page in try settle(desk, page) },
  ]

  /// The doubts of one code that are shown; the others come when these are settled.
  static let shown = 20

  private static func show(
    _ desk: isolated SchoolDesk,
    _ page: Page,
    problem: String? = nil
  ) throws -> Reply {
    guard page.session.isNamed else { return page.go(to: "/who") }
    guard desk.hasDatabase else { return page.go(to: "/import") }
    let database = try desk.database()
    let doubts = try CheckWorkflow(database).run(Set(DoubtCode.allCases))
    let genders = try desk.genders()
    let sections = try DoubtCode.allCases.compactMap { code -> HTML? in
      let own = doubts.filter { $0.code == code }
      guard !own.isEmpty else { return nil }
      let forms = try own.prefix(shown).map { doubt in
        DoubtForm(doubt, genders: genders, isSigned: try isSigned(doubt, database), page: page).html
      }
      let more: HTML = own.count > shown ? "<p>\(page.say(.andMore(own.count - shown)))</p>" : ""
      return """
        <h2>\(page.say(.doubt(code))) (\(own.count))</h2>\(forms.joined())\(more)
        """
    }
    let wrong: HTML = problem.map { "<p class=\"problem\" role=\"alert\">\($0)</p>" } ?? ""
    let content: HTML =
      sections.isEmpty
      ? "<p>\(page.say(.noDoubts))</p><p>\(page.linkButton("/", .backToStart))</p>"
      : "<p>\(page.say(.doubtsExplained))</p>\(sections.joined())"
    return page.reply(
      page.say(.stepDoubts),
      step: .doubts,
      status: problem == nil ? .ok : .unprocessableContent,
      "<h1>\(page.say(.doubtsTitle))</h1>\(wrong)\(content)"
    )
  }

  /// Whether a signature covers one of the students concerned.
  private static func isSigned(_ doubt: Doubt, _ database: SchoolDatabase) throws -> Bool {
    // A word is that of many students, one of whom may have been signed before a list brought it.
    if doubt.word != nil { return try database.newestSignOff() != nil }
    return try [doubt.student, doubt.partner].compactMap(\.self)
      .contains { try !database.activeSignOffs(of: $0).isEmpty }
  }

  private static func settle(_ desk: isolated SchoolDesk, _ page: Page) throws -> Reply {
    let form = page.visit.form
    guard let reason = form["reason"]?.trimmingWhitespace() else {
      return try show(desk, page, problem: page.say(.reasonMissing))
    }
    var signatures = SignatureTreatment.respect
    if form["void"] != nil { signatures = .void(reason: reason) }
    let database = try desk.database()
    let context = desk.workContext(actor: page.session.actor)
    do {
      if let word = form.text("word") {
        guard let gender = try gender(in: form, of: database, asWritten: word) else {
          return try show(desk, page, problem: page.say(.answerMissing))
        }
        let counts = try CorrectionWorkflow(database, context: context).run(
          [CorrectionWorkflow.WordMeaning(word: word, gender: gender)],
          reason: reason,
          signatures: signatures
        )
        return page.go(to: "/doubts", .done(page.say(.wordSettled(counts.reduce(0, +)))))
      }
      guard let student = form.number("student") else {
        return page.failure(.formBroken, status: .badRequest)
      }
      if let partner = form.number("partner"), form["answer"] == "same" {
        _ = try JoinWorkflow(database, context: context)
          .join(partner, student, reason: reason, signatures: signatures)
        return page.go(to: "/doubts", .done(page.say(.joined)))
      }
      guard let correction = try correction(in: form, of: database, desk) else {
        return try show(desk, page, problem: page.say(.answerMissing))
      }
      let outcome = try CorrectionWorkflow(database, context: context)
        .run(student, correction, reason: reason, signatures: signatures)
      return page.go(
        to: "/doubts",
        .done(page.say(.corrected(SafeText.shown(outcome.after.name), outcome.changes.count)))
      )
    } catch let error as RosterError {
      return try show(desk, page, problem: page.sentence(of: error))
    } catch let error as StoreError {
      return try show(desk, page, problem: page.sentence(of: error))
    } catch let error as WorkflowError {
      return try show(desk, page, problem: page.sentence(of: error))
    }
  }

  /// What a form corrects; nil where nothing was answered.
  private static func correction(
    in form: FormFields,
    of database: SchoolDatabase,
    _ desk: isolated SchoolDesk
  ) throws -> StudentCorrection? {
    var correction = StudentCorrection()
    var isAnswered = false
    if let text = form["height"] ?? form["reading"] {
      correction.height = (Student.RecordedHeight(try TypedHeight.read(text)), text)
      isAnswered = true
    }
    if let text = form["birthdate"] {
      let today = CalendarDate(iso: desk.context.now())
      correction.birthDate = .some(try TypedBirthDate.read(text, today: today))
      isAnswered = true
    }
    if let gender = try gender(in: form, of: database, asWritten: nil) {
      correction.gender = gender
      isAnswered = true
    }
    if let name = form["name"]?.trimmingWhitespace() {
      correction.name = name
      isAnswered = true
    }
    if let group = form["group"]?.trimmingWhitespace() {
      correction.group = group
      isAnswered = true
    }
    if let id = form["id"]?.trimmingWhitespace() {
      correction.schoolID = id
      isAnswered = true
    }
    if let answer = form["person"] {
      correction.isPerson = answer == "yes"
      isAnswered = true
    }
    return isAnswered ? correction : nil
  }

  /// The gender that a form names; nil where it names none.
  ///
  /// `word`: the word in the list that it explains.
  private static func gender(
    in form: FormFields,
    of database: SchoolDatabase,
    asWritten word: String?
  ) throws -> StudentCorrection.Gender? {
    if let other = form["other"]?.trimmingWhitespace() {
      switch try GenderWords(of: database).reading(of: other) {
      case .missing: return .missing
      case .declined: return .declined(text: word ?? other)
      case .gender(let gender), .unknown(let gender):
        let known = try SchoolGenders(database).named(gender)
        return .recorded(known ?? gender, text: word ?? other)
      case .refusedCode(let code): throw RosterError.genderWords(.codeForCode(code))
      }
    }
    switch form["gender"] {
    case "missing": return .missing
    case "declined": return .declined(text: word ?? "declined")
    case let gender?: return .recorded(gender, text: word ?? gender)
    case nil: return nil
    }
  }
}
