import Foundation
import SQLite
import Testing

/// What is opened, what is refused, and what is made.
struct FileRuleTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let isRoot = geteuid() == 0

  private func openingError(
    _ path: String,
    _ access: Connection.Access = .readWrite
  ) -> SQLiteError? {
    failure { _ = try Connection(opening: path, access: access) }
  }

  private func rights(of path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  private func setRights(_ rights: Int, of path: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: rights], ofItemAtPath: path)
  }

  private func makeFIFO(_ path: String) throws {
    let process = try Process.run(URL(fileURLWithPath: "/usr/bin/mkfifo"), arguments: [path])
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test func `a new file is for its owner alone`() throws {
    let path = folder.file("new.db")
    let connection = try Connection(opening: path, access: .create)
    #expect(try rights(of: path) == 0o600)
    try connection.execute("BEGIN; CREATE TABLE t(a); PRAGMA cache_size = 1")
    try connection.run("INSERT INTO t VALUES(zeroblob(100000))")
    #expect(folder.names == ["new.db", "new.db-journal"])
    #expect(try rights(of: path + "-journal") == 0o600)
    try connection.execute("COMMIT")
    #expect(folder.names == ["new.db"])
  }

  @Test func `nothing that exists is made anew`() throws {
    let path = try folder.database()
    let before = try bytes(of: path)
    #expect(openingError(path, .create)?.kind == .exists)
    #expect(try bytes(of: path) == before)
    #expect(openingError(folder.path, .create)?.kind == .exists)
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("dangling.db"),
      withDestinationPath: folder.file("target.db")
    )
    #expect(openingError(folder.file("dangling.db"), .create)?.kind == .exists)
    #expect(!folder.names.contains("target.db"))
  }

  @Test(arguments: [Connection.Access.readOnly, .readWrite])
  func `what is not there is not found, and not made`(access: Connection.Access) {
    let error = openingError(folder.file("missing.db"), access)
    #expect(error?.kind == .notFound)
    #expect(error?.path == folder.file("missing.db"))
    #expect(openingError(folder.file("missing/school.db"), access)?.kind == .notFound)
    #expect(folder.names == [])
  }

  @Test func `a new file in a folder that is not there is an error`() {
    #expect(openingError(folder.file("missing/school.db"), .create)?.kind == .notFound)
  }

  @Test(arguments: [Connection.Access.readOnly, .readWrite])
  func `a symbolic link is refused`(access: Connection.Access) throws {
    let link = folder.file("link.db")
    try FileManager.default.createSymbolicLink(
      atPath: link,
      withDestinationPath: try folder.database()
    )
    #expect(openingError(link, access)?.kind == .refusedFile("a symbolic link"))
  }

  @Test(arguments: [Connection.Access.readOnly, .readWrite])
  func `a file with a second name is refused under both`(access: Connection.Access) throws {
    let path = try folder.database()
    try FileManager.default.linkItem(atPath: path, toPath: folder.file("second.db"))
    let kind = SQLiteError.Kind.refusedFile("a file with more than one name (hard links)")
    #expect(openingError(path, access)?.kind == kind)
    #expect(openingError(folder.file("second.db"), access)?.kind == kind)
  }

  @Test(.timeLimit(.minutes(30)), arguments: [Connection.Access.readOnly, .readWrite])
  func `a FIFO is refused and not waited for`(access: Connection.Access) throws {
    try makeFIFO(folder.file("pipe.db"))
    #expect(openingError(folder.file("pipe.db"), access)?.kind == .refusedFile("a FIFO"))
  }

  @Test(.timeLimit(.minutes(30)), arguments: ["-journal", "-wal"])
  func `a FIFO in place of the journal is refused`(ending: String) throws {
    let path = try folder.database()
    try makeFIFO(path + ending)
    let error = openingError(path)
    #expect(error?.kind == .refusedFile("a FIFO"))
    #expect(error?.path == path + ending)
  }

  @Test(arguments: ["-journal", "-wal"])
  func `a link in place of the journal is refused, for a new file too`(ending: String) throws {
    let other = try folder.database("other.db")
    let path = folder.file("school.db")
    try FileManager.default.createSymbolicLink(atPath: path + ending, withDestinationPath: other)
    #expect(openingError(path, .create)?.kind == .refusedFile("a symbolic link"))
    #expect(!folder.names.contains("school.db"))
  }

  @Test func `a device is refused`() {
    #expect(openingError("/dev/null")?.kind == .refusedFile("a device"))
  }

  @Test(arguments: ["", "/", "/.", "/.."])
  func `a folder is refused`(ending: String) {
    #expect(openingError(folder.path + ending)?.kind == .refusedFile("a folder"))
  }

  @Test func `a name that is empty or has a NUL is refused`() throws {
    let path = try folder.database()
    for name in ["", path + "\0", "\0"] {
      #expect(openingError(name)?.extendedCode == 14)
      #expect(openingError(name, .create)?.extendedCode == 14)
    }
  }

  @Test func `a link on the way to the file is followed`() throws {
    let path = try folder.database()
    let link = folder.file("link")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.path)
    let connection = try Connection(opening: link + "/school.db", access: .readWrite)
    try connection.addNote("a")
    #expect(connection.path == link + "/school.db")
    #expect(try impatient(path).notes() == ["a"])
  }

  @Test func `names that mean something to SQLite are names of files`() throws {
    for name in [":memory:", "file:x.db", "file::memory:?cache=shared", "a?mode=ro", "ä ö.db"] {
      _ = try Connection(opening: folder.file(name), access: .create)
      #expect(folder.names.contains(name))
      _ = try Connection(opening: folder.file(name), access: .readWrite)
    }
  }

  @Test(arguments: ["name,height\nNina,170\n", String(repeating: "x", count: 5_000)])
  func `a text file is not a database, and stays as it is`(text: String) throws {
    let path = folder.file("list.csv")
    try text.write(toFile: path, atomically: false, encoding: .utf8)
    for access in [Connection.Access.readOnly, .readWrite] {
      #expect(openingError(path, access)?.kind == .notADatabase)
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    #expect(folder.names == ["list.csv"])
  }

  @Test func `a database with a write-ahead log is refused and not converted`() throws {
    let path = try folder.database()
    try impatient(path).execute("PRAGMA journal_mode = WAL")
    let kind = SQLiteError.Kind.writeAheadLog
    #expect(openingError(path)?.kind == kind)
    // Bytes 18 and 19 of the header are 2 with a write-ahead log and 1 without.
    #expect(try Array(bytes(of: path)[18...19]) == [2, 2])
  }

  @Test(.enabled(if: !isRoot, "root may read and write everything"))
  func `a file without rights is told apart from a missing one`() throws {
    let path = try folder.database()
    try setRights(0o400, of: path)
    #expect(openingError(path, .readWrite)?.kind == .permission)
    #expect(openingError(path, .readOnly) == nil)
    try setRights(0, of: path)
    #expect(openingError(path, .readOnly)?.extendedCode == 14)
  }

  @Test(.enabled(if: !isRoot, "root may read and write everything"))
  func `a folder that cannot be written takes neither a new file nor a change`() throws {
    let path = try folder.database()
    try setRights(0o500, of: folder.path)
    defer { try? setRights(0o700, of: folder.path) }
    #expect(openingError(folder.file("new.db"), .create)?.kind == .permission)
    let connection = try impatient(path)
    #expect(failure { try connection.addNote("a") } != nil)
    #expect(try connection.notes() == [])
  }
}
