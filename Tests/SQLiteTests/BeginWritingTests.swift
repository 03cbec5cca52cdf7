import Glibc
import TestSupport
import Testing

@testable import SQLite

/// The hint that lets the disk work during a long transaction.
///
/// How soon the disk is done cannot be tested; that the hint goes to the right file can.
struct BeginWritingTests {
  @Test func `the descriptor is the one that a connection writes the file by`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("school.db")
    do {
      let connection = try Connection(opening: path, access: .create)
      try connection.execute("CREATE TABLE t (a)")
      let descriptor = try #require(try DatabaseFile(existing: path).writingDescriptor)
      var open = stat()
      var named = stat()
      #expect(unsafe fstat(descriptor, &open) == 0)
      #expect(unsafe stat(path, &named) == 0)
      #expect(open.st_ino == named.st_ino)
      // Another file's is not taken for it.
      let other = try Connection(opening: folder.file("other.db"), access: .create)
      let others = try DatabaseFile(existing: folder.file("other.db")).writingDescriptor
      #expect(others != descriptor)
      withExtendedLifetime((connection, other)) {}
    }
    #expect(try DatabaseFile(existing: path).writingDescriptor == nil)
    let reader = try Connection(opening: path, access: .readOnly)
    #expect(try DatabaseFile(existing: path).writingDescriptor == nil)
    withExtendedLifetime(reader) {}
  }

  @Test func `rows are there as without the hint, also when nobody listens to it`() throws {
    let folder = try TemporaryFolder()
    let connections = [
      try Connection(opening: folder.file("school.db"), access: .create),
      try Connection.inMemory(),
    ]
    for connection in connections {
      try connection.execute("CREATE TABLE t (a)")
      try connection.withImmediateTransaction {
        for number in 0..<100 {
          try connection.run("INSERT INTO t VALUES (zeroblob(9000))")
          if number % 10 == 0 { connection.beginWriting() }
        }
      }
      var statement = try connection.prepare("SELECT count(*) FROM t")
      #expect(try statement.first { row in try row.integer(at: 0) } == 100)
    }
  }
}
