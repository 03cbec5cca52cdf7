import ArgumentParser
import Report
import StudentStore
import Workflows

/// The command `studentdb show ID`.
struct ShowCommand: SchoolCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a student with the whole history, or a run, import, decision or signature.",
    usage: "studentdb show [<options>] <id>"
  )

  @Argument(
    help:
      "A student: number:245, id:0245 or the name. Or i3, r7, d52, b1, s2; r@ for the newest run.",
    completion: .stored(.run, .importBatch, .signOff, .batch, .decision, .student)
  )
  var id: String

  @Flag(help: "Of an import: every value that it changed; --format csv or json gives a list.")
  var changes = false

  @OptionGroup var paging: PagingOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func run(in environment: Environment) throws -> ExitStatus {
    let location = try DatabaseLocation(global, reading, in: environment)
    let database = try location.read(environment.context())
    if changes {
      let changes = try LookWorkflow(database).changes {
        guard case .importBatch(let id) = try thing(in: database) else {
          throw CommandFailure(.usage, "--changes is for an import, such as i3")
        }
        return id
      }
      try global.write(
        ImportChangesRendering.list(changes),
        about: location,
        paging: paging,
        in: environment
      )
      return .done
    }
    let shown = try LookWorkflow(database).show { try thing(in: database) }
    let report = try ShowRendering(shown, printedAt: environment.now()).report
    try global.write(report, about: location, paging: paging, in: environment)
    return report.status
  }

  private func thing(in database: SchoolDatabase) throws -> LookWorkflow.Thing {
    let rest = id.dropFirst()
    if id == "@" || rest == "@" || (!rest.isEmpty && rest.allSatisfy(\.isASCIIDigit)) {
      switch id.first {
      case "i": return .importBatch(try Reference.importBatch(id, in: database) ?? 0)
      case "r", "@": return .run(try Reference.run(id, in: database))
      case "d": return .decision(try Reference.decision(id, in: database) ?? 0)
      case "b": return .batch(try Reference.batch(id, in: database) ?? 0)
      case "s": return .signOff(try Reference.signOff(id, in: database))
      default: break
      }
    }
    return .student(try StudentReference(id).resolve(in: database))
  }
}

extension Character {
  /// Whether it is one of 0 to 9.
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
