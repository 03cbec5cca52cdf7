import Testing

/// `correct` settles one thing about one student, as a new entry.
struct CorrectTests {
  private func signed() throws -> TestWorld {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "21", "--accept")
    _ = world.run("review", "decide", "22", "--leave-unknown")
    _ = world.run("review", "sign-off", "--name", "E. Edmond", "--role", "Class teacher")
    return world
  }

  @Test func `old and new value are shown, and the reason kept`() throws {
    let world = try TestWorld.imputed()
    let answer = world.run(
      "correct",
      "101",
      "--height",
      "5'3\"",
      "--group",
      "7c",
      "-m",
      "measured again"
    )
    #expect(answer.status == 0)
    #expect(
      answer.text == """
        Girl 1 (student 1) is corrected: measured again
          height  157.0 cm (written "157") -> 160.0 cm (written "5'3"")
          group   7a -> 7c
        Next: studentdb check

        """
    )
    let shown = world.run("show", "1").text
    #expect(shown.contains("height_cm: 157.0 to 160.02 (correction by Edmond: measured again, "))
    let log = try world.json("log")[0]
    #expect(log["kind"].text == "correct")
    #expect(log["facts"]["student"].text == "1")
    #expect(log["facts"]["fields"].text == "height_cm height_text group_name")
    #expect(try world.json("verify")["ok"].bool == true)
  }

  @Test func `the answer for scripts has its keys`() throws {
    let world = try TestWorld.imputed()
    let answer = try world.json("correct", "1", "--height", "160 cm", "-m", "why")
    #expect(answer.keys == ["changed", "changes", "reason", "student", "voided"])
    #expect(answer["student"].integer == 1)
    #expect(answer["changed"].bool == true)
    #expect(answer["changes"][0].keys == ["field", "new", "old"])
    #expect(answer["changes"][0]["old"].text == "157.0")
    #expect(answer["voided"].array.isEmpty)
  }

  @Test func `a correction to what is recorded already changes nothing`() throws {
    let world = try TestWorld.imputed()
    let before = world.database
    let answer = world.run(
      "correct",
      "1",
      "--height",
      "1.57 m",
      "--gender",
      "girl",
      "--name",
      "Girl 1",
      "-m",
      "w"
    )
    #expect(answer.status == 0)
    #expect(answer.text.contains("nothing to correct"))
    #expect(world.database == before)
  }

  static let wrong: [([String], String)] = [
    (["1", "-m", "why"], "say what is right"),
    (["1", "--height", "160 cm"], "a correction needs a reason"),
    (["1", "--height", "160 cm", "-m", "  "], "a correction needs a reason"),
    (["1", "--height", "68", "-m", "w"], "68 inches (172.72 cm)"),
    (["1", "--height", "5.11", "-m", "w"], "5 feet 11 inches (180.34 cm)"),
    (["1", "--height", "300 cm", "-m", "w"], "outside 50 to 260"),
    (["1", "--height", "tall", "-m", "w"], "172 cm"),
    (["1", "--gender", "1", "-m", "w"], "write the word"),
    (["1", "--gender", "femal", "-m", "w"], "--gender female"),
    (["1", "--gender", "F", "--do-not-infer", "-m", "w"], "say one of"),
    (["1", "--name", " ", "-m", "w"], "--name needs a name"),
    (["Gril", "--name", "X", "-m", "w"], "there is no student"),
    (["1", "--id", "102", "-m", "w"], "student 3's"),
    (["1", "--do-not-infer", "-m", "w"], "never inferred"),
  ]

  @Test(arguments: wrong)
  func `what cannot be done says why and what can`(arguments: [String], words: String) throws {
    let world = try TestWorld.imputed()
    let before = world.database
    let answer = world.run(["correct"] + arguments)
    #expect([64, 65, 66].contains(answer.status), "\(answer.status)")
    #expect(answer.messages.contains(words), "\(answer.messages)")
    #expect(world.database == before)
  }

  @Test func `a gender that declined, is missing or is another word is taken`() throws {
    let world = try TestWorld.imputed()
    for (gender, status, word) in [
      ("declined", "declined", nil), ("missing", "missing", nil), ("m", "recorded", "male"),
      ("prefer not to say", "declined", nil), ("Divers", "recorded", "Divers"),
    ] as [(String, String, String?)] {
      let answer = world.run("correct", "1", "--gender", gender, "-m", "asked", "--new-gender")
      #expect(answer.status == 0, "\(answer.messages)")
      let shown = try world.json("show", "1")
      #expect(shown["gender_status"].text == status)
      #expect(shown["gender"].text == word)
    }
    #expect(try world.json("verify")["ok"].bool == true)
  }

  @Test func `who asked not to be inferred leaves the queue, and comes back`() throws {
    let world = try TestWorld.imputed()
    #expect(world.run("correct", "Kim", "--do-not-infer", "-m", "her parents asked").status == 0)
    #expect(try world.json("list", "--state", "do_not_infer")[0]["student"].integer == 21)
    #expect(try world.json("review", "queue").array.map(\.["student"].integer) == [22])
    let run = try world.json("impute")
    #expect(run["not_imputed"]["do_not_infer"].integer == 1)
    #expect(world.run("review", "decide", "21", "--gender", "F").status == 65)
    #expect(world.run("correct", "21", "--infer-again", "-m", "they agree now").status == 0)
    #expect(try world.json("impute")["imputed"].integer == 2)
  }

  @Test func `a signed student is corrected only with the signature declared void`() throws {
    let world = try signed()
    let before = world.database
    let change = ["correct", "21", "--height", "171 cm", "-m", "measured again"]
    let refused = world.run(change)
    #expect(refused.status == 5)
    #expect(refused.messages.contains("is signed (s1)"))
    #expect(world.database == before)
    let done = world.run(change + ["--void-sign-off"])
    #expect(done.status == 0)
    #expect(done.text.contains("s1 no longer stands"))
    #expect(try world.json("show", "21")["signed"].array.isEmpty)
    #expect(try world.json("show", "22")["signed"].array.count == 1)
    #expect(world.run("verify").text.contains("s1 no longer stands for student 21"))
    #expect(try world.json("certificate", "s1")["voided"].integer == 1)
  }

  @Test func `what was not signed can be corrected under a signature`() throws {
    let world = try signed()
    #expect(world.run("correct", "21", "--group", "7c", "-m", "moved").status == 0)
    #expect(try world.json("show", "21")["signed"].array.count == 1)
    let same = world.run("correct", "21", "--height", "160 cm", "-m", "again")
    #expect(same.status == 0, "what changes nothing breaks nothing")
  }

  @Test func `the export has what was corrected, and the file as it came with nothing filled`()
    throws
  {
    let world = try TestWorld.imputed()
    _ = world.run("correct", "1", "--height", "160 cm", "-m", "measured again")
    let corrected = Rosters.small.replacing("Girl 1,F,157", with: "Girl 1,F,160")
    #expect(world.run("export", "--columns", "original").text == corrected)
    #expect(world.run("export", "--columns", "original", "--import", "i1").text == corrected)
    for arguments in [[], ["--import", "i1"]] {
      let file = world.run(["export", "--columns", "original", "--fill", "none"] + arguments)
      #expect(file.text == Rosters.small)
    }
    let table = Table(world.run("export").text)
    #expect(table.cell("height", 0) == "160")
    #expect(table.cell("studentdb_corrected", 0) == "height 160 cm")
    #expect(table.cell("studentdb_corrected", 1)?.isEmpty == true)
    #expect(try world.json("list")[0]["height_cm"].number == 160)
  }

  @Test func `the old file again takes nothing back`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("correct", "1", "--height", "160 cm", "-m", "measured again")
    try world.write(Rosters.small + "401,New,F,161,7a\n", to: "again.csv")
    let imported = try world.json("import", "again.csv")["imports"][0]
    #expect(imported["added"].integer == 1)
    #expect(imported["unchanged"].integer == 23)
    #expect(try world.json("show", "1")["height_cm"].number == 160)
  }
}
