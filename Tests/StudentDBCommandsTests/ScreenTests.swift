import ReviewSession
import Terminal
import Testing
import Workflows

@testable import StudentDBCommands

/// The review on a screen, with the test as its terminal: Kim (21) comes first, then Robin (22).
struct ScreenTests {
  private func world() throws -> TestWorld {
    try TestWorld.imputed(Rosters.small.replacing("Kim,,160", with: "Kim,,166"))
  }

  private func states(_ world: TestWorld) throws -> [String] {
    try world.json("review", "queue").array.sorted {
      ($0["student"].integer ?? 0) < ($1["student"].integer ?? 0)
    }.map { $0["state"].text ?? "" }
  }

  @Test func `one student is shown with the evidence and every key`() throws {
    let text = try ScreenReviewer(try world()).text
    for part in [
      "Kim", "group 7a · student 21 · id 301", "0 of 2 decided, 2 left", "In class.csv, line 22:",
      "gender empty", "height 166", "166.0 cm", "female,", " sure, between ", "of 100",
      "within 1 cm", "▲ 166.0 cm", "f female", "m male", "a accept", "n unknown", "space later",
      "u undo", "c comment", "/ find", "b list", "? help", "q stop",
    ] {
      #expect(text.contains(part), "\(part)")
    }
  }

  static let keys: [(Character, String, String?)] = [
    ("a", "accepted", "female"), ("f", "accepted", "female"), ("m", "corrected", "male"),
    ("1", "accepted", "female"), ("2", "corrected", "male"), ("n", "left_unknown", nil),
    (" ", "later", nil),
  ]

  @Test(arguments: keys)
  func `a key decides at once, and the next student appears`(
    key: Character,
    state: String,
    gender: String?
  ) throws {
    let world = try world()
    let reviewer = try ScreenReviewer(world)
    reviewer.press(String(key))
    #expect(reviewer.name == "Robin")
    #expect(reviewer.message.hasPrefix("Kept: Kim: "))
    let kim = try world.json("review", "queue").array.first { $0["student"].integer == 21 }
    #expect(kim?["state"].text == state)
    #expect(kim?["decided_gender"].text == gender)
  }

  @Test(arguments: [
    Key.enter, .escape, .up, .tab, .backspace, .other, .paste("f"), .character("x"),
    .character("7"), .character("X"), .character("k"), .control("c"),
  ])
  func `another key decides nothing and says so`(key: Key) throws {
    let world = try world()
    let before = world.database
    let reviewer = try ScreenReviewer(world)
    reviewer.press(key)
    #expect(reviewer.name == "Kim")
    #expect(!reviewer.message.isEmpty)
    #expect(world.database == before)
  }

  @Test(arguments: [("M", "male"), ("F", "female"), ("N", nil)] as [(String, String?)])
  func `capital letters are the same keys`(key: String, gender: String?) throws {
    let world = try world()
    let reviewer = try ScreenReviewer(world)
    reviewer.press(key)
    #expect(reviewer.name == "Robin")
    let kim = try world.json("review", "queue").array.first { $0["student"].integer == 21 }
    #expect(kim?["decided_gender"].text == gender)
    reviewer.press("U")
    #expect(reviewer.name == "Kim")
    #expect(!reviewer.press("Q"))
  }

  @Test func `in a window that is too small nothing is decided`() throws {
    let world = try world()
    let before = world.database
    let reviewer = try ScreenReviewer(world)
    let small = TerminalSize(columns: 39, rows: 15)
    #expect(reviewer.lines(small).joined(separator: " ").contains("too small"))
    let goesOn = reviewer.screen.take(.character("f"), small)
    #expect(goesOn)
    #expect(world.database == before)
    let goesOnAfterQ = reviewer.screen.take(.character("q"), small)
    #expect(!goesOnAfterQ)
  }

  @Test func `undo goes as far back as one likes, and shows whom it is about`() throws {
    let world = try world()
    let reviewer = try ScreenReviewer(world)
    reviewer.press("am")
    #expect(reviewer.text.contains("Nothing is left to decide"))
    reviewer.press("u")
    #expect(reviewer.name == "Robin")
    reviewer.press("u")
    #expect(reviewer.name == "Kim")
    #expect(try states(world) == ["open", "open"])
    reviewer.press("u")
    #expect(reviewer.message.contains("nothing to undo"))
  }

  @Test func `undo goes on in a later sitting, and leaves others' decisions alone`() throws {
    let world = try world()
    _ = try ScreenReviewer(world).press("m")
    _ = try ScreenReviewer(world, as: "Maria").press("a")
    let reviewer = try ScreenReviewer(world)
    reviewer.press("u")
    #expect(reviewer.name == "Kim")
    reviewer.press("u")
    #expect(reviewer.message.contains("Edmond has no active decision"))
    #expect(try states(world) == ["open", "accepted"])
  }

