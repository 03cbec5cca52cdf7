import Files
import Report

/// The output for a command's answer: checked before the command acts, so that the COMMIT is the
/// last step that can fail.
struct AnswerOutput {
  private enum Target {
    case nowhere
    case standardOutput
    case paged(PagedOutput)
    case file(OutputFile)
  }

  private let target: Target
  private let format: OutputFormat
  private let environment: Environment

  /// Opens the requested output.
  ///
  /// `protected`: the files that must not be overwritten. `paging`: whether an answer longer than the
  /// screen goes to a pager; nil for never.
  init(
    _ global: GlobalOptions,
    sparing protected: ProtectedFiles,
    paging: PagingOptions? = nil,
    in environment: Environment
  ) throws {
    self.environment = environment
    format = global.outputFormat
    if let output = global.output, output != "-" {
      target = .file(
        try OutputFile(
          DatabaseLocation.absolute(output, in: environment),
          shownAs: output,
          sparing: protected,
          existing: global.existing
        )
      )
    } else if global.quiet, format == .table {
      target = .nowhere
    } else {
      try environment.checkOutput(protected)
      let isPaged = format == .table && global.output == nil
      target =
        (isPaged ? paging.flatMap { PagedOutput($0, in: environment) } : nil).map { .paged($0) }
        ?? .standardOutput
    }
  }

  /// Writes an answer, all of it.
  func write(_ report: some Writable) throws {
    let target = target
    let environment = environment
    let isTable = format == .table
    let paints = isTable && environment.paintsOutput
    var lines = LineWriter(paints: paints) { bytes in
      switch target {
      case .nowhere: break
      // A table is made safe to show line by line.
      case .standardOutput where isTable: try environment.output(shown: bytes)
      case .standardOutput: try environment.output(bytes)
      case .paged(let output): try output.write(bytes)
      case .file(let file): try file.write(bytes)
      }
    }
    do {
      try report.write(as: format, into: &lines)
      try lines.finish()
    } catch {
      // The pager gives the terminal back before an error is told.
      if case .paged(let output) = target { try? output.finish() }
      guard error is PagerLeft else { throw error }
    }
    switch target {
    case .file(let file): try file.finish()
    case .paged(let output): try output.finish()
    case .nowhere, .standardOutput: break
    }
  }

  /// Writes the answer of a completed act.
  ///
  /// If reading or writing the answer fails from here on, the failure begins with what was kept.
  ///
  /// `kept`: nil where nothing was changed.
  func give(_ kept: KeptAct?, _ report: () throws -> Answer) throws -> ExitStatus {
    do {
      let report = try report()
      try write(report)
      return report.status
    } catch {
      throw kept?.failure(error) ?? error
    }
  }
}

/// The result of an act in the database, for the message if its answer cannot be written.
struct KeptAct {
  /// A sentence such as `Decision d5 was kept`.
  let sentence: String
  /// The command that shows it.
  let shownBy: String

  /// The failure that begins with what was kept.
  ///
  /// `what`: the step that failed afterwards.
  func failure(
    _ error: any Error,
    of what: String = "its answer could not be written"
  ) -> CommandFailure {
    // Advice to try again would repeat the act.
    let reason = (error as? FileError)?.description ?? CommandFailure(error).message
    return CommandFailure(
      .io,
      "\(sentence); \(what): \(reason). Do not repeat the command: \"\(shownBy)\" shows what was kept"
    )
  }
}

extension KeptAct {
  static func decision(_ id: Int64) -> KeptAct {
    KeptAct(sentence: "Decision d\(id) was kept", shownBy: "studentdb show d\(id)")
  }

  static func batch(_ id: Int64) -> KeptAct {
    KeptAct(sentence: "Batch b\(id) was kept", shownBy: "studentdb log")
  }

  static func run(_ id: Int64) -> KeptAct {
    KeptAct(sentence: "Run r\(id) was kept", shownBy: "studentdb show r\(id)")
  }

  static func signOff(_ id: Int64) -> KeptAct {
    KeptAct(sentence: "Signature s\(id) was kept", shownBy: "studentdb certificate s\(id)")
  }

  static func correction(of student: Int64) -> KeptAct {
    KeptAct(
      sentence: "The correction of student \(student) was kept",
      shownBy: "studentdb show \(student)"
    )
  }

  static let wordCorrection = KeptAct(
    sentence: "The correction of the words was kept",
    shownBy: "studentdb log"
  )

  static func revert(of importBatch: Int64) -> KeptAct {
    KeptAct(
      sentence: "The revert of i\(importBatch) was kept",
      shownBy: "studentdb show i\(importBatch)"
    )
  }

  static func erasure(_ id: Int64) -> KeptAct {
    KeptAct(sentence: "Erasure e\(id) was kept", shownBy: "studentdb log")
  }

  static func join(_ id: Int64) -> KeptAct {
    KeptAct(sentence: "The join j\(id) was kept", shownBy: "studentdb log")
  }

  static func migration(to version: Int, backup: String) -> KeptAct {
    KeptAct(
      sentence: "The migration to version \(version) was kept, and the backup is in \(backup)",
      shownBy: "studentdb migrate --status"
    )
  }

  static func revert(ofJoin id: Int64) -> KeptAct {
    KeptAct(sentence: "The revert of j\(id) was kept", shownBy: "studentdb log")
  }

  /// `ids`: the imports; nil for none.
  static func imports(_ ids: [Int64]) -> KeptAct? {
    guard let last = ids.last else { return nil }
    let names = ids.map { "i\($0)" }.joined(separator: ", ")
    return KeptAct(
      sentence: ids.count == 1 ? "Import \(names) was kept" : "Imports \(names) were kept",
      shownBy: "studentdb show i\(last)"
    )
  }
}
