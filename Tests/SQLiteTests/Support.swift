import Foundation
import SQLite

/// A folder of its own for one test, gone with the last reference.
final class TemporaryFolder {
  let path: String

  init() throws {
    let name = "studentdb-\(UUID().uuidString)"
    path = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }

  /// A new database with one empty table, `note(text TEXT UNIQUE)`.
  func database(_ name: String = "school.db") throws -> String {
    let connection = try Connection(opening: file(name), access: .create)
    try connection.execute("CREATE TABLE note(text TEXT UNIQUE) STRICT")
    return file(name)
  }
}

/// A connection for tests about locks, which gives up after 30 milliseconds.
func impatient(_ path: String, _ access: Connection.Access = .readWrite) throws -> Connection {
  try Connection(opening: path, access: access, busyTimeout: .milliseconds(30))
}

/// The error of this target that `body` throws; `nil` when it throws none, or another one.
func failure(of body: () throws -> Void) -> SQLiteError? {
  do {
    try body()
    return nil
  } catch {
    return error as? SQLiteError
  }
}

extension Connection {
  /// All texts in the table `note`, sorted.
  func notes() throws -> [String] {
    var statement = try prepare("SELECT text FROM note ORDER BY text")
    return try statement.map { row in try row.text(at: 0) }
  }

  func addNote(_ text: String) throws {
    try run("INSERT INTO note(text) VALUES(?)", .text(text))
  }

  /// The first column of the first row.
  func value(_ sql: String) throws -> SQLiteValue? {
    var statement = try prepare(SQL(typed: sql))
    return try statement.first { row in try row.value(at: 0) }
  }
}

/// Everything that is in a file.
func bytes(of path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

extension Data {
  /// Whether the UTF-8 of a text is somewhere in the bytes.
  func contains(_ text: String) -> Bool { range(of: Data(text.utf8)) != nil }
}
