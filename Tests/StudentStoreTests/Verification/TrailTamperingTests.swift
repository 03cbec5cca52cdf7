import SQLite
import Testing

@testable import StudentStore

/// The trail itself: no entry can be changed, moved, taken out or put in.
@Suite struct TrailTamperingTests {
  private func failures(
    after statement: String,
    _ values: SQLiteValue...
  ) throws -> [Verification.Failure] {
    let school = try TestSchool.whole()
    try school.behindTheBack("trail") { try $0.run(SQL(typed: statement), values) }
    return try school.database.verify().failures
  }

  @Test(arguments: ["recorded_at", "kind", "actor", "body", "previous_hash", "hash"])
  func `every column of every entry is held by its hash`(column: String) throws {
    let school = try TestSchool.whole()
    let last = try school.database.head().sequence
    for sequence in 1...last {
      let stored = try #require(
        try school.connection.value(
          "SELECT \(column) FROM trail WHERE sequence = ?",
          .integer(sequence)
        )
      )
      var changed = stored
      switch stored {
      case .text(let text): changed = .text(text + " ")
      case .blob(var blob):
        blob[blob.count - 1] ^= 1
        changed = .blob(blob)
      default: Issue.record("a column of the trail is neither text nor bytes")
      }
      let update = "UPDATE trail SET \(column) = ? WHERE sequence = ?"
      try school.behindTheBack("trail", run: update, changed, .integer(sequence))
      let failures = try school.database.verify().failures
      #expect(
        failures.contains {
          $0.table == "trail" && $0.key == "entry \(sequence)"
            && $0.message == "its content does not give its hash: it was changed"
        },
        "\(column) of \(sequence): \(failures)"
      )
      try school.behindTheBack("trail", run: update, stored, .integer(sequence))
    }
    #expect(try school.database.verify().ok)
  }

  @Test func `an entry hashed anew breaks the one after it`() throws {
    let school = try TestSchool.whole()
    try school.behindTheBack("trail") { connection in
      try connection.run("UPDATE trail SET actor = 'eve' WHERE sequence = 5")
      try rehash(5, connection)
    }
    #expect(
      try school.database.verify().lines
        == ["trail entry 6: it does not name the hash of the entry before it"]
    )
  }

  @Test func `the last entry cannot go while its rows stay`() throws {
    let lines = try failures(after: "DELETE FROM trail WHERE sequence = 17").map {
      "\($0.table) \($0.key)"
    }
    // The void and the decision that it was for.
    #expect(lines.contains("review_decision 12, student 3"))
    #expect(lines.contains("sign_off_void 2, sign_off 1, student 3"))
  }

  @Test func `an entry taken out of the middle leaves a gap`() throws {
    let lines = try failures(after: "DELETE FROM trail WHERE sequence = 6").map {
      "\($0.table) \($0.key): \($0.message)"
    }
    #expect(lines.contains("trail entry 7: entry 6 is missing before it"))
    #expect(lines.contains("trail entry 7: it does not name the hash of the entry before it"))
  }

  @Test func `two entries that change places are found`() throws {
    let school = try TestSchool.whole()
    try school.behindTheBack("trail") { connection in
      try connection.execute(
        """
        UPDATE trail SET sequence = 1000 WHERE sequence = 6;
        UPDATE trail SET sequence = 6 WHERE sequence = 7;
        UPDATE trail SET sequence = 7 WHERE sequence = 1000
        """
      )
    }
    let keys = Set(try school.database.verify().failures.filter { $0.table == "trail" }.map(\.key))
    #expect(keys.isSuperset(of: ["entry 6", "entry 7", "entry 8"]))
  }

  @Test func `an entry copied to the end is found, and so is its claim on covered rows`() throws {
    let failures = try failures(
      after: """
        INSERT INTO trail
        SELECT 28, recorded_at, kind, actor, body, previous_hash, zeroblob(32)
        FROM trail WHERE sequence = 27
        """
    )
    #expect(failures.contains { $0.table == "trail" && $0.key == "entry 28" })
    // Its body claims the rows of the entry it was copied from.
    #expect(failures.contains { $0.key == "entries 27 and 28" })
  }

  @Test func `a trail that is empty is found`() throws {
    let failures = try failures(after: "DELETE FROM trail")
    #expect(failures.contains(.init(table: "trail", key: "entry 1", message: "the trail is empty")))
  }

  @Test func `a body that cannot be read is found`() throws {
    let failures = try failures(
      after: "UPDATE trail SET body = ? WHERE sequence = 5",
      .blob([9, 9, 9])
    )
    #expect(
      failures.contains(
        .init(table: "trail", key: "entry 5", message: "its body cannot be read")
      )
    )
  }

  /// Gives an entry the hash of its content.
  private func rehash(_ sequence: Int64, _ connection: Connection) throws {
    try TrailForgery(connection).rehash(sequence)
  }
}
