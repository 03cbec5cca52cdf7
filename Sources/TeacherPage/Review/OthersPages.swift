import HTTPTypes
import Report
import StudentStore
import Workflows

/// Students whose gender is missing and who are in no run, because they have no usable height: they are
/// decided by hand.
enum OthersPages {
  static let routes: [Route] = [
    .page("/review/others") { desk, page in try show(desk, page) },
    .change("/review/others") { desk, page in try decide(desk, page) },
  ]

  /// Students on a page.
  private static let length = 50

  private static func students(_ desk: isolated SchoolDesk) throws -> [ListedStudent] {
    let database = try desk.database()
    let missing = try LookWorkflow(database).list(
      ListFilter(state: .missing),
      names: NameOrder(locale: desk.context.locale)
    )
    guard let run = try database.currentRun() else { return missing }
    let queue = try ReviewWorkflow(database, context: desk.workContext(actor: "")).queue(run: run)
    let asked = Set(queue.map(\.student))
    return missing.filter { !asked.contains($0.student) }
  }

  private static func show(
    _ desk: isolated SchoolDesk,
    _ page: Page,
    problem: String? = nil
  ) throws -> Reply {
    guard page.session.isNamed else { return page.go(to: "/who") }
    guard desk.hasDatabase else { return page.go(to: "/import") }
    let students = try students(desk)
    let genders = try desk.genders().map { (value: "gender:\($0)", text: page.gender($0)) }
    let options =
      [(value: "", text: page.say(.skip))] + genders
      + [(value: "unknown", text: page.say(.leaveUnknown))]
    let fields = students.prefix(length).map { student -> HTML in
      let facts = [student.name, student.group, student.schoolID].compactMap(\.self)
        .map(SafeText.shown).joined(separator: ", ")
      return SelectField(
        name: "student:\(student.student)",
        label: facts,
        options: options,
        chosen: ""
      ).html
    }
    let wrong: HTML = problem.map { "<p class=\"problem\" role=\"alert\">\($0)</p>" } ?? ""
    let more: HTML =
      students.count > length ? "<p>\(page.say(.andMore(students.count - length)))</p>" : ""
    let form: HTML =
      fields.isEmpty
      ? "<p>\(page.say(.noOthers))</p>"
      : page.form("/review/others", "\(fields.joined())\(page.button(.saveAnswers))")
    return page.reply(
      page.say(.othersTitle),
      step: .review,
      status: problem == nil ? .ok : .conflict,
      """
      <h1>\(page.say(.othersTitle))</h1>\(wrong)
      <p>\(page.say(.othersExplained))</p>\(form)\(more)
      """
    )
  }

  private static func decide(_ desk: isolated SchoolDesk, _ page: Page) throws -> Reply {
    let workflow = ReviewWorkflow(
      try desk.database(),
      context: desk.workContext(actor: page.session.actor)
    )
    var kept = 0
    do {
      for (name, value) in page.visit.form.pairs where name.hasPrefix("student:") && !value.isEmpty
      {
        guard let student = Int64(name.dropFirst("student:".count)) else { continue }
        // The page showed them without a decision.
        _ = try workflow.decide(
          student,
          value == "unknown" ? .leaveUnknown : .gender(String(value.dropFirst("gender:".count))),
          seen: .exactly(nil)
        )
        kept += 1
      }
    } catch let error as StoreError {
      let saved = kept > 0 ? page.say(.savedOthers(kept)) + " " : ""
      return try show(desk, page, problem: saved + page.sentence(of: error))
    }
    return page.go(to: "/review/others", .done(page.say(.savedOthers(kept))))
  }
}
