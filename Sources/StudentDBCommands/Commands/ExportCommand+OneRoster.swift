import Files
import Report
import RosterReading
import StudentStore
import Workflows

extension ExportCommand {
  /// Writes the demographics.csv of a OneRoster export with the column `sex` filled.
  ///
  /// `output`: nil for standard output.
  func fill(
    _ oneRoster: String,
    _ database: SchoolDatabase,
    _ options: ExportOptions,
    into output: OutputFile?,
    in environment: Environment
  ) throws -> ExitStatus {
    let source = try RosterFile.oneRoster(oneRoster, everybody: true, in: environment)
    let report = try OneRosterExport(database, options: options).run(source) { bytes in
      if let output {
        try output.write(bytes)
      } else if !dryRun {
        try environment.output(bytes)
      }
    }
    try output?.finish()
    guard !global.quiet else { return .done }
    let name = (file ?? global.output).flatMap { $0 == "-" ? nil : $0 } ?? "demographics.csv"
    var parts = ["sex filled in for \(Numbers.count(report.filled, "student"))"]
    if report.added > 0 {
      parts.append(
        "\(report.added) of them had no line and \(report.added == 1 ? "has" : "have") one now"
      )
    }
    if report.corrected > 0 {
      parts.append("corrected for \(Numbers.count(report.corrected, "student"))")
    }
    if report.unread > 0 {
      parts.append("\(Numbers.count(report.unread, "line")) that cannot be read as before")
    }
    environment.message(SafeText.shown("\(name): \(parts.joined(separator: "; "))."))
    environment.message(
      dryRun
        ? "Nothing was changed."
        : SafeText.shown(
          "Put it in the place of demographics.csv in \(oneRoster); every other file there stays as it is."
        )
    )
    return .done
  }
}
