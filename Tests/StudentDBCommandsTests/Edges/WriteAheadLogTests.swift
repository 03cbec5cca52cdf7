import Foundation
import TestSupport
import Testing

/// A file that another program set to keep a write-ahead log: how to end that is said.
@Suite struct WriteAheadLogTests {
  static let names = [
    ("school.studentdb", "sqlite3 %/school.studentdb 'PRAGMA journal_mode=DELETE'"),
    ("our school.studentdb", "sqlite3 '%/our school.studentdb' 'PRAGMA journal_mode=DELETE'"),
    ("O'Hara's.studentdb", #"sqlite3 '%/O'\''Hara'\''s.studentdb' 'PRAGMA journal_mode=DELETE'"#),
    ("$HOME;rm.studentdb", "sqlite3 '%/$HOME;rm.studentdb' 'PRAGMA journal_mode=DELETE'"),
  ]

  @Test(arguments: names)
  func `the command that ends it is named, quoted for sh, and works`(
    name: String,
    command: String
  ) throws {
    let world = try TestWorld(["class.csv": Rosters.small])
    #expect(world.run("import", "class.csv", "--db", name).status == 0)
    let path = world.path(name)
    #expect(SQLiteShell.run("PRAGMA journal_mode = WAL", on: path) == nil)
    let before = world.bytes(name)
    for arguments in [["status"], ["verify"], ["import", "class.csv"], ["list", "--damaged"]] {
      let answer = world.run(arguments + ["--db", name])
      #expect(answer.status == 65, "\(arguments)")
      #expect(
        answer.messages.contains(command.replacing("%", with: world.folder.path)),
        "\(answer.messages)"
      )
    }
    #expect(world.bytes(name) == before)
    #expect(SQLiteShell.run("PRAGMA journal_mode=DELETE", on: path) == nil)
    #expect(world.run("verify", "--db", name).status == 0)
  }
}
