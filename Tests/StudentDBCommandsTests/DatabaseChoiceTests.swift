import Foundation
import Testing

@testable import StudentDBCommands

/// Which database is meant in a folder with several.
struct DatabaseChoiceTests {
  private static func school() throws -> TestWorld { try TestWorld.imputed() }

  private func copy(_ world: TestWorld, _ name: String, to other: String) throws {
    // Byte for byte, as `cp` does it, without extended attributes.
    try world.write(world.bytes(name) ?? [], to: other)
  }

  @Test func `a backup is no choice, neither at once nor after further work`() throws {
    let world = try Self.school()
    for name in ["monday.studentdb", "a.studentdb", "zz.studentdb"] {
      #expect(world.run("backup", name).status == 0)
      #expect(world.run("status").status == 0)
    }
    #expect(world.run("review", "decide", "id:301", "--gender", "female").status == 0)
    #expect(world.run("backup", "tuesday.studentdb").status == 0)
    #expect(world.run("review", "decide", "id:302", "--gender", "male").status == 0)
    let monday = try world.json("log", "--db", "monday.studentdb").array.count
    #expect(try world.json("log").array.count == monday + 2)
  }

  @Test func `an older copy made by another program is no choice either`() throws {
    let world = try Self.school()
    try copy(world, "school.studentdb", to: "old.studentdb")
    let decide = ["review", "decide", "id:301", "--gender", "female", "--db", "school.studentdb"]
    #expect(world.run(decide).status == 0)
    #expect(world.run("status").status == 0)
  }

  @Test func `two equal files, of which none is a backup, are an error that names both`() throws {
    let world = try Self.school()
    try copy(world, "school.studentdb", to: "twin.studentdb")
    let answer = world.run("status")
    #expect(answer.status == 64)
    #expect(answer.messages.contains("school.studentdb, twin.studentdb"))
  }

  @Test func `a copy that went its own way is a choice`() throws {
    let world = try Self.school()
    #expect(world.run("backup", "other.studentdb").status == 0)
    #expect(
      world.run("review", "decide", "id:301", "--gender", "female", "--db", "other.studentdb")
        .status == 0
    )
    // Now the school is an earlier state of the other file.
    #expect(
      try world.json("log").array.count == world.json("log", "--db", "other.studentdb").array.count
    )
    #expect(
      world.run("review", "decide", "id:301", "--gender", "male", "--db", "school.studentdb").status
        == 0
    )
    let answer = world.run("status")
    #expect(answer.status == 64)
    #expect(answer.messages.contains("other.studentdb, school.studentdb"))
  }

  @Test func `another school and what is no database are choices`() throws {
    let world = try Self.school()
    try world.write("no database", to: "notes.studentdb")
    #expect(world.run("status").status == 64)
    let other = try Self.school()
    _ = other.run("import", "class.csv", "--db", "b.studentdb")
    #expect(other.run("status").messages.contains("b.studentdb, school.studentdb"))
  }
}
