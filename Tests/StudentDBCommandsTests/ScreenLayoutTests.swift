import ArgumentParser
import Report
import ReviewSession
import StudentStore
import Terminal
import Testing
import Workflows

@testable import StudentDBCommands

/// What is on the screen fits it, whatever the names and the window.
struct ScreenLayoutTests {
  private static let roster: String = {
    var lines = ["id,name,gender,height,group"]
    for number in 1...20 {
      let group = number % 2 == 0 ? "7a" : "7b"
      lines.append("\(100 + number),Girl \(number),F,\(152 + number),\(group)")
      lines.append("\(200 + number),Boy \(number),M,\(164 + number),\(group)")
    }
    let names = [
      "Zoe\u{308} A\u{30A}", "山田 太郎", "محمد عبد الله", "שרה כהן", "👩‍👩‍👧 Kim", "\u{1B}[31mred",
      "\u{202E}turned", "한국어 이름", String(repeating: "long ", count: 60), "\u{301}accent",
    ]
    for (index, name) in names.enumerated() {
      lines.append("\(300 + index),\(name),,\(162 + index),7a")
    }
    return lines.joined(separator: "\n") + "\n"
  }()

  private func screen(_ world: TestWorld) throws -> ReviewScreen {
    let context = WorkContext(
      actor: "Edmond",
      programVersion: "test",
      now: { "2026-09-02T08:00:00.000Z" },
      randomBytes: { Array(repeating: 7, count: $0) }
    )
    let database = try SchoolDatabase.open(
      world.path("school.studentdb"),
      access: .readWrite,
      context: context
    )
    return ReviewScreen(
      try ReviewSession(
        database: database,
        context: context,
        run: 1,
        arrangement: QueueArrangement()
      )
    )
  }

  @Test func `every page fits every window, and holds no control character`() throws {
    let world = try TestWorld.imputed(Self.roster)
    var screen = try screen(world)
    let pages: [[Key]] = [
      [], [.character("b")], [.end], [.escape, .character("?")],
      [.character("x"), .character("c"), .paste(String(repeating: "漢x", count: 90))],
      [.enter, .character("/"), .character("i")], [.escape], [.character("n")], [.character("n")],
      [.character("n")], [.character("n")], [.character("n")], [.character("n")],
      [.character("n")], [.character("n")], [.character("n")], [.character("n")],
    ]
    for keys in pages {
      for key in keys { _ = screen.take(key, TerminalSize(columns: 80, rows: 24)) }
      for columns in [1, 20, 40, 41, 59, 60, 79, 80, 119, 120, 200, 400] {
        for rows in [1, 15, 16, 20, 24, 40, 60, 100] {
          let size = TerminalSize(columns: columns, rows: rows)
          let frame = screen.frame(size)
          let isTooSmall = columns < 40 || rows < 15
          if !isTooSmall { #expect(frame.lines.count == rows) }
          for line in frame.lines {
            #expect(SafeText.width(line) <= columns, "\(columns) x \(rows): \(line)")
            #expect(!line.unicodeScalars.contains(where: SafeText.isDangerous))
          }
        }
      }
    }
  }

  @Test func `the smallest window still has the name, the suggestion and the curves`() throws {
    let world = try TestWorld.imputed(Self.roster)
    var screen = try screen(world)
    let lines = screen.frame(StudentPage.least).lines
    #expect(lines.contains { $0.contains(" sure (") })
    #expect(lines.contains { $0.contains("▲") })
    #expect(lines.contains { $0.contains("within 1 cm:") || $0.contains("no known student") })
  }
}
