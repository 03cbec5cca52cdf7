import Testing

@testable import SQLite

/// A statement that went out of scope is kept for the next with the same text, and nothing of its use is.
struct KeptStatementTests {
  let connection: Connection

  init() throws {
    connection = try .inMemory()
    try connection.execute("CREATE TABLE note(text TEXT UNIQUE) STRICT")
    for text in ["a", "b", "c"] { try connection.addNote(text) }
  }

  @Test func `what was bound is not bound in the next`() throws {
    let question: SQL = "SELECT ?1 IS NULL"
    do {
      var first = try connection.prepare(question)
      #expect(try first.first(binding: .text("secret")) { try $0.integer(at: 0) } == 0)
    }
    var second = try connection.prepare(question)
    #expect(failure { _ = try second.first { try $0.integer(at: 0) } }?.kind == .misuse)
    #expect(try second.first(binding: .null) { try $0.integer(at: 0) } == 1)
  }

  @Test func `a loop that was left early is begun anew, and holds no lock`() throws {
    struct Enough: Error {}
    func firstNote() throws -> [String] {
      var seen: [String] = []
      var statement = try connection.prepare("SELECT text FROM note ORDER BY text")
      do {
        try statement.forEachRow { row in
          seen.append(try row.text(at: 0))
          throw Enough()
        }
      } catch is Enough {}
      return seen
    }
    #expect(try firstNote() == ["a"])
    #expect(try firstNote() == ["a"])
    try connection.execute("DROP TABLE note")
  }

  @Test func `two of one text run at once`() throws {
    let question: SQL = "SELECT text FROM note ORDER BY text"
    var pairs: [String] = []
    var outer = try connection.prepare(question)
    try outer.forEachRow { row in
      let left = try row.text(at: 0)
      var inner = try connection.prepare(question)
      try inner.forEachRow { pairs.append(left + (try $0.text(at: 0))) }
    }
    #expect(pairs == ["aa", "ab", "ac", "ba", "bb", "bc", "ca", "cb", "cc"])
  }

  @Test func `after an error it runs as before`() throws {
    for _ in 1...2 {
      #expect(failure { try connection.addNote("a") }?.kind == .constraint(.unique))
    }
    try connection.addNote("d")
    #expect(try connection.notes() == ["a", "b", "c", "d"])
  }

  @Test func `a definition that changed meanwhile counts, the program's own views first`() throws {
    try connection.execute("CREATE VIEW newest AS SELECT max(text) AS text FROM note")
    func newest() throws -> String? {
      var statement = try connection.prepare("SELECT text FROM newest")
      return try statement.first { row in try row.text("text") }
    }
    #expect(try newest() == "c")
    try connection.execute(
      "DROP VIEW newest; CREATE VIEW newest AS SELECT 1 AS line, min(text) AS text FROM note"
    )
    #expect(try newest() == "a")
    try connection.execute("CREATE TEMP VIEW newest AS SELECT 'own' AS text")
    #expect(try newest() == "own")
  }

  @Test func `what a user types is compiled each time, so that the guard is asked`() throws {
    let text = "SELECT fts5_source_id() <> ''"
    #expect(try connection.value(text) == .integer(1))
    try connection.restrictToReading()
    #expect(failure { _ = try connection.prepare(typed: text) }?.kind == .authorization)
  }

  @Test func `it is compiled once, and not more are kept than fit`() throws {
    for number in 1...300 {
      var statement = try connection.prepare(SQL(typed: "SELECT \(number)"))
      #expect(try statement.first { try $0.integer(at: 0) } == Int64(number))
    }
    #expect((1...128).contains(connection.compiled.count))
    let before = connection.compiled.count
    for _ in 1...3 { _ = try connection.notes() }
    #expect(connection.compiled.count <= before + 1)
  }
}
