import Foundation
import StudentStore
import Testing

@testable import StudentDBCommands

/// `query`: SQL that a person types reads, within its limits, and does nothing else.
struct QueryTests {
  private static func school() throws -> TestWorld {
    try TestWorld.imputed(Rosters.small)
  }

  @Test func `a question is answered in every format`() throws {
    let world = try Self.school()
    let sql = "SELECT student, name, height_cm, NULL AS empty FROM effective_student LIMIT 1"
    #expect(
      world.run("query", sql).text == """
        student  name    height_cm  empty
              1  Girl 1      157.0

        """
    )
    #expect(
      world.run("query", sql, "--format", "csv").text
        == "student,name,height_cm,empty\n1,Girl 1,157.0,\n"
    )
    #expect(
      world.run("query", sql, "--format", "tsv").text
        == "student\tname\theight_cm\tempty\n1\tGirl 1\t157.0\t\n"
    )
    #expect(
      world.run("query", sql, "--format", "jsonl").text
        == #"{"student":1,"name":"Girl 1","height_cm":157.0,"empty":null}"# + "\n"
    )
    let row = try world.json("query", sql).array[0]
    #expect(row["name"].text == "Girl 1")
    #expect(row.keys == ["empty", "height_cm", "name", "student"])
  }

  @Test func `standard input has the question, with comments and a semicolon`() throws {
    let world = try Self.school()
    world.standardInput = Array("-- how many\nSELECT count(*) AS n\nFROM student;\n".utf8)
    #expect(world.run("query", "-", "--format", "csv").text == "n\n\(try count(world))\n")
    world.standardInput = [0x53, 0xFF]
    #expect(world.run("query", "-").status == 65)
  }

  private func count(_ world: TestWorld) throws -> Int {
    try world.json("list").array.count
  }

  @Test func `the answer to nothing says so, and keeps its headings`() throws {
    let world = try Self.school()
    let sql = "SELECT id, name AS \"a,b\" FROM student WHERE 0"
    #expect(world.run("query", sql).text == "no rows\n")
    #expect(world.run("query", sql, "--format", "csv").text == "id,\"a,b\"\n")
    #expect(world.run("query", sql, "--json").text == "[]\n")
  }

  @Test func `two columns of one name are both in the JSON`() throws {
    let world = try Self.school()
    let row = try world.json("query", "SELECT 1 AS a, 2 AS a, x'00ff' AS b, 9e999 AS c").array[0]
    #expect(row.keys == ["a", "a:2", "b", "c"])
    #expect(row["b"].text == "X'00FF'")
  }

  @Test func `what a name holds does not reach the terminal`() throws {
    let world = try Self.school()
    world.isOutputTerminal = true
    let sql = "SELECT char(27) || '[31m' AS a, char(8238) AS b, 'x' AS \"\u{1B}]0;t\u{7}\""
    for format in ["table", "csv", "tsv", "json", "jsonl"] {
      let bytes = world.run("query", sql, "--format", format).output
      #expect(!bytes.contains { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 }, "\(format)")
      #expect(!String(decoding: bytes, as: UTF8.self).contains("\u{202E}"))
    }
  }

  @Test(arguments: [
    (
      "SELECT 1 FORM x",
      "near \"x\": syntax error, at line 1, column 15:\n  SELECT 1 FORM x\n                ^"
    ),
    (
      "SELECT 1,\n ähm FROM student",
      "no such column: ähm, at line 2, column 2:\n   ähm FROM student\n   ^"
    ),
    ("SELECT '{' ->> 'a'", "malformed JSON"),
    ("SELECT 1; SELECT 2", "text follows the first statement"),
    ("", "there is no statement"), ("/* nothing */", "there is no statement"),
    ("SELECT ?", "a parameter (?)"),
    ("SELECT (", "incomplete input"), ("SELECT \"abc\"", "no such column: abc"),
    ("SELECT abs(-9223372036854775808)", "integer overflow"),
    ("SELECT nosuch(1)", "no such function: nosuch"),
    ("SELECT 1 FROM nosuch", "no such table: nosuch"),
  ])
  func `a mistake is told in SQLite's words, with its place`(sql: String, words: String) throws {
    let world = try Self.school()
    let answer = world.run("query", sql)
    #expect(answer.status == 65)
    #expect(answer.messages.contains(words), "\(answer.messages)")
    #expect(answer.output.isEmpty)
  }

  @Test(arguments: [
    "DELETE FROM student", "PRAGMA user_version", "ATTACH 'x.db' AS x", "VACUUM INTO 'x.db'",
    "SELECT load_extension('x')", "SELECT writefile('x.db', 'y')", "BEGIN IMMEDIATE",
    "WITH x AS (SELECT 1) INSERT INTO trail SELECT * FROM x", "CREATE TEMP TABLE x(a)",
    "SELECT name FROM pragma_database_list", "PRAGMA hard_heap_limit = 0",
    "EXPLAIN DELETE FROM trail",
    "CREATE VIRTUAL TABLE x USING fts5(a)", "SELECT edit('x')", "SELECT readfile('/etc/passwd')",
    "UPDATE student SET name = 'x' RETURNING name", "DROP TRIGGER trail_no_delete",
  ])
  func `what is more than reading is refused, and changes nothing`(sql: String) throws {
    let world = try Self.school()
    let before = world.database
    let answer = world.run("query", sql)
    // A function that only a shell has is one that SQLite does not know.
    #expect([77, 65].contains(answer.status), "\(answer.messages)")
    #expect(
      answer.messages.contains("not permitted here; a query may SELECT")
        || answer.messages.contains("no such function")
    )
    #expect(world.database == before)
    #expect(world.contents == ["class.csv", "school.studentdb"])
  }

  @Test func `more rows than the limit are told of`() throws {
    let world = try Self.school()
    let counting = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n FROM c"
    let cut = world.run("query", counting, "--format", "csv")
    #expect(cut.status == 4)
    #expect(cut.outputLines.count == 1_002)
    #expect(
      cut.messages == "studentdb: only the first 1000 rows; there are more: --limit N gives up to N"
    )
    let whole = world.run("query", counting + " LIMIT 5", "--limit", "5")
    #expect(whole.status == 0)
    #expect(whole.messages.isEmpty)
    #expect(world.run("query", counting + " LIMIT 6", "--limit", "5").status == 4)
  }

  private static let endless =
    "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT max(n) FROM c"

  @Test(.timeLimit(.minutes(1))) func `a query that does not end is stopped`() throws {
    let world = try Self.school()
    var environment = world.world
    let start = ContinuousClock.now
    environment.seconds = { (ContinuousClock.now - start) / .seconds(1) }
    #expect(
      CommandLineProgram.run(["query", Self.endless, "--seconds", "0.2"], in: environment) == 65
    )
    #expect(ContinuousClock.now - start < .seconds(20))
    let second = world.run("query", "SELECT 1 AS one", "--format", "csv")
    #expect(second.text == "one\n1\n")
  }

  @Test func `a value or an answer that is too large is refused`() throws {
    let world = try Self.school()
    for sql in [
      "SELECT zeroblob(17000000)",
      "SELECT length(replace(hex(zeroblob(4000)), '00', hex(zeroblob(4000))))",
      "SELECT '\(String(repeating: "x", count: 1 << 20))'",
    ] {
      let answer = world.run("query", sql)
      #expect(answer.status == 65)
      #expect(answer.messages.contains("longer than"), "\(answer.messages.prefix(200))")
    }
    let answer = world.run(
      "query",
      "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) "
        + "SELECT zeroblob(1000000) FROM c",
      "--memory",
      "32"
    )
    #expect(answer.status == 65)
    #expect(answer.messages.contains("--memory N gives it N MiB"))
  }

  @Test func `SQLite's memory is limited, in a process that sets it first`() async {
    await #expect(processExitsWith: .success) {
      #expect(SchoolDatabase.limitMemory(toBytes: 64 << 20))
      let world = try QueryTests.school()
      // Sorting keeps every row in memory.
      let answer = world.run(
        "query",
        "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 100000) "
          + "SELECT n FROM c ORDER BY zeroblob(4000 + n), n",
        "--seconds",
        "600"
      )
      #expect(answer.status == 65)
      #expect(answer.messages.contains("more memory than it may"), "\(answer.messages)")
      #expect(!SchoolDatabase.limitMemory(toBytes: 1 << 20), "too late")
    }
  }

  @Test func `one call of a function that does not end is stopped, too`() async {
    await #expect(processExitsWith: .exitCode(65)) {
      let world = try QueryTests.school()
      // Four thousand million comparisons of four megabytes each.
      let sql = """
        SELECT instr(replace(hex(zeroblob(4000000)), '00', 'aa'),
          replace(hex(zeroblob(2000000)), '00', 'aa') || 'b')
        """
      var environment = world.world
      environment.endAfter = Environment.real().endAfter
      _ = CommandLineProgram.run(["query", sql, "--seconds", "0.1"], in: environment)
    }
  }

  @Test(arguments: [
    ["--limit", "0"], ["--seconds", "0"], ["--seconds", "nan"], ["--memory", "1"],
  ])
  func `a limit that makes no sense is a mistake`(option: [String]) throws {
    #expect(try Self.school().run(["query", "SELECT 1"] + option).status == 64)
  }

  @Test func `one snapshot: a query of a damaged file says so and reads it`() throws {
    let world = try Self.school()
    let answer = world.run("query", "SELECT count(*) AS n FROM active_student", "--damaged")
    #expect(answer.status == 0)
  }

  /// Each statement of the guide's block of SQL.
  private static let examples: [String] = {
    let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let guide = try? String(
      contentsOf: root.appendingPathComponent("Guides/Schema.md"),
      encoding: .utf8
    )
    let block = guide?.components(separatedBy: "```sql\n").dropFirst().first?
      .components(separatedBy: "```").first
    return block?.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("--") } ?? []
  }()

  @Test func `every example of the guide to the schema is answered, with one for each view`() throws
  {
    let world = try Self.school()
    for example in Self.examples {
      let answer = world.run("query", example)
      #expect(answer.status == 0, "\(example): \(answer.messages)")
    }
    let views = world.run(
      "query",
      "SELECT name FROM sqlite_schema WHERE type = 'view'",
      "--format",
      "tsv"
    ).outputLines.dropFirst().filter { !$0.isEmpty }
    #expect(views.count >= 10)
    for view in views {
      #expect(Self.examples.contains { $0.contains(view) }, "\(view) has no example")
    }
  }
}
