import Foundation
import Testing

/// `model count-sql` as it is typed.
struct WarehouseTests {
  private let count = [
    "model", "count-sql", "--dialect", "postgres", "--table", "students", "--map",
    "gender=g,height=h",
  ]

  @Test func `a count needs no database, makes none, and carries its own digest`() throws {
    let world = try TestWorld()
    let answer = world.run(count)
    #expect(answer.status == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: world.folder.path).isEmpty)
    // By sha256sum, of the text with zeros for these digits and without the last newline.
    let digits = "b5159650ef03f6c273ea179c38d2d6e062fec40dff253eb388d7f218eb039a78"
    #expect(
      answer.text.contains("'studentdb cells 1 mm minimum=10 dialect=postgres sha256=\(digits)'")
    )
    let json = try world.json(
      "model",
      "count-sql",
      "--dialect",
      "postgres",
      "--table",
      "students",
      "--map",
      "gender=g,height=h"
    )
    #expect(json["digest"].text == digits)
    #expect(json["sql"].text.map { $0 + "\n" } == answer.text)
  }

  @Test(arguments: [
    ["--dialect", "oracle"], ["--minimum", "0"], ["--minimum", "ten"], ["--table", ""],
    ["--map", "group=g\u{202E}"], ["--map", "width=w"], ["--format", "csv"],
  ])
  func `a wrong argument is a sentence and 64`(arguments: [String]) throws {
    let answer = try TestWorld().run(count + arguments)
    #expect(answer.status == 64)
    #expect(answer.text.isEmpty)
    #expect(!answer.messages.isEmpty)
    #expect(!answer.messages.contains("\u{202E}"))
  }

  @Test func `an existing file is replaced with --force alone, and a database never`() throws {
    let world = try TestWorld.imputed()
    #expect(world.run(count + ["-o", "count.sql"]).status == 0)
    #expect(world.run(count + ["-o", "count.sql"]).status == 73)
    #expect(world.run(count + ["-o", "count.sql", "--force"]).status == 0)
    #expect(world.run(count + ["-o", "school.studentdb", "--force"]).status == 73)
    #expect(world.run("verify").status == 0)
  }
}
