import ArgumentParser
import Report
import StudentStore
import Workflows

/// The command `studentdb status`.
struct StatusCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show how far the work is and what to do next.",
    usage: "studentdb status [<options>]"
  )

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func run(in environment: Environment) throws -> ExitStatus {
    let location = try DatabaseLocation(global, reading, in: environment)
    let database = try location.read(environment.context())
    let (status, progress) = try LookWorkflow(database).status()
    try global.write(
      StatusRendering(status, progress: progress).report,
      about: location,
      in: environment
    )
    return .done
  }
}

/// The command `studentdb list`.
struct ListCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List students with their effective gender and its basis."
  )

  @Option(
    help:
      "Only recorded, inferred, decided, missing, in_doubt, declined, do_not_infer, not_a_person, merged or left."
  )
  var state: ListedStudent.State?

  @Option(help: "Only this class or grade.", completion: .stored(.group))
  var group: String?

  @Option(help: "Only names with this in them.")
  var name: String?

  @Option(help: "student, name, group, height or confidence.")
  var sort: ListFilter.Order = .student

  @Option(help: ArgumentHelp("Maximum number of students.", valueName: "n"))
  var limit: Int?

  @OptionGroup var paging: PagingOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if let limit, limit < 0 { throw ValidationError("--limit \(limit): a number from 0 on") }
  }

  func run(in environment: Environment) throws -> ExitStatus {
    let location = try DatabaseLocation(global, reading, in: environment)
    let database = try location.read(environment.context())
    let filter = ListFilter(state: state, group: group, name: name, order: sort, limit: limit)
    let students = try LookWorkflow(database).list(
      filter,
      names: NameOrder(locale: environment.locale)
    )
    try global.write(
      ListRendering(students).report,
      about: location,
      paging: paging,
      in: environment
    )
    return .done
  }
}

extension ListedStudent.State: ExpressibleByArgument {}
extension ListFilter.Order: ExpressibleByArgument {}

/// The command `studentdb log`.
struct LogCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Show the audit trail: who did what, newest first."
  )

  @Option(
    help: "Only what concerns this student: number:245, id:0245 or the name.",
    completion: .stored(.student)
  )
  var student: String?

  @Option(help: "Only what this person did.")
  var by: String?

  @Option(help: "Only from this time on, in UTC: 2026, 2026-09, 2026-09-01 or 2026-09-01T07:30.")
  var since: LogTime?

  @Flag(help: "One line an entry.")
  var oneline = false

  @OptionGroup var paging: PagingOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func run(in environment: Environment) throws -> ExitStatus {
    let location = try DatabaseLocation(global, reading, in: environment)
    let database = try location.read(environment.context())
    let number = try student.map { try StudentReference($0).resolve(in: database) }
    let filter = LogFilter(actor: by, since: since?.text, student: number)
    let entries = try LookWorkflow(database).log(filter).entries
    try global.write(
      LogRendering(entries, isShort: oneline).report,
      about: location,
      paging: paging,
      in: environment
    )
    return .done
  }
}
