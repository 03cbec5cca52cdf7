import ArgumentParser
import Report
import StudentStore
import Workflows

/// The command `studentdb model calibrate r3`.
struct CalibrateCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate",
    abstract: "Say how often a run is right, by blind answers about a drawn sample.",
    usage: "studentdb model calibrate [<options>] <run>",
    discussion: """
      For a run on cells: draw a sample with model sample-sql, import it, score it with impute \
      --model, and answer with review --blind. Each answer counts with the number of students of its \
      stratum and band of confidence.
      """
  )

  @Argument(
    help: "The run whose parameters the sample was scored with: r3.",
    completion: .stored(.run)
  )
  var run: String

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func run(in environment: Environment) throws -> ExitStatus {
    let location = try DatabaseLocation(global, reading, in: environment)
    let database = try location.read(environment.context())
    let calibration = try database.read {
      try SampledCalibration(Reference.run(run, in: database), in: database)
    }
    try global.write(
      SampledCalibrationRendering(calibration).report,
      about: location,
      in: environment
    )
    return .done
  }
}
