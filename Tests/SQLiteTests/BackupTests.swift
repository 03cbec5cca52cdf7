import Foundation
import SQLite
import Testing

/// Copies of a database that is in use.
struct BackupTests {
  let folder: TemporaryFolder
  let connection: Connection

  init() throws {
    folder = try TemporaryFolder()
    connection = try impatient(try folder.database())
    try connection.setApplicationID(0x1234)
    try connection.withImmediateTransaction {
      for number in 1...500 { try connection.addNote("note \(number)") }
    }
  }

  @Test func `the copy holds everything and is for its owner alone`() throws {
    try connection.backup(to: folder.file("copy.db"))
    let copy = try impatient(folder.file("copy.db"), .readOnly)
    #expect(try copy.notes() == (try connection.notes()))
    #expect(try copy.applicationID() == 0x1234)
    #expect(try copy.integrityMessages() == [])
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.file("copy.db"))
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(folder.names == ["copy.db", "school.db"])
  }

  @Test func `a database in memory can be kept`() throws {
    let memory = try Connection.inMemory()
    try memory.execute("CREATE TABLE note(text TEXT); INSERT INTO note VALUES('a')")
    try memory.backup(to: folder.file("copy.db"))
    #expect(try impatient(folder.file("copy.db")).notes() == ["a"])
  }

  @Test func `a file that exists is not replaced`() throws {
    let other = try folder.database("other.db")
    #expect(failure { try connection.backup(to: other) }?.kind == .exists)
    #expect(try impatient(other).notes() == [])
  }

  @Test func `a writer in its commit makes it busy and leaves no file`() throws {
    let writer = try impatient(folder.file("school.db"))
    try writer.execute("BEGIN EXCLUSIVE")
    #expect(failure { try connection.backup(to: folder.file("copy.db")) }?.kind == .busy)
    #expect(folder.names == ["school.db"])
    try writer.execute("ROLLBACK")
    try connection.backup(to: folder.file("copy.db"))
  }

  @Test func `a transaction of one's own that has written is an error`() throws {
    let error = failure {
      try connection.withImmediateTransaction {
        try connection.addNote("a")
        try connection.backup(to: folder.file("copy.db"))
      }
    }
    #expect(error?.kind == .misuse)
    #expect(folder.names == ["school.db"])
  }

  @Test func `a damaged source leaves no file`() throws {
    let path = folder.file("damaged.db")
    var bytes = try bytes(of: folder.file("school.db"))
    bytes.removeLast(bytes.count / 2)
    try bytes.write(to: URL(fileURLWithPath: path))
    let error = failure { try impatient(path, .readOnly).backup(to: folder.file("copy.db")) }
    // A file shorter than its header says is found at the first page that is not there.
    #expect(error != nil)
    #expect(!folder.names.contains("copy.db"))
  }

  @Test func `a folder that is not there is an error`() {
    let error = failure { try connection.backup(to: folder.file("missing/copy.db")) }
    #expect(error?.kind == .notFound)
  }
}
