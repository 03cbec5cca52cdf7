import Foundation
import Testing

/// A slash or an equals sign and a combining mark after it are one character of Swift.
///
/// The mark belongs to what follows: the name of a file, the value of an option, a heading.
struct MarkAfterSignTests {
  /// A combining acute accent, a joiner that nobody sees, a variation selector, and a plain letter.
  static let beginnings = ["\u{301}", "\u{200D}", "\u{FE0F}", "a"]

  @Test(arguments: beginnings)
  func `what begins with a mark is named whole`(_ beginning: String) throws {
    let (file, heading, actor) = ("\(beginning)list.csv", "\(beginning)who", "\(beginning)Ada")
    let world = try TestWorld()
    let folder = world.folder.appendingPathComponent("files")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("\(heading),gender,height\nKim,,160\nLee,M,170\n".utf8)
      .write(to: folder.appendingPathComponent(file))
    let answer = world.run(
      "import",
      "\(folder.path)/\(file)",
      "--map=name=\(heading)",
      "--as=\(actor)",
      "--db=\(world.folder.path)/\(beginning).studentdb"
    )
    #expect(answer.status == 0, "\(answer.messages)")
    let shown = try world.json("show", "i1")
    #expect(shown["file"].text == file)
    #expect(try world.json("log").array.contains { $0["actor"].text == actor })
    #expect(world.run("export", "\(beginning)out.csv").status == 0)
    #expect(Set(world.contents) == ["files", "\(beginning).studentdb", "\(beginning)out.csv"])
  }

  @Test func `an option without a mark is left to the parser`() throws {
    let world = try TestWorld(["a.csv": "name,gender,height\nKim,,160\n"])
    #expect(world.run("import", "a.csv", "--db=b=c.studentdb").status == 0)
    #expect(world.contents == ["a.csv", "b=c.studentdb"])
    #expect(world.run("list", "--nme=Kim").status == 64)
  }
}
