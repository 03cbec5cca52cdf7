import Testing

/// `revert` takes an import back, by a new entry.
struct RevertTests {
  private static let more =
    "id,name,gender,height,group\n401,New,F,161,7a\n302,Robin,M,177,7b\n"

  private func world() throws -> TestWorld {
    let world = try TestWorld.imputed()
    try world.write(Self.more, to: "more.csv")
    _ = world.run("import", "more.csv")
    return world
  }

  @Test func `what was taken back is said, and what is next`() throws {
    let world = try world()
    let answer = world.run("revert", "i2", "-m", "the neighbours' file")
    #expect(answer.status == 0)
    #expect(
      answer.text == """
        Import i2 (more.csv) is reverted: its 1 student is no longer active.
          1 other student was restored to earlier values
        Next: studentdb import FILE; the same file can be imported again

        """
    )
    let status = world.run("status").text
    #expect(status.hasPrefix("23 students from 1 import (1 more reverted), 1 run, "))
    #expect(try world.json("status")["reverted_imports"].integer == 1)
    #expect(try world.json("list").array.count == 23)
    #expect(try world.json("show", "22")["gender_status"].text == "missing")
    #expect(try world.json("verify")["ok"].bool == true)
  }

  @Test func `the import, its students and the log say so`() throws {
    let world = try world()
    _ = world.run("revert", "i2", "-m", "the neighbours' file", "--as", "Ben")
    for shown in [world.run("show", "i2").text, world.run("show", "24").text] {
      #expect(shown.contains("reverted    2026-09-01T07:"))
      #expect(shown.contains("by Ben: the neighbours' file"))
    }
    let imported = try world.json("show", "i2")["reverted"]
    #expect(imported.keys == ["at", "by", "reason"])
    #expect(try world.json("show", "24")["reverted"]["by"].text == "Ben")
    #expect(try world.json("show", "i1")["reverted"].isNull)
    #expect(try world.json("show", "1")["reverted"].isNull)
    let log = try world.json("log")[0]
    #expect(log["kind"].text == "revert")
    #expect(log["facts"]["import"].text == "i2")
    #expect(world.run("show", "22").text.contains("(revert of i2, "))
  }

  @Test func `the answer for scripts has its keys`() throws {
    let world = try world()
    let answer = try world.json("revert", "i2", "-m", "why")
    #expect(
      answer.keys == [
        "already_reverted", "decisions", "kept", "kept_students", "restored", "reverted",
        "students",
        "voided_signatures",
      ]
    )
    #expect(answer["reverted"].text == "i2")
    #expect(answer["students"].integer == 1)
    #expect(answer["restored"].integer == 1)
    let again = world.run("revert", "i2", "-m", "why", "--json")
    #expect(again.status == 0)
    #expect(try again.json["already_reverted"].bool == true)
    #expect(try again.json.keys == answer.keys)
  }

  @Test func `the same file can be imported again, and counts once more`() throws {
    let world = try world()
    _ = world.run("revert", "i2", "-m", "why")
    let again = try world.json("import", "more.csv")["imports"][0]
    #expect(again["import"].text == "i3")
    #expect(again["already_imported"].bool == false)
    #expect(try world.json("list").array.count == 24)
    #expect(try world.json("import", "more.csv")["imports"][0]["already_imported"].bool == true)
    #expect(try world.json("verify")["ok"].bool == true)
  }

  @Test func `a file that was taken back is exported as it came`() throws {
    let world = try world()
    _ = world.run("revert", "i2", "-m", "why")
    let export = world.run("export", "--import", "i2", "--columns", "original")
    #expect(export.text == Self.more)
    #expect(export.messages.contains("i2 was reverted on 2026-09-01"))
    #expect(world.run("export", "--columns", "original").text == Rosters.small)
  }

  @Test func `an import that a later one rests on is not taken back first`() throws {
    let world = try world()
    let before = world.database
    let answer = world.run("revert", "i1", "-m", "why")
    #expect(answer.status == 65)
    #expect(answer.messages.contains("revert i2 first"))
    #expect(world.database == before)
    #expect(world.run("revert", "i2", "-m", "why").status == 0)
    #expect(world.run("revert", "i1", "-m", "why").status == 0)
    #expect(try world.json("list").array.isEmpty)
    #expect(world.run("impute").status == 65)
    #expect(world.run("status").text.contains("Next: studentdb import FILE"))
    #expect(try world.json("verify")["ok"].bool == true)
  }

  @Test func `a signature on one of its students is respected, or declared void with the reason`()
    throws
  {
    let world = try TestWorld.imputed()
    _ = world.run("review", "accept", "--at-least", "0", "--yes")
    _ = world.run("review", "sign-off", "--name", "E", "--role", "R")
    let before = world.database
    let refused = world.run("revert", "i1", "-m", "the wrong year")
    #expect(refused.status == 5)
    #expect(refused.messages.contains("2 students of i1 are signed (s1; 21, 22)"))
    #expect(refused.messages.contains("--void-sign-off"))
    #expect(world.database == before)
    let done = world.run("revert", "i1", "-m", "the wrong year", "--void-sign-off")
    #expect(done.status == 0)
    #expect(done.text.contains("2 decisions about them are no longer active either"))
    #expect(done.text.contains("2 signatures are no longer valid"))
    #expect(try world.json("certificate", "s1")["voided"].integer == 2)
    #expect(try world.json("verify")["ok"].bool == true)
    #expect(world.run("review", "undo").status == 65)
    #expect(world.run("review", "undo", "d1").messages.contains("was reverted"))
    #expect(world.run("review", "decide", "21", "--gender", "F").messages.contains("was reverted"))
    #expect(world.run("correct", "21", "--name", "X", "-m", "w").messages.contains("was reverted"))
  }

  static let others: [(String, String)] = [
    ("d1", "studentdb review undo d1"), ("d@", "studentdb review undo"), ("r1", "studentdb impute"),
    ("s1", "--void-sign-off"), ("17", "write i3"), ("@", "write i3"), ("iX", "write i3"),
    ("", "write i3"), ("i", "write i3"),
  ]

  @Test(arguments: others)
  func `what is taken back otherwise says how`(id: String, words: String) throws {
    let world = try world()
    let before = world.database
    let answer = world.run("revert", id, "-m", "why")
    #expect(answer.status == 64)
    #expect(answer.messages.contains(words), "\(answer.messages)")
    #expect(world.database == before)
  }

  @Test func `a revert has a reason, and an import that exists`() throws {
    let world = try world()
    #expect(world.run("revert", "i2").status == 64)
    #expect(world.run("revert", "i2").messages.contains("-m"))
    #expect(world.run("revert", "i2", "-m", " ").status == 64)
    #expect(world.run("revert", "i9", "-m", "why").status == 66)
    #expect(world.run("revert", "i@", "-m", "why").status == 0)
    #expect(try world.json("show", "i2")["reverted"]["reason"].text == "why")
  }
}
