import Foundation
import Testing

/// The COMMIT is the last thing that can fail: whoever could not give the answer changes nothing, and
/// where it fails after all, the sentence begins with what was kept.
struct CommitLastTests {
  /// Each writer, and how the sentence begins that says what it kept.
  static let writers: [([String], String)] = [
    (["import", "more.csv"], "Import i2 was kept; "),
    (["impute"], "Run r2 was kept; "),
    (["impute", "--model", "r1"], "Run r2 was kept; "),
    (["impute", "--rerun", "r1"], "Run r2 was kept; "),
    (["model", "import", "model.json"], "Run r2 was kept; "),
    (["review", "decide", "21", "--accept"], "Decision d2 was kept; "),
    (["review", "decide", "22", "--leave-unknown"], "Decision d2 was kept; "),
    (["review", "accept", "--at-least", "0.5", "-y"], "Batch b1 was kept; "),
    (["review", "apply", "filled.csv"], "Batch b1 was kept; "),
    (["review", "undo"], "Decision d2 was kept; "),
    (
      ["review", "sign-off", "--name", "E", "--role", "R", "--allow-open"],
      "Signature s1 was kept; "
    ),
    (
      ["correct", "1", "--height", "160 cm", "-m", "again"],
      "The correction of student 1 was kept; "
    ),
    (["revert", "i1", "-m", "the wrong file"], "The revert of i1 was kept; "),
  ]

  private func world() throws -> TestWorld { try TestWorld.prepared() }

  /// What is wrong with the output, the status, and whether standard output takes nothing.
  static let refused: [([String], Int32, Bool)] = [
    (["-o", "nodir/x"], 73, false), (["-o", "."], 73, false), (["-o", "there"], 73, false),
    (["-o", "there/x"], 73, false), (["-o", "/dev/full"], 74, false),
    (["-o", "/proc/x"], 73, false),
    (["--format", "csv"], 64, false), (["--format", "tsv"], 64, false),
    (["--format", "jsonl"], 64, false), ([], 74, true), (["--json"], 74, true),
    (["-o", "-"], 74, true),
  ]

  @Test(arguments: writers.map(\.0))
  func `an output that takes nothing is found before the act`(writer: [String]) throws {
    let world = try world()
    let (before, names) = (world.database, world.contents)
    for (options, status, isFull) in Self.refused {
      world.outputFault = isFull ? .known : .none
      let answer = world.run(writer + options)
      #expect(answer.status == status, "\(options): \(answer.messages)")
      #expect(!answer.messages.contains("was kept"), "\(answer.messages)")
      #expect(world.database == before, "\(options)")
      #expect(world.contents == names, "\(options)")
    }
  }

  @Test(arguments: ["nodir/x", "there", "more.csv", ".", "/dev/full", "-"])
  func `a file for rejected lines that cannot be made is found before the act`(
    name: String
  ) throws {
    let world = try world()
    let before = world.database
    let answer = world.run("import", "more.csv", "--rejects", name)
    #expect([64, 73, 74].contains(answer.status), "\(answer.messages)")
    #expect(world.database == before)
    let new = try TestWorld(["class.csv": Rosters.small])
    #expect(new.run("import", "class.csv", "--rejects", "nodir/x").status == 73)
    #expect(new.contents == ["class.csv"], "no database either")
  }

  @Test(arguments: writers)
  func `an answer that fails after the act says first what was kept`(
    writer: [String],
    start: String
  ) throws {
    let world = try world()
    let before = world.database
    world.outputFault = .after(0)
    let answer = world.run(writer)
    #expect(answer.status == 74)
    #expect(answer.messages.hasPrefix("studentdb: " + start), "\(answer.messages)")
    #expect(answer.messages.contains("Do not repeat the command"))
    #expect(!answer.messages.contains("try again"))
    #expect(!answer.messages.contains("nothing of this"))
    #expect(world.database != before)
  }

  @Test func `where nothing was changed, nothing is said to be kept`() throws {
    let world = try world()
    world.outputFault = .after(0)
    for line in [
      ["import", "class.csv"], ["review", "decide", "21", "--accept", "-n"],
      ["review", "accept", "--at-least", "1", "-y"],
    ] {
      let answer = world.run(line)
      #expect(answer.status == 74, "\(line): \(answer.messages)")
      #expect(!answer.messages.contains("kept"), "\(answer.messages)")
    }
  }

  @Test func `an undo whose file cannot be made undoes nothing, twice`() throws {
    let world = try world()
    _ = world.run("review", "accept", "--at-least", "0.5", "-y")
    let before = world.database
    for _ in 0..<2 { #expect(world.run("review", "undo", "-o", "nodir/x").status == 73) }
    #expect(world.database == before)
  }

  /// Pieces that standard output takes, in a review where every student is accepted.
  @Test(arguments: 0..<40)
  func `a decision is written only after its whole page was shown`(pieces: Int) throws {
    let world = try world()
    // One is decided already, one is shown, and the other comes again with b.
    world.lines = ["a", "/22", "m"]
    world.outputFault = .after(pieces)
    let answer = world.run("review", "--lines", "--no-sample")
    // The line with the keys is the last of a page.
    let shown = answer.outputLines.count { $0.contains("q stop") && $0.contains("·") }
    world.outputFault = .none
    let decided = try world.json("log").array.count { $0["kind"].text == "decide" } - 1
    #expect(decided <= shown, "\(decided) decisions, \(shown) pages")
    if answer.status == 74, decided > answer.text.components(separatedBy: "Kept: ").count - 1 {
      #expect(
        answer.messages.hasPrefix("studentdb: Decision d\(decided + 1) was kept"),
        "\(answer.messages)"
      )
    }
  }

  @Test func `a review on a full device does not begin`() throws {
    let world = try world()
    let before = world.database
    world.lines = ["a", "a"]
    world.outputFault = .known
    #expect(world.run("review", "--lines").status == 74)
    #expect(world.lines.count == 2, "nothing was read")
    #expect(world.database == before)
  }

  @Test(arguments: [["1"], ["look 1", "f", "1"]])
  func `a batch is accepted only after the question was seen`(lines: [String]) throws {
    let world = try world()
    let before = world.database
    world.isInteractive = true
    world.isDeaf = true
    world.lines = lines
    #expect(world.run("review", "accept", "--at-least", "0.5").status == 74)
    #expect(world.lines == lines)
    #expect(world.database == before)
  }
}
