import Foundation
import ReviewSession
import Terminal
import Testing
import Workflows

@testable import StudentDBCommands

/// Within a review that shows its suggestions, one in ten is asked without.
struct BlindScreenTests {
  /// Sixty students of whom nobody noted the gender; the tenth place is the first of the sample.
  private func world() throws -> TestWorld {
    var lines = ["name,gender,height,group"]
    for number in 1...30 {
      lines.append("Girl \(number),F,\(154 + number % 15),7a")
      lines.append("Boy \(number),M,\(166 + number % 15),7a")
    }
    for number in 1...60 { lines.append("Pupil \(number) of 7a,,\(157 + number % 21),7a") }
    let world = try TestWorld.imputed(lines.joined(separator: "\n") + "\n")
    try #require(try world.json("review", "queue", "--sample")[9]["blind"].bool == true)
    return world
  }

  /// Puts off whoever comes first, until somebody of the sample is in view.
  private func untilBlind(_ reviewer: ScreenReviewer) throws -> String {
    for _ in 0..<20 {
      if reviewer.text.contains("hidden") { return reviewer.name }
      reviewer.press(" ")
    }
    return try #require(nil, "nobody of the sample came")
  }

  /// Words that stand on the page of a student whose suggestion is shown.
  private static let telling = ["sure", "of 100", "within", "▲", "a accept", "nearby"]

  private func newest(_ world: TestWorld, _ student: Int) throws -> JSON {
    try #require(try world.json("show", "#\(student)")["decisions"].array.last)
  }

  private func number(_ world: TestWorld, named name: String) throws -> (Int, suggested: String) {
    let item = try #require(
      try world.json("review", "queue").array.first { $0["name"].text == name }
    )
    return (try #require(item["student"].integer), try #require(item["gender"].text))
  }

  @Test func `the tenth student is shown without what tells, and the others with it`() throws {
    let world = try world()
    let reviewer = try ScreenReviewer(world)
    for _ in 0..<9 {
      for word in Self.telling { #expect(reviewer.text.contains(word), "\(word)") }
      reviewer.press(" ")
    }
    for size in [ScreenReviewer.size, TerminalSize(columns: 40, rows: 15)] {
      let text = reviewer.lines(size).joined(separator: "\n")
      #expect(text.contains("hidden"))
      for word in Self.telling { #expect(!text.contains(word), "\(word)") }
      // A large window's panel has percentages, of others.
      #expect(!text.contains("%"))
    }
    reviewer.press("?")
    #expect(reviewer.text.contains("nothing, because the suggestion is hidden"))
    #expect(try world.json("status")["queue"]["later"].integer == 9)
  }

  @Test func `the answer is stored as blind, and the message says that it was`() throws {
    let world = try world()
    let reviewer = try ScreenReviewer(world)
    let name = try untilBlind(reviewer)
    let (student, suggested) = try number(world, named: name)
    let before = world.database
    reviewer.press("a")
    #expect(reviewer.name == name)
    #expect(reviewer.message.contains("say the gender that you know"))
    #expect(world.database == before)
    // Not even the message after the answer tells whether it was the suggestion.
    reviewer.press(suggested == "female" ? "f" : "m")
    #expect(reviewer.message.hasPrefix("Kept: \(name): \(suggested), answered blind (d"))
    #expect(try newest(world, student)["blind"].bool == true)
    #expect(try newest(world, student)["verdict"].text == "accept")
    #expect(try world.json("status")["blind"]["drawn_answered"].integer == 1)
    #expect(reviewer.text.contains(" sure, "), "the next one is not of the sample")
  }

  @Test func `taken back before anything was told it is blind again, and after that no more`()
    throws
  {
    let world = try world()
    let reviewer = try ScreenReviewer(world)
    let name = try untilBlind(reviewer)
    let student = try number(world, named: name).0
    reviewer.press("fu")
    #expect(reviewer.name == name)
    for word in Self.telling { #expect(!reviewer.text.contains(word), "\(word)") }
    reviewer.press("m/\(student)")
    reviewer.press(.enter)
    #expect(reviewer.name == name)
    #expect(reviewer.text.contains(" sure, "), "who is decided is shown with everything")
    reviewer.press("u")
    #expect(reviewer.name == name)
    #expect(reviewer.text.contains(" sure, "), "it was in view")
    reviewer.press("f")
    #expect(try newest(world, student)["blind"].bool == false)
  }

  @Test func `the list and the panel beside the student tell nothing of the sample`() throws {
    let world = try world()
    let reviewer = try ScreenReviewer(world)
    let drawn = try world.json("review", "queue", "--sample").array.filter {
      $0["blind"].bool == true
    }
    .compactMap { $0["name"].text }
    let name = try untilBlind(reviewer)
    reviewer.press("f")
    let large = TerminalSize(columns: 200, rows: 130)
    for keys in ["", "b", "o"] {
      reviewer.press(keys)
      let lines = reviewer.lines(large).dropFirst(2)
      let named = lines.filter { line in drawn.contains { line.hasSuffix(" " + $0) } }
      #expect(named.count >= drawn.count - 1, "\(keys)")
      for line in named {
        let right = line.split(separator: "   ").last ?? ""
        #expect(keys.isEmpty ? !right.contains("%") : !line.contains("%"), "\(line)")
      }
      #expect(keys != "o" || named.contains { $0.hasSuffix(name) })
      #expect(lines.contains { $0.contains("%") })
    }
  }

  @Test func `without a sample nobody is hidden, and blind is blind after the answer too`() throws {
    let world = try world()
    let shown = try ScreenReviewer(world, blindness: .none)
    for _ in 0..<12 {
      #expect(shown.text.contains(" sure, "))
      shown.press(" ")
    }
    let hidden = try ScreenReviewer(world, blindness: .all)
    let name = hidden.name
    hidden.press("f/\(name)")
    hidden.press(.enter)
    #expect(hidden.name == name)
    #expect(hidden.text.contains("decided     female, by Edmond"))
    for word in Self.telling { #expect(!hidden.text.contains(word), "\(word)") }
    #expect(!hidden.text.contains("as suggested") && !hidden.text.contains("by hand"))
  }

  @Test func `the end of a review says what the blind answers say`() throws {
    let world = try world()
    let reviewer = try ScreenReviewer(world)
    let name = try untilBlind(reviewer)
    reviewer.press(try number(world, named: name).suggested == "female" ? "f" : "m")
    let progress = try reviewer.screen.session.progress()
    #expect(progress.blind.answered == 1 && progress.blind.agreed == 1)
    world.lines = ["q"]
    #expect(world.run("review", "--lines").text.contains("Of 1 blind answer, 1 agreed"))
  }

  @Test func `line by line the sample is as blind as on the screen`() throws {
    let world = try world()
    world.lines = Array(repeating: "s", count: 9) + ["a", "f", "q"]
    let parts = world.run("review", "--lines").text.components(separatedBy: "\n\n")
    let blind = try #require(parts.first { $0.contains("hidden") })
    for word in Self.telling { #expect(!blind.contains(word), "\(word)") }
    #expect(parts[1...9].allSatisfy { $0.contains(" sure, ") })
    #expect(parts[11].contains("answered blind (d10)"))
    #expect(try world.json("show", "d10")["blind"].bool == true)
  }
}
