import Foundation
import SQLite
import Testing

/// The header of the file and the checks that SQLite offers.
struct PragmaTests {
  @Test(arguments: [Int32.min, -1, 0, 1, Int32.max])
  func `the numbers in the header keep 32 bits and stay in the file`(number: Int32) throws {
    let folder = try TemporaryFolder()
    let path = try folder.database()
    do {
      let connection = try impatient(path)
      try connection.setApplicationID(number)
      try connection.setUserVersion(number)
    }
    let connection = try impatient(path, .readOnly)
    #expect(try connection.applicationID() == number)
    #expect(try connection.userVersion() == number)
    // SQLite's file format: the version at byte 60, the application at byte 68, big-endian.
    let header = try bytes(of: path)
    for offset in [60, 68] {
      let word = header[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      #expect(Int32(bitPattern: word) == number)
    }
  }

  @Test func `a sound database has no findings`() throws {
    let connection = try Connection.inMemory()
    try connection.execute("CREATE TABLE a(x PRIMARY KEY); CREATE TABLE b(x REFERENCES a)")
    #expect(try connection.integrityMessages() == [])
    #expect(try connection.foreignKeyViolations().isEmpty)
  }

  @Test func `foreign keys that lead nowhere are listed`() throws {
    let connection = try Connection.inMemory()
    try connection.execute(
      """
      CREATE TABLE a(x INTEGER PRIMARY KEY);
      CREATE TABLE b(x REFERENCES a);
      CREATE TABLE c(x PRIMARY KEY REFERENCES a) WITHOUT ROWID;
      PRAGMA foreign_keys = OFF;
      INSERT INTO b(rowid, x) VALUES(5, 7), (6, NULL);
      INSERT INTO c VALUES(8);
      """
    )
    let found = try connection.foreignKeyViolations().sorted { $0.table < $1.table }
    #expect(found.map(\.table) == ["b", "c"])
    #expect(found.map(\.rowID) == [5, nil])
    #expect(found.map(\.parent) == ["a", "a"])
  }

  @Test func `a NOT NULL column with NULL in it is a finding`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("school.db")
    do {
      let connection = try Connection(opening: path, access: .create)
      try connection.execute("CREATE TABLE t(a, b TEXT         ); INSERT INTO t VALUES(1, NULL)")
    }
    // What a person with another program can do: the schema text itself is changed in the file.
    var content = try bytes(of: path)
    let place = try #require(content.range(of: Data("b TEXT         )".utf8)))
    content.replaceSubrange(place, with: Data("b TEXT NOT NULL)".utf8))
    try content.write(to: URL(fileURLWithPath: path))
    #expect(try impatient(path).integrityMessages() == ["NULL value in t.b"])
  }

  @Test func `a journal left by a stopped writer is rolled back, given write access`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.database()
    let writer = try impatient(path)
    try writer.addNote("before")
    try writer.execute("PRAGMA cache_size = 1; BEGIN IMMEDIATE; DELETE FROM note")
    for number in 1...500 { try writer.addNote("after \(number)") }
    // As after a power cut: both files as they are on disk in the middle of the transaction.
    for ending in ["", "-journal"] {
      try bytes(of: path + ending).write(to: URL(fileURLWithPath: folder.file("cut.db" + ending)))
    }
    let cut = folder.file("cut.db")
    let error = failure { _ = try impatient(cut, .readOnly) }
    #expect(error?.kind == .needsRecovery)
    #expect(try impatient(cut).notes() == ["before"])
    #expect(try impatient(cut, .readOnly).notes() == ["before"])
    #expect(!folder.names.contains("cut.db-journal"))
  }
}
