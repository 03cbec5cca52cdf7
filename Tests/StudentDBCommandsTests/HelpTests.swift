import ArgumentParser
import Foundation
import Testing

@testable import StudentDBCommands

/// Each help screen, compared whole with its file in HelpScreens.
///
/// After a change that is meant: `UPDATE=1 swift test --filter HelpTests`, and read the difference.
struct HelpTests {
  /// The words of every command, those of `review` and `model` included; the root has none.
  static let commands: [[String]] = {
    func words(_ command: any ParsableCommand.Type, _ before: [String]) -> [[String]] {
      [before]
        + command.configuration.subcommands.flatMap { sub in
          words(sub, before + [sub.configuration.commandName ?? ""])
        }
    }
    return words(StudentDB.self, [])
  }()

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("HelpScreens")

  @Test(arguments: commands)
  func `a help screen is as it was read last`(command: [String]) throws {
    let name = (["studentdb"] + command).joined(separator: "-") + ".txt"
    let file = Self.folder.appendingPathComponent(name)
    let answer = try TestWorld().run(["help"] + command)
    #expect(answer.status == 0)
    if ProcessInfo.processInfo.environment["UPDATE"] == "1" {
      try answer.text.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(answer.text == (try? String(contentsOf: file, encoding: .utf8)))
    #expect(try TestWorld().run(command + ["--help"]).text == answer.text)
  }

  @Test func `every screen in the folder belongs to a command`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(names.count == Self.commands.count)
  }

  @Test(arguments: commands, [nil, 200, 80, 70])
  func `no line of help is wider than the terminal, and none than 80 columns`(
    command: [String],
    columns: Int?
  ) throws {
    let world = try TestWorld()
    world.columns = columns
    let widest = world.run(["help"] + command).outputLines.map(\.count).max() ?? 0
    #expect(widest <= min(80, columns ?? 80))
    #expect(widest > 40)
  }

  @Test(arguments: [["help"], ["help", "impute"], ["impute", "--help"], ["--version"]])
  func `help that cannot be written says so`(arguments: [String]) throws {
    let world = try TestWorld()
    world.outputFault = .after(0)
    let answer = world.run(arguments)
    #expect(answer.status == 74)
    #expect(answer.messages.contains("standard output"), "\(answer.messages)")
  }

  @Test(arguments: [["help", "nope"], ["help", "review", "nope"], ["help", "model", "queue"]])
  func `help for a command that does not exist is a mistake in the arguments`(
    arguments: [String]
  ) throws {
    let answer = try TestWorld().run(arguments)
    #expect(answer.status == 64)
    #expect(answer.output.isEmpty)
    #expect(answer.messages.contains("there is no command"))
  }

  static let readers = [
    ["status"], ["list"], ["show", "1"], ["log"], ["check"], ["explain", "21"], ["export"],
    ["review", "queue"], ["review", "export"], ["model", "export", "r1"], ["verify"],
    ["diff", "r1", "r1"], ["certificate", "s1"], ["evaluate"], ["query", "SELECT 1"],
  ]

  @Test(arguments: readers, [["--as", "Eve"], ["-m", "why"], ["-y"], ["--no-input"]])
  func `a command that only looks takes no option of writers`(
    reader: [String],
    option: [String]
  ) throws {
    let answer = try TestWorld.imputedOnce().run(reader + option)
    #expect(answer.status == 64)
    #expect(answer.messages.contains("Unknown option '\(option[0])'"), "\(answer.messages)")
  }
}
