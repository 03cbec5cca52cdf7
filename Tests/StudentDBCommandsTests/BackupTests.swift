import Foundation
import Testing

/// `backup` copies the database into a new file, and verifies the copy.
struct BackupTests {
  @Test func `the copy is the same school, for its owner alone`() throws {
    let world = try TestWorld.imputed()
    let answer = world.run("backup", "copy.studentdb")
    #expect(answer.status == 0)
    let head = try world.json("status", "--db", "school.studentdb")["head"].text ?? ""
    #expect(answer.text.contains("head \(head)\n"))
    #expect(answer.text.hasSuffix("everything in it is as its trail says.\n"))
    let copied = world.run("list", "--json", "--db", "copy.studentdb").text
    #expect(copied == world.run("list", "--json", "--db", "school.studentdb").text)
    let attributes = try FileManager.default.attributesOfItem(atPath: world.path("copy.studentdb"))
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    #expect(world.run("verify", "--expect-head", head, "--db", "copy.studentdb").status == 0)
  }

  @Test func `nothing is ever replaced`() throws {
    let world = try TestWorld.imputed()
    try world.write("precious", to: "note.txt")
    #expect(world.run("backup", "note.txt").status == 73)
    #expect(world.run("backup", "school.studentdb").status == 73)
    #expect(world.run("backup", "note.txt", "--force").status == 64)
    #expect(world.run("backup", "").status == 64)
    #expect(world.run("backup", "-").status == 64)
    #expect(world.run("backup", "no/folder/copy.studentdb").status != 0)
    #expect(world.text("note.txt") == "precious")
    let names = try FileManager.default.contentsOfDirectory(atPath: world.folder.path)
    #expect(names.sorted() == ["class.csv", "note.txt", "school.studentdb"])
    #expect(world.run("verify").status == 0)
  }
}
