import ArgumentParser
import Mixture
import StudentStore
import Workflows

/// The command `studentdb impute`.
struct ImputeCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "impute",
    abstract: "Infer the genders that were forgotten, from the heights.",
    discussion: """
      Fits a mixture of normal densities to the heights by Expectation-Maximisation; recorded
      genders stay what they are. The result is a new run: nothing is decided by it.
      """
  )

  @OptionGroup(title: "Everywhere") var global: GlobalOptions

  @Option(help: "The density of a gender's heights: normal.")
  var family: ImputeOptions.Family = .normal

  @Option(help: "The spread of the genders: equal or unequal.")
  var variance: VarianceStructure = .equal

  @Option(help: "The shares among students whose gender is missing: same.")
  var missingness: ImputeOptions.Missingness = .same

  @Option(help: "What to fit separately: none.")
  var by: ImputeOptions.Strata = .none

  @Option(help: "The seed of everything random.")
  var seed: Int64 = 1

  @Option(help: "The most EM steps.")
  var maxIterations: Int = FitSettings().maximumIterations

  @Option(help: "How close to the optimum the parameters must be, relative.")
  var tolerance: Double = FitSettings().tolerance

  @Option(help: "A name for the run.")
  var label: String?

  func validate() throws {
    guard maxIterations >= 1 else {
      throw ValidationError("--max-iterations \(maxIterations): at least 1 step")
    }
    guard tolerance > 0, tolerance < 1 else {
      throw ValidationError("--tolerance \(tolerance): a number between 0 and 1, such as 1e-8")
    }
  }

  func run(in world: World) throws -> ExitStatus {
    var options = ImputeOptions()
    options.family = family
    options.variance = variance
    options.missingness = missingness
    options.strata = by
    options.seed = seed
    options.maximumIterations = maxIterations
    options.tolerance = tolerance
    options.label = label
    let context = global.context(in: world)
    let database = try DatabaseLocation(global, in: world).write(context)
    let run = try ImputeWorkflow(database, context: context).run(options, mode: global.mode)
    let report = RunRendering(run).report(isDryRun: global.dryRun)
    try global.write(report, in: world)
    return report.status
  }
}

extension VarianceStructure: ExpressibleByArgument {}
extension ImputeOptions.Family: ExpressibleByArgument {}
extension ImputeOptions.Missingness: ExpressibleByArgument {}
extension ImputeOptions.Strata: ExpressibleByArgument {}
