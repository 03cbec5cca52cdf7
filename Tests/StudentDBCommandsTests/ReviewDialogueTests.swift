import Testing

/// The interactive review, with what a person types given line by line.
struct ReviewDialogueTests {
  /// Runs the review with some lines typed, on Kim (21, first) and Robin (22).
  private func review(
    _ lines: [String],
    flags: [String] = [],
    in world: TestWorld
  ) -> Answer {
    world.lines = lines
    return world.run(["review", "--lines"] + flags)
  }

  private func states(_ world: TestWorld) throws -> [String] {
    try world.json("review", "queue").array.sorted {
      ($0["student"].integer ?? 0) < ($1["student"].integer ?? 0)
    }.map { $0["state"].text ?? "" }
  }

  /// Kim is shown first, so that the tests below read in order.
  private func world() throws -> TestWorld {
    let roster = Rosters.small.replacing("Kim,,160", with: "Kim,,166")
    let world = try TestWorld.imputed(roster)
    try #require(try world.json("review", "queue")[0]["name"].text == "Kim")
    return world
  }

  static let keys: [(String, String, String?)] = [
    ("a", "accepted", "female"), ("f", "accepted", "female"), ("m", "corrected", "male"),
    ("n", "left_unknown", nil), ("s", "later", nil),
  ]

  @Test(arguments: keys)
  func `each key does what the help says, on disk before the next student appears`(
    key: String,
    state: String,
    gender: String?
  ) throws {
    let world = try world()
    let answer = review([key], in: world)
    #expect(answer.status == 4, "Robin is left")
    #expect(answer.text.contains("(d1)."))
    #expect(answer.text.contains("Robin, 7b  (student 22"))
    let kim = try world.json("review", "queue").array.first { $0["student"].integer == 21 }
    #expect(kim?["state"].text == state)
    #expect(kim?["decided_gender"].text == gender)
    #expect(try states(world)[1] == "open")
  }

  @Test func `the space bar puts off until later`() throws {
    let world = try world()
    _ = review([" "], in: world)
    let states = try states(world)
    #expect(states == ["later", "open"])
  }

  @Test(arguments: [["q"], [], ["q", "a", "a"]])
  func `q and the end of input stop without a decision`(lines: [String]) throws {
    let world = try world()
    let before = world.database
    let answer = review(lines, in: world)
    #expect(answer.status == 4)
    #expect(answer.text.contains("Stopped with 2 still to decide"))
    #expect(world.database == before)
  }

  @Test func `when the last student is decided it is said what comes next`() throws {
    let world = try world()
    let answer = review(["a", "a", "m"], in: world)
    #expect(answer.status == 0)
    #expect(answer.text.contains("Nothing is left to decide. Next: studentdb review sign-off"))
    #expect(try states(world) == ["accepted", "accepted"])
    #expect(world.lines == ["m"], "nothing more is read")
  }

  @Test func `a further gender has a number`() throws {
    let roster = Rosters.small + "304,Max,non-binary,171,7a\n"
    let world = try TestWorld.imputed(roster.replacing("Kim,,160", with: "Kim,,166"))
    let answer = review(["3"], in: world)
    #expect(answer.text.contains("3 non-binary"))
    let kim = try world.json("list", "--name", "Kim")[0]
    #expect(kim["gender"].text == "non-binary")
  }

  @Test(arguments: ["x", "7", "accept", "é", "0", "-1", "F "])
  func `another key decides nothing and says where the help is`(key: String) throws {
    let world = try world()
    let before = world.database
    let answer = review([key, "q"], in: world)
    #expect(answer.text.contains("is not a key; ? lists the keys."))
    #expect(world.database == before)
  }

  @Test(arguments: ["?", ""])
  func `the help names every key`(key: String) throws {
    let world = try world()
    let before = world.database
    let text = review([key], in: world).text
    for word in [
      "f or 1 female", "m or 2 male", "a accept", "n leave", "later", "u undo", "c comment",
      "/NAME", "b list", "q stop", "k keep",
    ] {
      #expect(text.contains(word), "\(word)")
    }
    #expect(world.database == before)
  }

  @Test func `u takes back, as far back as one likes, and shows the student again`() throws {
    let world = try world()
    let answer = review(["a", "a", "u", "u"], in: world)
    // After the second decision nothing is left, so the review ends before any undo.
    #expect(answer.status == 0)
    _ = world.run("review", "undo")
    let second = review(["u"], in: world)
    #expect(second.text.contains("Taken back: d1, about Kim."))
    #expect(try states(world) == ["open", "open"])
  }

