import Foundation
import TestSupport
import Testing

/// A file whose schema is not the one that the migrations make: nothing that it says is executed,
/// and nobody reads it by accident.
@Suite(.timeLimit(.minutes(30))) struct ForeignSchemaTests {
  /// One way to change the schema, with SQL that any shell runs.
  struct Change: Sendable, CustomTestStringConvertible {
    let what: String
    let script: String
    /// What of it the refusal names.
    let named: String
    /// What `list --damaged` ends with; 0 where the tables can be read.
    var damaged: Int32 = 0
    /// Whether every command is tried on it; else some of each sort are.
    var isTriedWithAll = false

    var testDescription: String { what }
  }

  private static let writers: [[String]] = [
    ["import", "more.csv"], ["impute"], ["correct", "1", "--height", "170 cm", "-m", "x"],
    ["review", "decide", "21", "--gender", "female"], ["review", "undo"],
    ["review", "accept", "--at-least", "0.6", "--yes"], ["revert", "i1", "-m", "x"],
    ["review", "sign-off", "--name", "A", "--role", "B", "--allow-open"],
  ]

  private static let few: [[String]] = [
    ["import", "more.csv"], ["review", "decide", "21", "--gender", "female"], ["status"],
    ["export"],
  ]

  private static let readers: [[String]] = [
    ["status"], ["list"], ["show", "1"], ["show", "r1"], ["log"], ["check"], ["export"],
    ["explain", "21"], ["review", "queue"], ["review", "export"], ["model", "export", "r1"],
    ["evaluate", "--folds", "2"], ["impute", "--rerun", "r1", "--check"], ["diff", "r1", "r1"],
  ]

  /// What a file in order answers.
  private static let clean = Result {
    let world = try TestWorld.imputedOnce()
    return [["list", "--json"], ["review", "queue", "--json"], ["show", "21"]]
      .map { ($0, world.run($0).text) }
  }

  private func changed(_ script: String) throws -> TestWorld {
    let world = try TestWorld.imputedOnce()
    try world.write(try PreparedSchool.bytes.get(), to: "victim.studentdb.copy")
    try #require(
      SQLiteShell.run(
        script.replacing("VICTIM", with: world.path("victim.studentdb.copy")),
        on: world.path("school.studentdb")
      ) == nil
    )
    return world
  }

  @Test(arguments: changes)
  func `every command refuses, says what differs, and changes nothing`(change: Change) throws {
    let world = try changed(change.script)
    let before = world.database
    for command in change.isTriedWithAll ? Self.writers + Self.readers : Self.few {
      let answer = world.run(command)
      #expect(answer.status == 65, "\(command): \(answer.messages)")
      #expect(answer.messages.contains(change.named), "\(command): \(answer.messages)")
      #expect(answer.output.isEmpty, "\(command)")
    }
    #expect(world.database == before)
    #expect(world.bytes("victim.studentdb.copy") == (try PreparedSchool.bytes.get()))
    #expect(world.contents == ["more.csv", "school.studentdb", "victim.studentdb.copy"])
  }

  @Test(arguments: changes)
  func `verify ends and names what differs`(change: Change) throws {
    let answer = try changed(change.script).run("verify")
    #expect(answer.status == 65)
    let said = answer.text + answer.messages
    #expect(said.contains(change.named), "\(said)")
    #expect(!said.contains("Everything is as the trail says"))
  }

  @Test(arguments: changes)
  func `--damaged reads the tables, or says why it cannot, and only looks`(change: Change) throws {
    let world = try changed(change.script)
    for (command, wanted) in try Self.clean.get() {
      let answer = world.run(command + ["--damaged"])
      #expect(answer.status == change.damaged, "\(command): \(answer.messages)")
      if change.damaged == 0 {
        #expect(answer.text == wanted, "\(command)")
        #expect(answer.messages.contains("do not rely on it"))
      }
    }
    let before = world.database
    for command in change.isTriedWithAll ? Self.writers : [["import", "more.csv"]] {
      #expect(world.run(command + ["--damaged"]).status == 64, "\(command)")
    }
    #expect(world.database == before)
  }

  @Test func `--damaged on a file in order changes nothing of the answer`() throws {
    let world = try changed("")
    for command in Self.readers {
      let plain = world.run(command)
      let damaged = world.run(command + ["--damaged"])
      #expect(damaged.status == plain.status, "\(command)")
      #expect(damaged.text == plain.text, "\(command)")
      #expect(damaged.messages == plain.messages, "\(command)")
    }
  }

  @Test(arguments: ["VACUUM", "UPDATE sqlite_schema SET rowid = 5000 - rowid; VACUUM"])
  func `the order of the list is no difference`(script: String) throws {
    let world = try changed(script)
    #expect(world.run("status").status == 0)
    #expect(world.run("verify").status == 0)
    #expect(world.run("import", "more.csv").status == 0)
  }

  @Test func `ANALYZE is taken back by the command that the refusal names`() throws {
    let world = try changed("ANALYZE")
    let answer = world.run("status")
    let command = "'DROP TABLE sqlite_stat1'"
    #expect(answer.messages.contains("sqlite3 \(world.path("school.studentdb")) \(command)"))
    let statement = String(command.dropFirst().dropLast())
    #expect(SQLiteShell.run(statement, on: world.path("school.studentdb")) == nil)
    #expect(world.run("status").status == 0)
    #expect(world.run("verify").status == 0)
  }
}
