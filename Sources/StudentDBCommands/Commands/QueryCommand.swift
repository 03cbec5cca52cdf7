import ArgumentParser
import Report
import StudentStore

/// The command `studentdb query SQL`.
struct QueryCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Answer a question in SQL; it can only read.",
    usage: "studentdb query [<options>] <sql>",
    discussion: """
      One SELECT, over the views and tables that Guides/Schema.md describes:
        studentdb query "SELECT state, count(*) FROM review_queue GROUP BY state"

      Whatever is more than reading is refused. Writers wait while a query runs. Exit status 4 says \
      that there are more rows than --limit.
      """
  )

  @Argument(
    help: ArgumentHelp("The question, or - to read it from standard input.", valueName: "sql")
  )
  var sql: String

  @Option(help: ArgumentHelp("Maximum number of rows.", valueName: "n"))
  var limit = 1_000

  @Option(help: ArgumentHelp("How long it may take.", valueName: "s"))
  var seconds = 1.0

  @Option(help: ArgumentHelp("How much memory it may use, in MiB.", valueName: "mib"))
  var memory = 256

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  /// The page cache alone has 16 MiB.
  private static let memories = 32...65_536
  private static let durations = 0.01...86_400.0

  func validate() throws {
    guard limit >= 1 else { throw ValidationError("--limit \(limit): a number from 1 on") }
    guard Self.durations.contains(seconds) else {
      throw ValidationError("--seconds \(seconds): a number of seconds up to 86400, a day")
    }
    guard Self.memories.contains(memory) else {
      throw ValidationError("--memory \(memory): a number of MiB from 32 to 65536")
    }
  }

  func run(in environment: Environment) throws -> ExitStatus {
    let sql = try typed(in: environment)
    let bytes = memory << 20
    guard environment.limitMemory(bytes) else {
      throw CommandFailure(
        .software,
        "this should not happen, please report it: no limit on memory"
      )
    }
    let location = try DatabaseLocation(global, reading, in: environment)
    let database = try location.query(environment.context())
    let end = environment.seconds() + seconds
    // For one call of a function that does not end: it is not asked to stop.
    environment.endAfter(seconds + 2)
    let answer = try database.answer(TypedQuery(sql, rows: limit, bytes: bytes)) {
      environment.seconds() < end
    }
    environment.endAfter(0)
    let report = QueryRendering(answer)
    try global.write(report, about: location, in: environment)
    guard let note = report.note else { return .done }
    environment.message("studentdb: " + note)
    return .workLeft
  }

  private func typed(in environment: Environment) throws -> String {
    guard sql == "-" else { return sql }
    let bytes = try environment.standardInput()
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CommandFailure(.data, "standard input is not UTF-8")
    }
    return text
  }
}
