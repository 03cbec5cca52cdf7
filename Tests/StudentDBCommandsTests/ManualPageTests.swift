import ArgumentParser
import Foundation
import Testing

@testable import StudentDBCommands

/// The examples of the manual pages; the pages themselves: `Scripts/man-pages PROGRAM --check`.
struct ManualPageTests {
  /// Each line of Man/pages.txt that is a command line, in words.
  static let examples: [[String]] = {
    let file = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Man/pages.txt")
    let lines = (try? String(contentsOf: file, encoding: .utf8))?.split(separator: "\n") ?? []
    return lines.filter { $0.hasPrefix("studentdb ") }.map(words)
  }()

  /// A command line's words, as a shell splits one with double quotes.
  private static func words(_ line: Substring) -> [String] {
    line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .flatMap { number, part in
        number.isMultiple(of: 2) ? part.split(separator: " ").map(String.init) : [String(part)]
      }
  }

  @Test(arguments: examples)
  func `the program understands an example of its manual`(words: [String]) throws {
    let arguments = Array(words.dropFirst())
    guard arguments.first != "help" else {
      return #expect(try TestWorld().run(arguments).status == 0)
    }
    _ = try StudentDB.parseAsRoot(arguments)
  }

  @Test func `every command has an example of its own`() {
    let begun = Set(
      Self.examples.flatMap { words in (2...3).map { words.prefix($0).joined(separator: " ") } }
    )
    for words in HelpTests.commands where words != ["review", "students"] && words != ["model"] {
      let name = (["studentdb"] + words).joined(separator: " ")
      #expect(words.isEmpty || begun.contains(name), "\(name)")
    }
  }
}
