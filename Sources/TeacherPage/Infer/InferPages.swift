import Mixture
import Report
import StudentStore
import Workflows

/// Inferring the missing genders, and what came of it in words.
enum InferPages {
  static let routes: [Route] = [
    .page("/infer") { desk, page in try show(desk, page) },
    .change("/infer") { desk, page in try begin(desk, page) },
  ]

  private static func show(_ desk: isolated SchoolDesk, _ page: Page) throws -> Reply {
    guard page.session.isNamed else { return page.go(to: "/who") }
    guard desk.hasDatabase else { return page.go(to: "/import") }
    let database = try desk.database()
    let run = try database.currentRun().map { try database.run($0) }
    let result = run.map { RunView($0, page: page).html } ?? ""
    let figures = try run.map { try self.figures(of: $0, database, page) } ?? ""
    let title = page.say(run == nil ? .inferTitle : .inferResult)
    return page.reply(
      page.say(.stepInfer),
      step: .infer,
      """
      <h1>\(title)</h1>
      \(result)
      \(form(run, page))
      \(figures)
      """
    )
  }

  /// More students than these are drawn in the report alone: the drawings read every one of them.
  private static let mostDrawn = 10_000

  private static func figures(
    of run: ImputationRun,
    _ database: SchoolDatabase,
    _ page: Page
  ) throws -> HTML {
    guard run.missingCount <= mostDrawn else {
      return """
        <h2>\(page.say(.figuresTitle))</h2>
        <p><a href="/takeout">\(page.say(.figuresInReport))</a></p>
        """
    }
    guard let report = try LookWorkflow(database).report({ run.id }) else { return "" }
    return """
      <link rel="stylesheet" href="/figures.css">
      \(RunFigures(report, language: page.language).html)
      """
  }

  private static func form(_ run: ImputationRun?, _ page: Page) -> HTML {
    let used = run?.names.map { $0.used == "off" ? nil : $0.used } ?? nil
    let choices: [(NameCandidate.Use, Phrase)] = [
      (.off, .namesOff), (.own, .namesOwn), (.endings, .namesEndings),
    ]
    let radios = choices.map { use, phrase -> HTML in
      let checked: HTML = use.rawValue == (used ?? "off") ? " checked" : ""
      return """
        <label class="choice"><input type="radio" name="names" value="\(use.rawValue)"\(checked)> \
        \(page.say(phrase))</label>
        """
    }
    return """
      <h2>\(page.say(run == nil ? .inferNow : .inferAgain))</h2>
      <p>\(page.say(.inferExplained))</p>
      \(page.form("/infer", """
      <fieldset><legend>\(page.say(.useNames))</legend><p>\(page.say(.namesExplained))</p>
      \(radios.joined())</fieldset>
      \(page.button(run == nil ? .inferNow : .inferAgain, class: run == nil ? "main" : ""))
      """))
      """
  }

  private static func begin(_ desk: isolated SchoolDesk, _ page: Page) throws -> Reply {
    guard desk.hasDatabase else { return page.go(to: "/import") }
    var options = ImputeOptions()
    options.names = page.visit.form["names"].flatMap(NameCandidate.Use.init(rawValue:)) ?? .off
    let (path, context, actor) = (desk.path, desk.context, page.session.actor)
    return desk.begin(.inferring, page) { [options, desk] _ in
      let workContext = context.work(actor: actor)
      let database = try SchoolDatabase.open(path, access: .readWrite, context: workContext)
      _ = try ImputeWorkflow(database, context: workContext).run(options)
      Task { await desk.prepareReview() }
      return "/infer"
    }
  }
}
