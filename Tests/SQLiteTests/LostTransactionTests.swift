import SQLite
import Testing

/// Transactions that SQLite ends by itself.
///
/// The danger is a body that goes on: its next statement would be committed on its own.
struct LostTransactionTests {
  let connection: Connection

  init() throws {
    connection = try .inMemory()
    try connection.execute(
      """
      CREATE TABLE note(text TEXT UNIQUE) STRICT;
      CREATE TRIGGER no_b BEFORE INSERT ON note WHEN new.text = 'b' BEGIN
        SELECT RAISE(ROLLBACK, 'no b');
      END;
      """
    )
  }

  @Test func `the error that cost the transaction is passed on`() throws {
    let error = failure {
      try connection.withImmediateTransaction {
        try connection.addNote("a")
        try connection.addNote("b")
      }
    }
    #expect(error?.kind == .constraint(.trigger))
    #expect(error?.message == "no b")
    #expect(!connection.isInTransaction)
    #expect(try connection.notes() == [])
  }

  @Test func `a body that swallows the error writes nothing afterwards`() throws {
    var later: SQLiteError?
    let error = failure {
      try connection.withImmediateTransaction {
        try connection.addNote("a")
        _ = failure { try connection.addNote("b") }
        later = failure { try connection.addNote("c") }
      }
    }
    #expect(error?.message == "no b")
    #expect(later == error)
    #expect(try connection.notes() == [])
  }

  @Test func `every way to run a statement is closed`() throws {
    var query = try connection.prepare("SELECT text FROM note")
    var insert = try connection.prepare("INSERT INTO note VALUES('c')")
    var errors: [SQLiteError?] = []
    _ = failure {
      try connection.withImmediateTransaction {
        _ = failure { try connection.addNote("b") }
        errors = [
          failure { try connection.execute("INSERT INTO note VALUES('c')") },
          failure { try connection.run("INSERT INTO note VALUES('c')") },
          failure { try insert.run() },
          failure { try query.forEachRow { _ in } },
          failure { _ = try query.first { _ in 0 } },
          failure { _ = try query.map { _ in 0 } },
          failure { try connection.setUserVersion(7) },
          failure { try connection.setApplicationID(7) },
        ]
      }
    }
    #expect(errors.count == 8)
    #expect(errors.allSatisfy { $0?.message == "no b" })
    #expect(try connection.userVersion() == 0)
    #expect(try connection.applicationID() == 0)
    #expect(try connection.notes() == [])
  }

  @Test func `the next transaction is not held up by the lost one`() throws {
    _ = failure { try connection.withImmediateTransaction { try connection.addNote("b") } }
    try connection.withImmediateTransaction { try connection.addNote("c") }
    #expect(try connection.notes() == ["c"])
  }

  @Test func `an error of the body after the loss is still the body's`() throws {
    #expect(throws: Refusal()) {
      try connection.withImmediateTransaction {
        _ = failure { try connection.addNote("b") }
        throw Refusal()
      }
    }
    #expect(try connection.notes() == [])
  }

  @Test func `a ROLLBACK inside the body is found out`() throws {
    let error = failure {
      try connection.withImmediateTransaction {
        try connection.addNote("a")
        try connection.execute("ROLLBACK")
        try connection.addNote("c")
      }
    }
    #expect(error?.kind == .misuse)
    #expect(error?.message == "the transaction was ended inside its body")
    #expect(try connection.notes() == [])
  }

  @Test func `a ROLLBACK inside the body does not hide the body's error`() throws {
    #expect(throws: Refusal()) {
      try connection.withImmediateTransaction {
        try connection.execute("ROLLBACK")
        throw Refusal()
      }
    }
  }

  @Test func `a COMMIT inside the body is found out`() throws {
    let error = failure {
      try connection.withImmediateTransaction { try connection.execute("COMMIT") }
    }
    #expect(error?.kind == .misuse)
    try connection.withImmediateTransaction { try connection.addNote("a") }
    #expect(try connection.notes() == ["a"])
  }

  @Test func `OR ROLLBACK counts as a loss`() throws {
    let error = failure {
      try connection.withImmediateTransaction {
        try connection.addNote("a")
        _ = failure { try connection.run("INSERT OR ROLLBACK INTO note VALUES('a')") }
        try connection.addNote("c")
      }
    }
    #expect(error?.kind == .constraint(.unique))
    #expect(try connection.notes() == [])
  }
}
