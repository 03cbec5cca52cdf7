import ArgumentParser
import Report
import StudentStore
import Workflows

/// The command `studentdb check`.
struct CheckCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "List doubts about the data; changes nothing.",
    usage: "studentdb check [<options>]",
    discussion: """
      Heights with two possible readings or outside the usual range, unknown words for \
      genders, probable duplicates, one person with two genders, names and classes that only \
      look alike, ids that went to another name, and rows that are not persons. "studentdb \
      correct" settles one. The exit status is 1 if there are doubts, else 0.
      """
  )

  @Option(
    help: ArgumentHelp(
      "Only this: \(DoubtCode.allCases.map(\.rawValue).joined(separator: ", ")). May be repeated.",
      valueName: "code"
    )
  )
  var only: [DoubtCode] = []

  @Option(help: "Only this class or grade.", completion: .stored(.group))
  var group: String?

  @OptionGroup var paging: PagingOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func run(in environment: Environment) throws -> ExitStatus {
    let location = try DatabaseLocation(global, reading, in: environment)
    let database = try location.read(environment.context())
    let codes = only.isEmpty ? Set(DoubtCode.allCases) : Set(only)
    if only.contains(.suspiciousRecorded), try database.currentRun() == nil {
      environment.message(
        "\(DoubtCode.suspiciousRecorded.rawValue) needs a run, and there is none yet; nothing is "
          + "said about it. Next: studentdb impute"
      )
    }
    let doubts = try CheckWorkflow(database).run(codes, group: group)
    let report = DoubtRendering(doubts).report
    try global.write(report, about: location, paging: paging, in: environment)
    return report.status
  }
}

extension DoubtCode: ExpressibleByArgument {}
