import ArgumentParser
import Report
import RosterReading

/// The size limits of a file's records; only a longer record itself is rejected.
struct LimitOptions: ParsableArguments {
  /// The largest limit, for any machine's memory.
  private static let most = 1 << 30

  @Option(
    help: ArgumentHelp("The longest line of a student, in bytes; else 1 MiB.", valueName: "bytes")
  )
  var maxRecordBytes: Int?

  @Option(help: ArgumentHelp("The longest cell, in bytes; else 64 KiB.", valueName: "bytes"))
  var maxFieldBytes: Int?

  @Option(help: ArgumentHelp("The most columns; else 1024.", valueName: "n"))
  var maxColumns: Int?

  /// Sets the given limits.
  func apply(to options: inout ImportOptions) throws(CommandFailure) {
    for (name, value) in [
      ("--max-record-bytes", maxRecordBytes), ("--max-field-bytes", maxFieldBytes),
      ("--max-columns", maxColumns),
    ] {
      if let value, !(1...Self.most).contains(value) {
        throw CommandFailure(.usage, "\(name) \(value): write a number from 1 to \(Self.most)")
      }
    }
    options.limit(recordBytes: maxRecordBytes, fieldBytes: maxFieldBytes, columns: maxColumns)
  }
}
