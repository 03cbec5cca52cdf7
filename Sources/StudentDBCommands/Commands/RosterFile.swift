import Bytes
import Files
import Report
import RosterReading
import StudentStore
import Workflows

/// A file of students on the command line.
enum RosterFile {
  /// The file that an argument names; `-` is standard input.
  ///
  /// `sheet`: the requested sheet of a workbook. `headingRow`: the row of the headings. `headings`:
  /// the headings that the user named for fields. `earlier`: the answers of earlier imports.
  static func source(
    _ argument: String,
    sheet: String?,
    headingRow: Int?,
    headings: [StudentField: String] = [:],
    earlier: () throws -> [RememberedAnswers] = { [] },
    in environment: Environment
  ) throws -> RosterSource {
    if argument == "-" {
      return try stream(try environment.standardInput(), name: "standard input")
    }
    let path = DatabaseLocation.absolute(argument, in: environment)
    let status = try status(of: path, argument)
    guard status.kind != .folder else {
      throw CommandFailure(
        .data,
        "\(argument): this is a folder; name the file in it, or say --oneroster for such an export"
      )
    }
    let name = path.lastPathPart
    guard status.kind == .regular else {
      return try stream(PipedInput.all(of: InputFile(path: path, name: name)), name: name)
    }
    return try RosterSource(
      path: path,
      name: name,
      byteCount: status.byteCount,
      sheet: sheet,
      headingRow: headingRow,
      headings: headings,
      earlier: earlier
    ) { try InputFile(path: path, name: argument) }
  }

  /// The OneRoster export that an argument names, a folder or a ZIP archive.
  ///
  /// `everybody`: treat every user as a student if no file gives the roles.
  static func oneRoster(
    _ argument: String,
    everybody: Bool,
    in environment: Environment
  ) throws -> RosterSource {
    let path = DatabaseLocation.absolute(argument, in: environment)
    guard try status(of: path, argument).kind == .folder else {
      return try .oneRoster(zip: path, name: path.lastPathPart, everybody: everybody)
    }
    return try .oneRoster(name: path.lastPathPart, everybody: everybody) { file in
      let path = "\(path)/\(file)"
      guard FileStatus(following: path) != nil else { return nil }
      return try InputFile(path: path, name: path)
    }
  }

  private static func stream(_ bytes: [UInt8], name: String) throws -> RosterSource {
    guard !RosterSource.isWorkbook(bytes) else {
      throw CommandFailure(
        .data,
        "\(name): this is a workbook, which is read from several places at once; save it as a file "
          + "and import that"
      )
    }
    return RosterSource(name: name, bytes: bytes)
  }

  /// The status of a file.
  private static func status(of path: String, _ argument: String) throws -> FileStatus {
    guard let status = FileStatus(following: path) else {
      throw CommandFailure(.noInput, "\(argument): there is no such file")
    }
    return status
  }
}

/// The original rejected lines, so that they can be repaired and imported.
enum RejectsFile {
  /// Writes the rejected lines of one file.
  static func write(
    _ report: ImportReport,
    of database: SchoolDatabase,
    to output: OutputFile
  ) throws {
    let rows = report.wasAlreadyImported ? [] : try database.rejectedRows(of: report.batch.id)
    try output.write(try RejectedLines(of: report.batch).file(of: rows))
    try output.finish()
  }
}
