import ArgumentParser
import Mixture
import Report
import ReviewSession
import StudentStore
import Workflows

/// The command `studentdb review accept --at-least P`.
struct AcceptCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept",
    abstract: "Accept every suggestion above a confidence, as one batch.",
    discussion: """
      Shows first how many suggestions there are and how many of them are probably wrong, and \
      asks you to type the number. You can also check some of them first, drawn at random and \
      without their suggestions. A batch is marked as such in lists and on certificates.
      """
  )

  @Option(help: ArgumentHelp("Minimum confidence, such as 0.95.", valueName: "p"))
  var atLeast: Double

  @Option(help: ArgumentHelp("Refuse unless exactly this many would be accepted.", valueName: "n"))
  var expect: Int?

  @Option(help: "Only this class or grade.", completion: .stored(.group))
  var group: String?

  @Option(
    help: ArgumentHelp(
      "Accept nothing; list this many, drawn at random, to check first.",
      valueName: "n"
    )
  )
  var spotCheck: Int?

  @Option(
    help: ArgumentHelp("The run; else the current one.", valueName: "rN"),
    completion: .stored(.run)
  )
  var run: String?

  @OptionGroup var writing: WritingOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard (0...1).contains(atLeast) else {
      throw ValidationError("--at-least \(atLeast): a confidence lies between 0 and 1")
    }
    if let spotCheck, spotCheck < 1 {
      throw ValidationError("--spot-check \(spotCheck): a number from 1 on")
    }
  }

  func run(in environment: Environment) throws -> ExitStatus {
    let context = writing.context(in: environment)
    let location = try DatabaseLocation(global, in: environment)
    let answer = try spotCheck == nil ? global.answer(about: location, in: environment) : nil
    let database = try location.write(context)
    let run = try ReviewWorkflow(database, context: context)
      .run(try Reference.run(run, in: database))
    let acceptance = try BatchAcceptance(in: database, run: run, atLeast: atLeast, group: group)
    guard let answer else {
      let drawn = acceptance.spotCheck(spotCheck ?? 0)
      try global.write(list(drawn, of: acceptance.planned), about: location, in: environment)
      return .done
    }
    let agreed = try ask(
      about: acceptance,
      in: database,
      context: context,
      environment: environment
    )
    let outcome = try agreed.accept(
      in: database,
      context: context,
      expected: expect,
      reason: writing.reason,
      mode: writing.mode
    )
    return try answer.give(writing.dryRun ? nil : outcome.map { .batch($0.batch) }) {
      report(outcome, plan: agreed.planned)
    }
  }

  /// Asks for confirmation of a batch, stating how many would be wrong.
  ///
  /// Returns the confirmed plan: smaller than proposed if some were reviewed first.
  private func ask(
    about acceptance: BatchAcceptance,
    in database: SchoolDatabase,
    context: WorkContext,
    environment: Environment
  ) throws -> BatchAcceptance {
    var acceptance = acceptance
    guard !writing.yes, !writing.dryRun, expect == nil, !acceptance.planned.items.isEmpty else {
      return acceptance
    }
    guard environment.isInteractive, !writing.noInput else {
      let plan = acceptance.planned
      throw CommandFailure(
        .usage,
        "\(sentence(plan)) Nothing was changed: say --expect \(plan.items.count) or --yes to accept "
          + "them, or look at some first with --spot-check 5"
      )
    }
    var check = SpotCheck(
      database: database,
      context: context,
      environment: environment,
      reason: writing.reason
    )
    while !acceptance.planned.items.isEmpty {
      let plan = acceptance.planned
      try environment.ask(sentence(plan))
      if let said = check.sentence { try environment.ask(said) }
      try environment.ask(
        "Type \(plan.items.count) to accept them, \"look 5\" to look at 5 of them first, drawn at "
          + "random, anything else to leave it:"
      )
      let answer = environment.readLine()?.trimmingEnd() ?? ""
      if answer == "\(plan.items.count)" { break }
      guard let count = Self.count(toLookAt: answer) else {
        throw CommandFailure(
          .workLeft,
          check.asked > 0
            ? "no batch was accepted; what was looked at is kept" : "nothing was changed"
        )
      }
      try check.ask(about: acceptance.spotCheck(count), run: plan.run)
      acceptance = try BatchAcceptance(
        in: database,
        run: plan.run,
        atLeast: atLeast,
        group: group
      )
    }
    return acceptance
  }

  /// The number behind `look`; nil for another answer.
  private static func count(toLookAt answer: String) -> Int? {
    let words = answer.split(separator: " ")
    guard words.count == 2, words[0] == "look", let count = Int(words[1]), count > 0 else {
      return nil
    }
    return count
  }

  private func list(_ items: [QueueItem], of plan: BatchAcceptance.Plan) -> Answer {
    var table = TextTable(["student", "id", "name", "group", "height cm"], rightAligned: [0, 4])
    for item in items {
      table.append([
        "\(item.student)", item.schoolID ?? "", item.name, item.group ?? "",
        item.heightCentimetres.map { Numbers.fixed($0, 1) } ?? "",
      ])
    }
    return Answer(
      json: .array(items.map { QueueRendering.json($0.shown) }),
      text: (items.isEmpty ? [] : table.lines) + [
        sentence(plan),
        "Look at these first: studentdb review decide STUDENT --gender G --blind. Nothing was changed.",
      ]
    )
  }

  private func sentence(_ plan: BatchAcceptance.Plan) -> String {
    let sensitivity = BatchSensitivity(plan).sensitivity.map { " " + $0 } ?? ""
    return
      "\(Numbers.count(plan.items.count, "suggestion")) of run r\(plan.run) with a confidence of "
      + "at least \(Numbers.percent(plan.threshold)); about \(Numbers.fixed(plan.expectedWrong, 1)) "
      + "of them are wrong according to the model.\(sensitivity)"
  }

  private func report(_ outcome: BatchAcceptance.Outcome?, plan: BatchAcceptance.Plan) -> Answer {
    var text = [sentence(plan)]
    if let outcome {
      text.append(
        "Accepted in one batch b\(outcome.batch): decisions d\(outcome.decisions.lowerBound) to "
          + "d\(outcome.decisions.upperBound). \"studentdb review undo\" undoes the whole batch."
      )
    } else {
      text.append("There is nothing to accept.")
    }
    if writing.dryRun { text.append("Nothing was changed.") }
    return Answer(
      json: .object([
        .init("run", .text("r\(plan.run)")),
        .init("at_least", .number(plan.threshold)),
        .init("accepted", .count(plan.items.count)),
        .init("expected_wrong", .number(plan.expectedWrong)),
        .init("sensitivity", BatchSensitivity(plan).json),
        .init("batch", .optional(outcome?.batch)),
        .init("first_decision", .optional(outcome.map { "d\($0.decisions.lowerBound)" })),
        .init("last_decision", .optional(outcome.map { "d\($0.decisions.upperBound)" })),
      ]),
      text: text
    )
  }
}

