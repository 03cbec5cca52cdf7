import ArgumentParser
import StudentStore
import Workflows

/// The command `studentdb check`.
struct CheckCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "List what is doubtful in the data; changes nothing.",
    usage: "studentdb check [<options>]",
    discussion: """
      Heights that can be read in more than one way or that hardly anybody has, words for genders \
      that nobody knows, students who seem to be one person, one person with two genders, names \
      and classes that only look alike, ids that went to another name, rows that are no persons. \
      "studentdb correct" settles one. Ends with 1 where there are doubts, else with 0.
      """
  )

  @Option(
    help: ArgumentHelp(
      "Only this: \(DoubtCode.allCases.map(\.rawValue).joined(separator: ", ")). May be repeated.",
      valueName: "code"
    )
  )
  var only: [DoubtCode] = []

  @Option(help: "Only what concerns this class or grade.")
  var group: String?

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func run(in world: World) throws -> ExitStatus {
    let location = try DatabaseLocation(global, reading, in: world)
    let database = try location.read(world.context())
    let codes = only.isEmpty ? Set(DoubtCode.allCases) : Set(only)
    if only.contains(.suspiciousRecorded), try database.currentRun() == nil {
      world.message(
        "\(DoubtCode.suspiciousRecorded.rawValue) needs a run, and there is none yet; nothing is "
          + "said about it. Next: studentdb impute"
      )
    }
    let doubts = try CheckWorkflow(database).run(codes, group: group)
    let report = DoubtRendering(doubts).report
    try global.write(report, about: location, in: world)
    return report.status
  }
}

extension DoubtCode: ExpressibleByArgument {}
