import ArgumentParser
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
      "A student: number:245, id:0245 or the name. Or i3, r7, d52, b1, s2; r@ for the newest run."
  )
  var id: String

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func run(in world: World) throws -> ExitStatus {
    let location = try DatabaseLocation(global, reading, in: world)
    let database = try location.read(world.context())
    let shown = try database.read { try report(in: database) }
    try global.write(shown, about: location, in: world)
    return .done
  }

  private func report(in database: SchoolDatabase) throws -> Report {
    switch try kind(in: database) {
    case .importBatch(let id):
      return try ImportRecordRendering(
        try database.importRecord(id),
        rejects: try database.rejectedRows(of: id),
        doubts: try database.doubtfulHeights(of: try database.importRecord(id)),
        revert: try database.importRevert(of: id)
      ).report
    case .run(let id): return RunRendering(try database.run(id)).details()
    case .decision(let id):
      let decision = try database.decision(id)
      return DecisionRendering.report(
        decision,
        name: try database.student(decision.student).name,
        isDryRun: false
      )
    case .signOff(let id):
      return CertificateRendering(
        try database.signOff(id),
        lost: try database.lostStandings(of: id),
        head: try database.head()
      ).report
    case .batch(let id):
      return BatchRendering.report(
        try database.reviewBatch(id),
        decisions: try database.decisions(inBatch: id)
      )
    case .student(let id):
      let student = try database.student(id)
      return StudentRendering(
        student,
        decisions: try database.decisions(about: id),
        changes: try database.changes(of: id),
        inferences: try database.inferences(about: id),
        signOffs: try database.standingSignOffs(of: id),
        revert: try database.importRevert(of: student.importBatch)
      ).report
    }
  }

  private enum Kind {
    case importBatch(Int64)
    case run(Int64)
    case decision(Int64)
    case batch(Int64)
    case signOff(Int64)
    case student(Int64)
  }

  private func kind(in database: SchoolDatabase) throws -> Kind {
    let rest = id.dropFirst()
    if id == "@" || rest == "@" || (!rest.isEmpty && rest.allSatisfy(\.isASCIIDigit)) {
      switch id.first {
      case "i": return .importBatch(try Reference.importBatch(id, in: database) ?? 0)
      case "r", "@": return .run(try Reference.run(id, in: database) ?? 0)
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
