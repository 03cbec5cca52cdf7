import ArgumentParser
import StudentStore
import Workflows

/// The command `studentdb impute`.
struct ImputeCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "impute",
    abstract: "Infer the genders that were forgotten, from the heights.",
    discussion: """
      Compares models of the heights on students whose gender is known and held back, and fits the \
      best by Expectation-Maximisation; recorded genders stay what they are. The result is a new \
      run: nothing is decided by it. A run that is not fit for use proposes nothing and says why.
      """
  )

  @OptionGroup(title: "The model") var options: ModelOptions

  @Option(help: "A name for the run.")
  var label: String?

  @Option(
    help: ArgumentHelp(
      "Take the parameters of this run, fitted or imported, and estimate nothing.",
      valueName: "r3"
    )
  )
  var model: String?

  @Option(
    help: ArgumentHelp("Ask the same again that this run was asked, today.", valueName: "r3")
  )
  var rerun: String?

  @Flag(
    help: ArgumentHelp(
      "With --rerun: compute the run again from what it was fitted to, compare every number bit for "
        + "bit, and store nothing. Status 1 where one differs."
    )
  )
  var check = false

  @OptionGroup var writing: WritingOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
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

  func run(in world: World) throws -> ExitStatus {
    if check { return try checked(in: world) }
    let wanted = try options.options(in: world)
    let context = writing.context(in: world)
    let location = try DatabaseLocation(global, reading, in: world)
    let answer = try global.answer(about: location, reading: options.inputs, in: world)
    let database = try location.write(context)
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
    return try answer.give(writing.dryRun ? nil : .run(run.id)) {
      RunRendering(run).report(isDryRun: writing.dryRun, isVerbose: global.verbose)
    }
  }

  private func checked(in world: World) throws -> ExitStatus {
    let context = writing.context(in: world)
    let location = try DatabaseLocation(global, reading, in: world)
    let database = try location.read(context)
    let report = try database.read {
      let run = try Reference.run(rerun, in: database) ?? 0
      return RecomputationRendering(try RerunWorkflow(database, context: context).check(run)).report
    }
    try global.write(report, about: location, in: world)
    return report.status
  }
}

/// The command `studentdb evaluate`.
struct EvaluateCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Say how well genders can be inferred, on students whose gender is known.",
    discussion: """
      Holds back the genders of known students, a part at a time, infers them, and compares. \
      Nothing is stored; impute does the same before it proposes anything.
      """
  )

  @OptionGroup(title: "The model") var options: ModelOptions

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func run(in world: World) throws -> ExitStatus {
    let context = world.context()
    let location = try DatabaseLocation(global, reading, in: world)
    // An evaluation can take minutes: what would be lost at its end is found out at its beginning.
    let answer = try global.answer(about: location, reading: options.inputs, in: world)
    let database = try location.read(context)
    let wanted = try options.options(in: world)
    let draft = try database.read {
      try ImputeWorkflow(database, context: context).evaluate(wanted)
    }
    return try answer.give(nil) { EvaluationRendering(draft).report(isVerbose: global.verbose) }
  }
}