  @Test func `who was decided meanwhile is a conflict that shows both, and replaces nothing`()
    throws
  {
    let world = try world()
    let (first, second) = (try ScreenReviewer(world), try ScreenReviewer(world, as: "Maria"))
    first.press("m")
    #expect(second.name == "Kim", "Maria has the old picture before her")
    second.press("f")
    #expect(second.text.contains("Conflict: male, decided by hand, by Edmond (d1)"))
    #expect(second.text.contains("Yours is not kept"))
    #expect(second.name == "Kim")
    #expect(try world.json("show", "21")["decisions"].array.count == 1)
    second.press("k")
    #expect(second.name == "Robin")
    #expect(try states(world)[0] == "corrected")
  }

  @Test func `after a conflict one may decide again, knowingly`() throws {
    let world = try world()
    let (first, second) = (try ScreenReviewer(world), try ScreenReviewer(world, as: "Maria"))
    first.press("m")
    second.press("ff")
    #expect(try states(world)[0] == "accepted")
    let decisions = try world.json("show", "21")["decisions"]
    #expect(decisions[1]["supersedes"].text == "d1")
    #expect(decisions[1]["decided_by"].text == "Maria")
  }

  @Test func `a comment is written and corrected, and goes with one decision`() throws {
    let world = try world()
    let reviewer = try ScreenReviewer(world)
    reviewer.press("cq\u{E4}!")
    #expect(reviewer.message == "comment: qä!")
    reviewer.press(.backspace)
    reviewer.press(.enter)
    #expect(reviewer.text.contains("comment     qä"))
    reviewer.press("aa")
    #expect(try world.json("show", "21")["decisions"][0]["reason"].text == "qä")
    #expect(try world.json("show", "22")["decisions"][0]["reason"].isNull)
  }

  @Test func `Escape leaves the comment as it was`() throws {
    let world = try world()
    let reviewer = try ScreenReviewer(world)
    reviewer.press("cold")
    reviewer.press(.enter)
    reviewer.press("c, new")
    reviewer.press(.escape)
    reviewer.press("a")
    #expect(try world.json("show", "21")["decisions"][0]["reason"].text == "old")
  }

  @Test func `a student is found by name, number or id, and several open the list`() throws {
    let reviewer = try ScreenReviewer(try world())
    for text in ["rob", "ROBIN", "22", "302"] {
      reviewer.press("/" + text)
      reviewer.press(.enter)
      #expect(reviewer.name == "Robin", "\(text)")
      reviewer.press("/kim")
      reviewer.press(.enter)
    }
    reviewer.press("/i")
    reviewer.press(.enter)
    #expect(reviewer.text.contains("2 students in the queue with \"i\" in the name"))
    reviewer.press(.escape)
    reviewer.press("/nobody")
    reviewer.press(.enter)
    #expect(reviewer.message == "No student in this queue is called \"nobody\".")
  }

  @Test func `the list moves, filters and opens, and decides nothing`() throws {
    let world = try world()
    let reviewer = try ScreenReviewer(world)
    reviewer.press("f")
    let before = world.database
    reviewer.press("b")
    #expect(reviewer.name.hasPrefix("1 student still to decide"))
    reviewer.press("o")
    #expect(reviewer.name.hasPrefix("2 students in the queue"))
    reviewer.press("fma")
    #expect(reviewer.message.hasPrefix("Unknown key in the list"))
    #expect(world.database == before)
    reviewer.press(.end)
    reviewer.press(.down)
    reviewer.press(.up)
    reviewer.press(.enter)
    #expect(reviewer.text.contains("decided     female, as suggested, by Edmond (d1)"))
  }

  @Test func `who was put off comes again after the others, in whatever sitting`() throws {
    let world = try world()
    _ = try ScreenReviewer(world).press(" ")
    let reviewer = try ScreenReviewer(world)
    #expect(reviewer.name == "Robin")
    reviewer.press(" ")
    #expect(reviewer.name == "Kim")
    reviewer.press(" ")
    #expect(reviewer.name == "Robin")
  }

  @Test func `a blind review shows nothing that tells, and marks the decision`() throws {
    let world = try world()
    let reviewer = try ScreenReviewer(world, blindness: .all)
    for word in ["sure", "of 100", "within", "▲", "a accept"] {
      #expect(!reviewer.text.contains(word), "\(word)")
    }
    reviewer.press("a")
    #expect(reviewer.name == "Kim")
    reviewer.press("f")
    #expect(try world.json("show", "21")["decisions"][0]["blind"].bool == true)
  }

  @Test func `who is signed is not decided, and the reason is given`() throws {
    let world = try world()
    let reviewer = try ScreenReviewer(world)
    reviewer.press("aa")
    _ = world.run("review", "sign-off", "--name", "E", "--role", "R")
    let before = world.database
    reviewer.press("/kim")
    reviewer.press(.enter)
    #expect(reviewer.text.contains("signed      female, as suggested"))
    reviewer.press("m")
    #expect(reviewer.text.contains("Not kept: student 21 is signed (s1)"))
    #expect(world.database == before)
  }

  @Test func `what another act changed is seen with the next key`() throws {
    let world = try world()
    let reviewer = try ScreenReviewer(world)
    try world.write("id,name,gender,height,group\n302,Robin,M,176,7b\n", to: "new.csv")
    _ = world.run("import", "new.csv", "--on-conflict", "update")
    reviewer.press("f")
    #expect(reviewer.text.contains("Nothing is left to decide: all 1 are done."))
  }
}
