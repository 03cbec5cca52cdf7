import ArgumentParser
import RosterReading
import Workflows

/// How long the records of a file may be; one that is longer is rejected, and only that one.
struct LimitOptions: ParsableArguments {
  /// No machine should be asked to hold more than this for one line.
  private static let most = 1 << 30

  @Option(
    help: ArgumentHelp("The longest line of a student, in bytes; else 1 MiB.", valueName: "bytes")
  )
  var maxRecordBytes: Int?

  @Option(help: ArgumentHelp("The longest cell, in bytes; else 64 KiB.", valueName: "bytes"))
  var maxFieldBytes: Int?

  @Option(help: ArgumentHelp("The most columns; else 1024.", valueName: "n"))
  var maxColumns: Int?

  /// Sets the limits that were given.
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
