import Foundation
import Migrations
import StudentStore
import Testing
import Workflows

@testable import StudentDBCommands

/// `migrate`, and what works on an older file until then.
struct MigrateTests {
  /// A school as a program made it that knew the first four scripts.
  private static func olderSchool() throws -> TestWorld {
    let world = try TestWorld(["class.csv": Rosters.small])
    let scripts = SchemaScripts(
      Array(Migration.all.prefix(4)),
      digests: Array(Migration.schemaDigests.prefix(4))
    )
    _ = try SchoolDatabase.create(
      world.path("school.studentdb"),
      context: world.world.context(),
      scripts: scripts
    )
    return world
  }

  @Test(arguments: [
    ["import", "class.csv"], ["list"], ["status"], ["impute"], ["log"], ["export"], ["check"],
    ["review", "queue"], ["list", "--damaged"], ["show", "1"],
  ])
  func `other commands refuse an older file, name migrate, and leave it as it was`(
    command: [String]
  ) throws {
    let world = try Self.olderSchool()
    let before = world.database
    let answer = world.run(command)
    #expect(answer.status == 65)
    #expect(answer.messages.contains("file version 4 is older than this program's 5"))
    #expect(answer.messages.contains("\"studentdb migrate\""))
    #expect(world.database == before)
    #expect(world.contents == ["class.csv", "school.studentdb"])
  }

  @Test func `verify, backup and query work on an older file`() throws {
    let world = try Self.olderSchool()
    let before = world.database
    #expect(world.run("verify").status == 0)
    #expect(
      world.run("query", "SELECT count(*) AS n FROM student", "--format", "csv").text == "n\n0\n"
    )
    #expect(world.run("backup", "copy.studentdb").status == 0)
    #expect(world.database == before)
  }

  @Test func `the status says what would be done and does nothing`() throws {
    let world = try Self.olderSchool()
    let before = world.database
    for option in ["--status", "-n"] {
      let status = try world.json("migrate", option)
      #expect(status["version"].integer == 4)
      #expect(status["newest"].integer == 5)
      #expect(status["pending"].array.map(\.text) == ["V0005_views"])
      #expect(status["migrated"].bool == false)
      #expect(status["backup"].text == "school.version-4.studentdb")
      #expect(status["verified"].isNull)
    }
    #expect(
      world.run("migrate", "--status").text == """
        The file has version 4; this program's newest is 5.
        "studentdb migrate" would verify it, copy it to school.version-4.studentdb, and run V0005_views, in one transaction.
        Nothing was changed.

        """
    )
    #expect(world.database == before)
    #expect(world.contents == ["class.csv", "school.studentdb"])
  }

  @Test func `migrate makes a backup that verifies, then migrates, and the file verifies`() throws {
    let world = try Self.olderSchool()
    let answer = try world.json("migrate", "--as", "Ada")
    #expect(answer["migrated"].bool == true)
    #expect(answer["verified"].bool == true)
    #expect(answer["backup"].text == "school.version-4.studentdb")
    #expect(world.contents == ["class.csv", "school.studentdb", "school.version-4.studentdb"])
    #expect(world.run("verify", "--db", "school.version-4.studentdb").status == 0)
    let copy = try world.json("migrate", "--status", "--db", "school.version-4.studentdb")
    #expect(copy["version"].integer == 4)
    // Without --db: the backup is no choice.
    #expect(world.run("verify").status == 0)
    #expect(world.run("import", "class.csv").status == 0)
    #expect(world.run("log").text.contains("migrate  Ada"))
    let again = try world.json("migrate")
    #expect(again["migrated"].bool == false)
    #expect(again["version"].integer == 5)
    #expect(world.contents == ["class.csv", "school.studentdb", "school.version-4.studentdb"])
  }

  @Test func `the backup never replaces a file`() throws {
    let world = try Self.olderSchool()
    try world.write("mine", to: "school.version-4.studentdb")
    let before = world.database
    let refused = world.run(
      "migrate",
      "--backup",
      "school.version-4.studentdb",
      "--db",
      "school.studentdb"
    )
    #expect(refused.status == 73)
    #expect(world.database == before)
    let answer = try world.json("migrate", "--db", "school.studentdb")
    #expect(answer["backup"].text == "school.version-4-2.studentdb")
    #expect(world.text("school.version-4.studentdb") == "mine")
    let named = try Self.olderSchool()
    #expect(
      try named.json("migrate", "--backup", "old.studentdb")["backup"].text == "old.studentdb"
    )
  }

  @Test func `without room for the backup nothing is migrated`() throws {
    let world = try Self.olderSchool()
    let before = world.database
    let answer = world.run("migrate", "--backup", "nowhere/old.studentdb")
    #expect(answer.status == 73)
    #expect(world.database == before)
  }
}
