import SQLite
import Testing

/// Parts of a transaction that can be taken back alone.
struct SavepointTests {
  let connection: Connection

  init() throws {
    connection = try .inMemory()
    try connection.execute("CREATE TABLE note(text TEXT UNIQUE) STRICT")
  }

  @Test func `a part that returns is kept`() throws {
    let result = try connection.withImmediateTransaction {
      try connection.withSavepoint {
        try connection.addNote("a")
        return 7
      }
    }
    #expect(result == 7)
    #expect(try connection.notes() == ["a"])
  }

  @Test func `a part that throws is undone alone`() throws {
    try connection.withImmediateTransaction {
      try connection.addNote("a")
      #expect(throws: Refusal()) {
        try connection.withSavepoint {
          try connection.addNote("b")
          throw Refusal()
        }
      }
      try connection.addNote("c")
    }
    #expect(try connection.notes() == ["a", "c"])
  }

  @Test func `parts nest`() throws {
    try connection.withImmediateTransaction {
      try connection.withSavepoint {
        try connection.addNote("a")
        #expect(throws: Refusal()) {
          try connection.withSavepoint {
            try connection.addNote("b")
            throw Refusal()
          }
        }
        try connection.withSavepoint { try connection.addNote("c") }
      }
    }
    #expect(try connection.notes() == ["a", "c"])
  }

  @Test func `the outer part takes the inner one with it`() throws {
    try connection.withImmediateTransaction {
      #expect(throws: Refusal()) {
        try connection.withSavepoint {
          try connection.withSavepoint { try connection.addNote("a") }
          throw Refusal()
        }
      }
      try connection.addNote("b")
    }
    #expect(try connection.notes() == ["b"])
  }

  @Test func `a failing statement ends the part with its error`() throws {
    try connection.withImmediateTransaction {
      try connection.addNote("a")
      let error = failure {
        try connection.withSavepoint {
          try connection.addNote("b")
          try connection.addNote("a")
        }
      }
      #expect(error?.kind == .constraint(.unique))
    }
    #expect(try connection.notes() == ["a"])
  }

  @Test func `a part needs a transaction around it`() throws {
    #expect(failure { try connection.withSavepoint {} }?.kind == .misuse)
    #expect(!connection.isInTransaction)
  }

  @Test func `a part works in a transaction begun by hand`() throws {
    try connection.execute("BEGIN")
    try connection.withSavepoint { try connection.addNote("a") }
    #expect(throws: Refusal()) { try connection.withSavepoint { throw Refusal() } }
    try connection.execute("COMMIT")
    #expect(try connection.notes() == ["a"])
  }

  @Test func `a transaction lost inside a part stays lost outside`() throws {
    try connection.execute(
      "CREATE TRIGGER t BEFORE DELETE ON note BEGIN SELECT RAISE(ROLLBACK, 'no'); END"
    )
    let error = failure {
      try connection.withImmediateTransaction {
        try connection.addNote("a")
        _ = failure { try connection.withSavepoint { try connection.run("DELETE FROM note") } }
        try connection.addNote("b")
      }
    }
    #expect(error?.message == "no")
    #expect(try connection.notes() == [])
  }

  @Test func `a part that cannot be undone takes the whole transaction with it`() throws {
    var first: (any Error)?
    let error = failure {
      try connection.withImmediateTransaction {
        try connection.addNote("a")
        do {
          try connection.withSavepoint {
            try connection.addNote("b")
            try connection.execute("RELEASE part")
            throw Refusal()
          }
        } catch { first = error }
        try connection.addNote("c")
      }
    }
    #expect(first is Refusal)
    #expect(error?.message == "no such savepoint: part")
    #expect(try connection.notes() == [])
  }
}
