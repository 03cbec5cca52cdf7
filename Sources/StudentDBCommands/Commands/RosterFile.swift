import Foundation
import StudentStore
import Workflows

/// A file of students on the command line.
enum RosterFile {
  /// The file that an argument names; `-` is standard input.
  static func source(_ argument: String, in world: World) throws -> RosterSource {
    if argument == "-" {
      return RosterSource(name: "standard input", bytes: try world.standardInput())
    }
    let path = DatabaseLocation.absolute(argument, in: world)
    var isDirectory = false
    guard FileManager.default.isFolder(path, &isDirectory) else {
      throw CommandFailure(.noInput, "\(argument): there is no such file")
    }
    guard !isDirectory else {
      throw CommandFailure(.data, "\(argument): this is a folder; name the CSV file in it")
    }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    guard attributes[.type] as? FileAttributeType == .typeRegular else {
      // A pipe can be read once only.
      return RosterSource(name: name, bytes: try FileReader.wholePipe(path))
    }
    let byteCount = (attributes[.size] as? NSNumber)?.intValue
    return RosterSource(name: name, byteCount: byteCount) { try FileReader(path: path) }
  }
}

/// The rejected lines as they stood, so that they can be repaired and imported.
enum RejectsFile {
  /// Writes the lines that were rejected of one file.
  static func write(_ report: ImportReport, of database: SchoolDatabase, to path: String) throws {
    let rows = report.wasAlreadyImported ? [] : try database.rejectedRows(of: report.batch.id)
    try OutputFile.write(try RejectedLines(of: report.batch).file(of: rows), to: path)
  }
}
