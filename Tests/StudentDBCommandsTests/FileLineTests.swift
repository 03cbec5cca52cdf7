import Report
import ReviewSession
import StudentStore
import Terminal
import Testing

@testable import StudentDBCommands

/// The line of the school's file, on the page of a student.
struct FileLineTests {
  /// The small school with further columns: the first one before the others, the rest behind.
  private func world(_ further: [String: String]) throws
    -> TestWorld
  {
    let names = further.keys.sorted()
    var lines = Rosters.small.replacing("Kim,,160", with: "Kim,,166")
      .split(separator: "\n").map(String.init)
    for index in lines.indices {
      let cells = names.map {
        index == 0 ? $0 : (lines[index].contains("Kim") ? further[$0] ?? "" : "")
      }
      lines[index] = (cells.prefix(1) + [lines[index]] + cells.dropFirst()).joined(separator: ",")
    }
    return try TestWorld.imputed(lines.joined(separator: "\n") + "\n")
  }

  private func line(_ world: TestWorld, _ student: Int64 = 21) throws -> FileLine {
    let context = WorkContext(
      actor: "Edmond",
      programVersion: "test",
      now: { "2026-09-02T08:00:00.000Z" },
      randomBytes: { Array(repeating: 7, count: $0) }
    )
    let database = try SchoolDatabase.open(
      world.path("school.studentdb"),
      access: .readOnly,
      context: context
    )
    return FileLine(try FileRecord(try database.student(student), in: database))
  }

  @Test func `every column is shown in the file's order, understood or not`() throws {
    let world = try world(["bus": "42 late", "note": "twin of Robin", "paid": ""])
    let line = try line(world)
    #expect(line.place == "class.csv, line 22")
    #expect(
      line.text == "bus 42 late · id 301 · name Kim · gender empty · height 166 · group 7a · "
        + "note twin of Robin · paid empty"
    )
    let reviewer = try ScreenReviewer(world)
    #expect(reviewer.text.contains("note twin of Robin · paid empty"))
    #expect(!reviewer.text.contains(" more"))
    world.lines = ["q"]
    #expect(world.run("review", "--lines").text.contains("· note twin of Robin · paid empty\n"))
  }

  @Test func `it stays as the file has it after a correction`() throws {
    let world = try world(["note": "new here"])
    _ = world.run("correct", "21", "--name", "Kimberley", "--group", "7b", "-m", "told")
    #expect(
      try line(world).text
        == "note new here · id 301 · name Kim · gender empty · height 166 · group 7a"
    )
  }

  @Test func `a file of understood columns has no further ones`() throws {
    let world = try TestWorld.imputed()
    #expect(
      try line(world).text == "id 301 · name Kim · gender empty · height 160 · group 7a"
    )
  }

  @Test func `of too many columns as many as fit are shown, and how many do not is said`() throws {
    let further = (100..<400).map { ("column \($0)", "value \($0)") }
    let world = try world(Dictionary(uniqueKeysWithValues: further))
    let reviewer = try ScreenReviewer(world)
    for size in [(80, 24), (100, 40), (200, 60), (40, 15)] {
      let lines = reviewer.lines(TerminalSize(columns: size.0, rows: size.1))
      let text = lines.joined(separator: " ").split(separator: " ").joined(separator: " ")
      let shown = further.count { text.contains("\($0.0) \($0.1) ·") }
      // Nothing else of the page has gone for it.
      #expect(text.contains(" sure") && text.contains("within 1 cm") && text.contains("▲"))
      #expect(text.contains("gender empty"))
      if size.0 >= 80 {
        #expect(shown > 2)
        #expect(text.contains("and \(300 - shown) more"), "\(shown) at \(size)")
      } else {
        // The window has room for what the page does not say otherwise.
        #expect(lines.contains("gender empty · height 166 · and 303 more"))
      }
    }
  }

  @Test func `each count of lines is kept to, and no cell breaks the page`() throws {
    let world = try world([
      "accents": "x" + String(repeating: "\u{301}", count: 2_000),
      "long": String(repeating: "漢", count: 9_000), "red": "\u{1B}[31mred\u{202E}",
    ])
    let line = try line(world)
    #expect(line.text.contains("red <U+001B>[31mred<U+202E>"))
    #expect(SafeText.width(line.text) < 300)
    for width in [40, 41, 80, 200] {
      for rows in 1...6 {
        let lines = line.lines("file        ", width: width, indent: 12, lines: rows)
        #expect(lines.count <= rows)
        #expect(lines.allSatisfy { SafeText.width($0) <= width })
      }
    }
  }
}
