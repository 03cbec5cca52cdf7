import SQLite
import Testing

/// Several connections on one file.
struct LockingTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = try folder.database()
  }

  @Test func `a second writer is told that the database is busy`() throws {
    let first = try impatient(path)
    let second = try impatient(path)
    try first.withImmediateTransaction {
      try first.addNote("a")
      var isBegun = false
      let error = failure { try second.withImmediateTransaction { isBegun = true } }
      #expect(error?.kind == .busy)
      #expect(error?.sql == "BEGIN IMMEDIATE")
      #expect(!isBegun)
      #expect(failure { try second.addNote("b") }?.kind == .busy)
    }
    try second.withImmediateTransaction { try second.addNote("b") }
    #expect(try first.notes() == ["a", "b"])
  }

  @Test func `the busy timeout is waited for`() throws {
    let first = try impatient(path)
    let second = try Connection(
      opening: path,
      access: .readWrite,
      busyTimeout: .milliseconds(200)
    )
    let clock = ContinuousClock()
    try first.withImmediateTransaction {
      let waited = clock.measure { _ = failure { try second.addNote("b") } }
      #expect(waited > .milliseconds(150))
    }
  }

  @Test func `a reader holds up the COMMIT, which then undoes everything`() throws {
    let writer = try impatient(path)
    let reader = try impatient(path)
    try reader.withReadTransaction {
      let error = failure {
        try writer.withImmediateTransaction { try writer.addNote("a") }
      }
      #expect(error?.kind == .busy)
      #expect(error?.sql == "COMMIT")
      #expect(!writer.isInTransaction)
    }
    #expect(try reader.notes() == [])
    try writer.withImmediateTransaction { try writer.addNote("a") }
    #expect(try reader.notes() == ["a"])
  }

  @Test func `a read transaction sees the state of its start`() throws {
    let writer = try impatient(path)
    let reader = try impatient(path, .readOnly)
    let seen = try reader.withReadTransaction {
      // No query yet: the lock must be there all the same.
      #expect(failure { try writer.addNote("a") }?.kind == .busy)
      return try reader.notes()
    }
    #expect(seen == [])
    try writer.addNote("a")
    #expect(try reader.notes() == ["a"])
  }

  @Test func `the data version shows what others have committed`() throws {
    let first = try impatient(path)
    let second = try impatient(path)
    let before = try first.dataVersion()
    try first.addNote("a")
    #expect(try first.dataVersion() == before)
    try second.addNote("b")
    #expect(try first.dataVersion() != before)
  }

  @Test func `a connection for reading cannot write`() throws {
    let reader = try impatient(path, .readOnly)
    #expect(failure { try reader.addNote("a") }?.kind == .readOnly)
    #expect(failure { try reader.withImmediateTransaction {} }?.kind == .readOnly)
    #expect(failure { try reader.setUserVersion(1) }?.kind == .readOnly)
    #expect(try reader.notes() == [])
  }

  @Test func `a transaction ends with its connection`() throws {
    do {
      let lost = try impatient(path)
      try lost.execute("BEGIN IMMEDIATE; INSERT INTO note VALUES('a')")
    }
    let next = try impatient(path)
    try next.addNote("b")
    #expect(try next.notes() == ["b"])
    #expect(folder.names == ["school.db"])
  }

  @Test func `four writers at once lose nothing and none is turned away`() async throws {
    let path = path
    let counts = 50
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 1...4 {
        group.addTask {
          let connection = try Connection(opening: path, access: .readWrite)
          for count in 1...counts {
            // The read before the write is what a DEFERRED transaction would stumble over.
            try connection.withImmediateTransaction {
              _ = try connection.value("SELECT count(*) FROM note")
              try connection.addNote("\(writer)-\(count)")
            }
          }
        }
      }
      try await group.waitForAll()
    }
    let connection = try impatient(path)
    #expect(try connection.value("SELECT count(*) FROM note") == .integer(200))
    #expect(try connection.integrityMessages() == [])
  }
}
