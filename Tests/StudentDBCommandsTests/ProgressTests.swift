import Foundation
import StudentStore
import Testing

@testable import Workflows

/// How far a long command is, in one line on a terminal's standard error.
struct ProgressTests {
  /// A world with a clock that moves on by a second whenever it is looked at.
  private func world(_ roster: String) throws -> TestWorld {
    let world = try TestWorld(["class.csv": roster])
    _ = world.run("import", "class.csv")
    world.secondsPerLook = 1
    world.progress = []
    return world
  }

  /// What was shown, without what overwrites the line before.
  private func lines(_ world: TestWorld) -> [String] {
    (world.progress ?? []).map { $0.filter { $0 != "\r" }.trimmed }.filter { !$0.isEmpty }
  }

  /// Whether the last line was overwritten by spaces.
  private func isCleared(_ world: TestWorld) -> Bool {
    guard let shown = world.progress?.suffix(2), shown.count == 2 else { return false }
    return shown.last == "\r" && shown.first?.dropFirst().allSatisfy { $0 == " " } == true
  }

  @Test func `impute says what it reads, compares and writes`() throws {
    let world = try world(Rosters.small)
    let answer = world.run("impute")
    #expect(answer.status == 0, "\(answer.messages)")
    let lines = lines(world)
    #expect(lines.first == "impute: 0 students read")
    let compared = lines.filter { $0.contains("models compared") }
    let all = try #require(
      compared.first?.split(separator: " of ").last?.split(separator: " ").first.flatMap {
        Int($0)
      }
    )
    // A model takes one look at the clock, and the first is shown one look after its step began.
    let expected = (0..<all).map { done in
      guard done > 0 else { return "impute: 0 of \(all) models compared" }
      let elapsed = Double(done + 1)
      let left = Int((elapsed * Double(all - done) / Double(done)).rounded(.up))
      return "impute: \(done) of \(all) models compared, \(left) s left"
    }
    #expect(compared == expected)
    #expect(all > 3)
    // Kim and Robin have no gender; they are written one look after the step's beginning was shown.
    #expect(lines.last == "impute: 2 suggestions written, 1 a second, 100.0 %, 0 s left")
    #expect(isCleared(world))
    #expect(!answer.messages.contains("models"))
  }

  @Test func `verify says how many of the covered rows it compared`() throws {
    let list = "name,gender,height\n" + (1...5_000).map { "Child \($0),F,160\n" }.joined()
    let world = try world(list)
    let answer = world.run("verify")
    #expect(answer.status == 0)
    let rows = try #require(
      answer.outputLines.first { $0.contains(" rows, each") }?.split(separator: " ").lazy
        .compactMap { Double($0) }.first
    )
    #expect(rows > 5_000)
    // Told of every 4,096th student, after the five scripts and the import.
    let share = 4_102 / rows
    let left = Int((2 / share - 2).rounded(.up))
    #expect(
      lines(world) == [
        "verify: 0 rows checked",
        "verify: 4,102 rows checked, 2,051 a second, "
          + "\(String(format: "%.1f", share * 100)) %, \(left) s left",
      ]
    )
    #expect(isCleared(world))
  }

  @Test(arguments: [["list.csv"], ["list.xlsx"], ["-"]])
  func `export says how many students it wrote`(target: [String]) throws {
    let list = "name,gender,height\n" + (1...5_000).map { "Child \($0),F,160\n" }.joined()
    let world = try world(list)
    let answer = SecondReader.$smallestSchool.withValue(1) { world.run(["export"] + target) }
    #expect(answer.status == 0)
    // Eight pieces of 625, with one look at the clock after each, and two before the first.
    let expected = (1...8).map { piece in
      let elapsed = Double(piece + 1)
      let rate = Int((Double(625 * piece) / elapsed).rounded())
      let left = Int((elapsed * Double(8 - piece) / Double(piece)).rounded(.up))
      return "export: \(grouped(625 * piece)) students written, \(grouped(rate)) a second, "
        + "\(String(format: "%.1f", 12.5 * Double(piece))) %, \(left) s left"
    }
    #expect(lines(world) == ["export: 0 students written"] + expected)
    #expect(isCleared(world))
  }

  @Test func `an export on the terminal itself shows no line between its own`() throws {
    let world = try world(Rosters.small)
    world.isOutputTerminal = true
    #expect(world.run("export").outputLines.count > 20)
    #expect(world.progress == [])
  }

  private func grouped(_ number: Int) -> String {
    number < 1_000
      ? "\(number)" : "\(number / 1_000),\(String("\(1_000 + number % 1_000)".dropFirst()))"
  }

  @Test func `a backup says how far its verification is`() throws {
    let world = try world(Rosters.small)
    #expect(world.run("backup", "copy.studentdb").status == 0)
    #expect(lines(world) == ["backup: 0 rows checked"])
    #expect(isCleared(world))
  }

  @Test(arguments: [
    ["impute"], ["verify"], ["evaluate"], ["export"], ["backup", "copy.studentdb"],
  ])
  func `nothing is shown with -q, within half a second, or without a terminal`(
    command: [String]
  ) throws {
    let world = try world(Rosters.small)
    _ = world.run(command + ["-q"])
    #expect(world.progress == [])
    world.secondsPerLook = 0
    _ = world.run(command)
    #expect(world.progress == [])
    world.progress = nil
    world.secondsPerLook = 1
    #expect([0, 73].contains(world.run(command).status))
  }

  @Test func `the line is cleared before a failure is told`() throws {
    // Nothing can be learnt from one gender.
    let world = try world("name,gender,height\nAda,F,160\nKim,,170\n")
    let answer = world.run("impute")
    #expect(answer.status == 65)
    #expect(lines(world) == ["impute: 0 students read"])
    #expect(isCleared(world))
  }

  @Test func `an import says how far it is`() throws {
    let list = "name,gender,height\n" + (1...60_000).map { "Child \($0),F,160\n" }.joined()
    let world = try TestWorld(["class.csv": list])
    world.secondsPerLook = 1
    world.progress = []
    #expect(world.run("import", "class.csv").status == 0)
    let last = try #require(lines(world).last)
    #expect(
      last.wholeMatch(of: /class\.csv: [0-9,]+ lines, [0-9,]+ a second, [0-9.]+ %, \d+ s left/)
        != nil
    )
    #expect(isCleared(world))
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.last == " " { text = text.dropLast() }
    return String(text)
  }
}
