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

  @OptionGroup(title: "Everywhere") var global: GlobalOptions
  @OptionGroup(title: "The model") var model: ModelOptions

  @Option(help: "A name for the run.")
  var label: String?

  func run(in world: World) throws -> ExitStatus {
    var options = try model.options(in: world)
    options.label = label
    let context = global.context(in: world)
    let database = try DatabaseLocation(global, in: world).write(context)
    let run = try ImputeWorkflow(database, context: context).run(options, mode: global.mode)
    let report = RunRendering(run).report(isDryRun: global.dryRun)
    try global.write(report, in: world)
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

  @OptionGroup(title: "Everywhere") var global: GlobalOptions
  @OptionGroup(title: "The model") var model: ModelOptions

  func run(in world: World) throws -> ExitStatus {
    let context = global.context(in: world)
    let database = try DatabaseLocation(global, in: world).read(context)
    let options = try model.options(in: world)
    let draft = try database.read {
      try ImputeWorkflow(database, context: context).evaluate(options)
    }
    let report = EvaluationRendering(draft).report
    try global.write(report, in: world)
    return report.status
  }
}