  @Test func `u after a mistake goes back to the student it was about`() throws {
    let world = try world()
    let answer = review(["m", "u", "f"], in: world)
    #expect(answer.text.contains("Taken back: d1, about Kim."))
    #expect(try states(world) == ["accepted", "open"])
    #expect(try world.json("list", "--name", "Kim")[0]["gender"].text == "female")
  }

  @Test func `with nothing to take back u says so and goes on`() throws {
    let world = try world()
    let answer = review(["u", "a"], in: world)
    #expect(answer.text.contains("nothing to undo"))
    #expect(try states(world) == ["accepted", "open"])
  }

  @Test func `a comment goes with the next decision only`() throws {
    let world = try world()
    _ = review(["c", "asked her", "a", "a"], in: world)
    let decisions = try world.json("show", "21")["decisions"][0]
    #expect(decisions["reason"].text == "asked her")
    #expect(try world.json("show", "22")["decisions"][0]["reason"].isNull)
  }

  @Test func `a student is found by a part of the name`() throws {
    let world = try world()
    let answer = review(["/rob", "m"], in: world)
    #expect(answer.text.contains("Robin, 7b  (student 22"))
    #expect(try states(world) == ["open", "accepted"])
    #expect(
      review(["/zzz"], in: world).text.contains("No student in this queue is called \"zzz\".")
    )
  }

  @Test(arguments: [["c", "told"], ["?"], ["b"], ["x"]])
  func `who was found stays in view until decided`(lines: [String]) throws {
    let world = try world()
    _ = review(["/rob"] + lines + ["m"], in: world)
    let states = try states(world)
    #expect(states == ["open", "accepted"])
  }

  @Test func `the evidence is given in plain sentences`() throws {
    let text = review(["q"], in: try world()).text
    for part in [
      "height      166.0 cm", "suggestion  female, ", " sure, between ",
      "of 100      students this tall whose gender is missing, ",
      "nearby      known students within 1 cm: ",
      "file        In class.csv, line 22: id 301 · name Kim",
    ] {
      #expect(text.contains(part), "\(part)")
    }
  }

  @Test func `who was found and is decided already is kept with k`() throws {
    let world = try world()
    _ = review(["m"], in: world)
    let answer = review(["/kim", "k", "q"], in: world)
    #expect(answer.text.contains("decided     male, decided by hand, by Edmond (d1)"))
    #expect(try states(world) == ["corrected", "open"])
    #expect(review(["k"], in: world).text.contains("Nothing has been decided about this student"))
  }

  @Test func `b lists who is left`() throws {
    let world = try world()
    let lines = review(["b"], in: world).outputLines
    #expect(lines.contains("  21  Kim"))
    #expect(lines.contains("  22  Robin"))
  }

  @Test func `a blind review hides the suggestion and marks the decision`() throws {
    let world = try world()
    let answer = review(["a", "f"], flags: ["--blind"], in: world)
    #expect(answer.text.contains("suggestion  hidden"))
    #expect(!answer.text.contains("sure"))
    #expect(answer.text.contains("The suggestion is hidden: say the gender that you know"))
    #expect(try world.json("show", "21")["decisions"][0]["blind"].bool == true)
  }

  @Test func `whom everybody put off comes again`() throws {
    let world = try world()
    let answer = review(["s", "s", "a"], in: world)
    #expect(answer.status == 4)
    #expect(try states(world).sorted() == ["accepted", "later"])
  }

  @Test func `a group, a bound and an order choose whom to show`() throws {
    let world = try world()
    _ = review(["a"], flags: ["--group", "7b"], in: world)
    #expect(try states(world) == ["open", "accepted"])
    let bound = review(["q"], flags: ["--below", "0.5"], in: world)
    #expect(bound.text.contains("Nothing is left to decide."))
    #expect(review(["q"], flags: ["--order", "name"], in: world).text.contains("Kim, 7a"))
  }

  @Test func `a signed student is not decided in passing`() throws {
    let world = try world()
    _ = review(["a", "a"], in: world)
    _ = world.run("review", "sign-off", "--name", "E", "--role", "R")
    let before = world.database
    let answer = review(["m"], in: world)
    #expect(answer.text.contains("Nothing is left to decide."))
    #expect(world.database == before)
  }
}
