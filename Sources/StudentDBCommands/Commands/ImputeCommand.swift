import ArgumentParser
import Report
import StudentStore
import Workflows

/// The command `studentdb impute`.
struct ImputeCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "impute",
    abstract: "Infer missing genders from heights.",
    discussion: """
      Compares models on students whose gender is known but hidden, and fits the chosen one by \
      Expectation-Maximisation. Recorded genders never change. The result is a new run of \
      suggestions; it decides nothing. A run that is not fit for use proposes nothing and says \
      why.
      """
  )

  @OptionGroup(title: "The model") var options: ModelOptions

  @Option(help: "A name for the run.")
  var label: String?

  @Option(
    help: ArgumentHelp(
      "Use the parameters of this run, fitted or imported, without fitting.",
      valueName: "r3"
    ),
    completion: .stored(.run)
  )
  var model: String?

  @Option(
    help: ArgumentHelp("Repeat the request of this run on the data of today.", valueName: "r3"),
    completion: .stored(.run)
  )
  var rerun: String?

  @Flag(
    help: ArgumentHelp(
      "With --rerun: compute the run again from its input, compare every number bit for bit, and "
        + "store nothing. Exit status 1 if one differs."
    )
  )
  var check = false

  @OptionGroup(title: "Counted elsewhere") var cells: CellsOptions

  @OptionGroup var writing: WritingOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    try cells.validate(beside: options, hasRun: model != nil || rerun != nil)
    if model != nil, rerun != nil {
      throw ValidationError("--model and --rerun exclude each other: what is to be done?")
    }
    if model != nil || rerun != nil, !options.isDefault {
      throw ValidationError(
        "--\(model != nil ? "model" : "rerun") takes everything about the model from the run; leave "
          + "the other flags of the model out"
      )
    }
    if check, rerun == nil {
      throw ValidationError("--check needs the run to check: --rerun r3 --check")
    }
  }

  func run(in environment: Environment) throws -> ExitStatus {
    if check { return try checked(in: environment) }
    if let file = cells.cells { return try counted(file, in: environment) }
    let wanted = try options.options(in: environment)
    var (database, context, answer) = try writing.open(
      global,
      reading,
      inputs: options.inputs,
      in: environment
    )
    let line = ProgressLine("impute", global, in: environment)
    defer { line.end() }
    context.progress = { line.show($0) }
    let run: ImputationRun
    if let model = try Reference.run(model, in: database) {
      run = try ModelWorkflow(database, context: context)
        .score(with: model, label: label, mode: writing.mode)
    } else if let rerun = try Reference.run(rerun, in: database) {
      run = try RerunWorkflow(database, context: context)
        .run(rerun, label: label, mode: writing.mode)
    } else {
      var wanted = wanted
      wanted.label = label
      run = try ImputeWorkflow(database, context: context).run(wanted, mode: writing.mode)
    }
    line.end()
    return try answer.give(writing.dryRun ? nil : .run(run.id)) {
      RunRendering(run).report(isDryRun: writing.dryRun, isVerbose: global.verbose)
    }
  }

  /// Fits what an engine has counted; the database is made where there is none.
  private func counted(_ file: String, in environment: Environment) throws -> ExitStatus {
    var wanted = try options.options(in: environment)
    wanted.label = label
    var context = writing.context(in: environment)
    let line = ProgressLine("impute", global, in: environment)
    defer { line.end() }
    context.progress = { line.show($0) }
    let location = try DatabaseLocation(global, reading, in: environment, mayCreate: true)
    let answer = try global.answer(
      about: location,
      reading: options.inputs + cells.inputs,
      in: environment
    )
    try location.requireWriter(context)
    let read = try cells.read(file, in: environment)
    let school = try NewOrOldSchool(at: location, isDryRun: writing.dryRun, context: context)
    let run: ImputationRun
    do {
      run = try ImputeWorkflow(school.database, context: context)
        .run(wanted, cells: read, mode: writing.mode)
    } catch {
      school.leave()
      throw error
    }
    line.end()
    return try answer.give(writing.dryRun ? nil : .run(run.id)) {
      RunRendering(run).report(isDryRun: writing.dryRun, isVerbose: global.verbose)
    }
  }

  private func checked(in environment: Environment) throws -> ExitStatus {
    let context = writing.context(in: environment)
    let location = try DatabaseLocation(global, reading, in: environment)
    let database = try location.read(context)
    let report = try database.read {
      let run = try Reference.run(rerun, in: database) ?? 0
      return RecomputationRendering(try RerunWorkflow(database, context: context).check(run)).report
    }
    try global.write(report, about: location, in: environment)
    return report.status
  }
}

/// The command `studentdb evaluate`.
struct EvaluateCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Test how well genders can be inferred, on students whose gender is known.",
    discussion: """
      Cross-validation: hides known genders, one fold at a time, infers them and compares. \
      Nothing is stored; impute does the same before it proposes anything.
      """
  )

  @OptionGroup(title: "The model") var options: ModelOptions

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func run(in environment: Environment) throws -> ExitStatus {
    var context = environment.context()
    let line = ProgressLine("evaluate", global, in: environment)
    defer { line.end() }
    context.progress = { line.show($0) }
    let location = try DatabaseLocation(global, reading, in: environment)
    // An evaluation can take minutes: what would be lost at its end is found out at its beginning.
    let answer = try global.answer(about: location, reading: options.inputs, in: environment)
    let database = try location.read(context)
    let wanted = try options.options(in: environment)
    let draft = try database.read {
      try ImputeWorkflow(database, context: context).evaluate(wanted)
    }
    line.end()
    return try answer.give(nil) { EvaluationRendering(draft).report(isVerbose: global.verbose) }
  }
}