/// Reviews some students of a batch before it is accepted: one after the other, without their
/// suggestions, each answer stored at once.
struct SpotCheck {
  let database: SchoolDatabase
  let context: WorkContext
  let environment: Environment
  let reason: String?

  private var answers = SpotCheckAnswers()
  var asked: Int { answers.asked }

  init(database: SchoolDatabase, context: WorkContext, environment: Environment, reason: String?) {
    self.database = database
    self.context = context
    self.environment = environment
    self.reason = reason
  }

  /// Asks about some students; an empty line skips one, `q` ends.
  mutating func ask(about items: [QueueItem], run: Int64) throws {
    for (index, item) in items.enumerated() {
      try environment.ask(
        "\(index + 1) of \(items.count): \(SafeText.shown(item.name))"
          + (item.group.map { ", \(SafeText.shown($0))" } ?? "")
          + " (student \(item.student))"
          + (item.heightCentimetres.map { ", \(Numbers.fixed($0, 1)) cm" } ?? "") + ". "
          + "Which gender? Enter skips, q ends:"
      )
      while let line = environment.readLine()?.trimmingEnd(), !line.isEmpty {
        if line == "q" { return }
        if try keep(line, about: item, run: run) { break }
      }
    }
  }

  /// - Returns: false if the word is not a gender, so that it is asked again.
  private mutating func keep(_ word: String, about item: QueueItem, run: Int64) throws -> Bool {
    do {
      let argument = GenderArgument(typed: word)
      guard case .gender(let gender) = try argument.reading(in: database) else {
        environment.message("\"\(SafeText.shown(word))\" is not a gender; Enter skips the student.")
        return false
      }
      try answers.keep(
        gender,
        about: item,
        run: run,
        in: database,
        context: context,
        reason: reason
      )
      return true
    } catch let failure as CommandFailure {
      environment.message(SafeText.lines(failure.message))
      return false
    } catch StoreError.decidedMeanwhile(let conflict) {
      environment.message(SafeText.shown(conflict.message))
      return true
    }
  }

  /// The result of the answers for the batch; nil if there are none.
  var sentence: String? {
    guard let (share, interval) = answers.agreement else { return nil }
    return
      "Of the \(asked) looked at, \(answers.agreed) were as suggested: \(Numbers.percent(share)) (95 % "
      + "interval \(Numbers.percent(interval.lower)) to \(Numbers.percent(interval.upper)))."
  }
}
