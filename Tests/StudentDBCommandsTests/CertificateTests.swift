import Testing

/// A certificate says what was signed, how it came about, and which part no longer stands.
struct CertificateTests {
  /// Kim (21) accepted, Robin (22) corrected, Lou (24) in a batch, Max (25) from a file, Ned (26)
  /// left unknown; signed.
  private func signed() throws -> TestWorld {
    let more = "304,Lou,,168,7a\n305,Max,,169,7b\n306,Ned,,170,7b\n"
    let world = try TestWorld.imputed(Rosters.small + more)
    _ = world.run("review", "decide", "21", "--accept")
    _ = world.run("review", "decide", "22", "--gender", "female")
    _ = world.run("review", "decide", "26", "--leave-unknown")
    try world.write("student,decision,run,seen\n25,m,r1,\n", to: "f.csv")
    #expect(world.run("review", "apply", "f.csv").status == 0)
    #expect(world.run("review", "accept", "--at-least", "0", "--expect", "1").status == 0)
    #expect(sign(world).status == 0)
    return world
  }

  private func sign(_ world: TestWorld) -> Answer {
    world.run("review", "sign-off", "--name", "E. Edmond", "--role", "Class teacher")
  }

  @Test func `it counts what was looked at, in batches, from files, corrected, left unknown`()
    throws
  {
    let world = try signed()
    let certificate = try world.json("certificate", "s1")
    let keys = [
      "accepted", "corrected", "left_unknown", "open", "in_batches", "from_files", "looked_at",
      "stands_for",
    ]
    let max = try world.json("show", "25")["decisions"][0]["verdict"].text == "accept" ? 1 : 0
    #expect(keys.map { certificate[$0].integer } == [2 + max, 2 - max, 1, 0, 1, 1, 3, 5])
    let lines = world.run("certificate", "s1").outputLines
    #expect(lines.contains("  of the 5 signed: 3 looked at one by one, 1 in batches, 1 from files"))
    #expect(!lines.contains { $0.contains("stands for") })
  }

  @Test func `no pupil is named, not even by a reason`() throws {
    let world = try signed()
    let why = ["--void-sign-off", "-m", "Kim said so"]
    _ = world.run(["review", "decide", "21", "--gender", "male"] + why)
    let answer = world.run("certificate", "s1")
    for name in ["Kim", "Robin", "Lou", "Max", "Ned"] { #expect(!answer.text.contains(name)) }
  }

  static let changes: [(change: [String], student: Int, part: String)] = [
    (["review", "decide", "21", "--gender", "male"], 21, "decided anew in d6"),
    (["review", "undo", "d1"], 21, "decided anew in d6"),
    (["review", "undo", "b2"], 24, "decided anew in d6"),
    (["correct", "24", "--height", "171 cm"], 24, "height_cm changed"),
    (["correct", "22", "--name", "Robyn"], 22, "name changed"),
    (["correct", "26", "--do-not-infer"], 26, "gender_absence changed"),
  ]

  @Test(arguments: changes)
  func `after any change of a signed student it says which part no longer stands`(
    change: [String],
    student: Int,
    part: String
  ) throws {
    let world = try signed()
    let before = world.database
    let why = change[0] == "correct" ? ["-m", "asked"] : []
    #expect(world.run(change + why).status == 5)
    #expect(world.database == before)
    let done = world.run(change + ["--void-sign-off", "-m", "asked", "--as", "Ben"])
    #expect(done.status == 0, "\(done.messages)")
    let text = world.run("certificate", "s1").text
    #expect(text.contains("  stands for    4 of 5 students\n"))
    #expect(text.contains("    not for student \(student): \(part); void by Ben, 2026-"))
    let json = try world.json("certificate", "s1")
    #expect(json["stands_for"].integer == 4)
    #expect(json["no_longer_stands"][0]["student"].integer == student)
    #expect(json["no_longer_stands"][0]["voided_by"].text == "Ben")
    let verified = world.run("verify")
    #expect(verified.status == 0)
    #expect(verified.text.contains("s1 no longer stands for student \(student) (\(part))"))
    #expect(
      verified.text.contains(
        "each kept as it was given; for 1 student no longer standing, as noted"
      )
    )
  }

  @Test func `several signatures stand on one run, and each says its own`() throws {
    let world = try signed()
    let why = ["--void-sign-off", "-m", "asked"]
    _ = world.run(["review", "decide", "21", "--gender", "male"] + why)
    #expect(sign(world).status == 0)
    #expect(try world.json("certificate", "s1")["stands_for"].integer == 4)
    #expect(try world.json("certificate", "s2")["stands_for"].integer == 5)
    #expect(try world.json("show", "22")["signed"].array.map(\.text) == ["s1", "s2"])
    #expect(try world.json("show", "21")["signed"].array.map(\.text) == ["s2"])
    _ = world.run(["review", "decide", "22", "--later"] + why)
    #expect(try world.json("certificate", "s1")["stands_for"].integer == 3)
    #expect(try world.json("certificate", "s2")["stands_for"].integer == 4)
  }

  @Test func `the command on it verifies`() throws {
    let world = try signed()
    let line = world.run("certificate", "s1").outputLines.last { $0.contains("verify") } ?? ""
    let words = line.split(separator: " ").dropFirst().map(String.init)
    #expect(world.run(words).status == 0)
  }
}
