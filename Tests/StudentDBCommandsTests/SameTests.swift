import Testing

/// `same` joins two rows of one child; `revert jN` parts them.
struct SameTests {
  private func world() throws -> TestWorld {
    let world = try TestWorld([
      "a.csv": """
      id,name,class,gender,height,born
      17,Anna Meier,5a,,,2015-03-04
      18,Ben Roth,5a,M,150,2015-05-06
      93,Meier Anna,5a,F,148,2015-03-04

      """
    ])
    #expect(world.run("import", "a.csv").status == 0)
    return world
  }

  @Test func `check names the command, and its answer says what stands`() throws {
    let world = try world()
    #expect(
      world.run("check").text.hasSuffix(
        "Next: studentdb same number:1 number:3 -m WHY, if they are one child\n"
      )
    )
    let answer = world.run("same", "number:1", "number:3", "-m", "the office: one child")
    #expect(answer.status == 0)
    #expect(
      answer.text == """
        Student 3 is the same child as student 1, Anna Meier (j1): the office: one child
          gender     nothing -> female
          height     nothing -> 148 cm
          id         17 stands; student 3 has 93
          name       Anna Meier stands; student 3 has Meier Anna
        If they are two children after all: studentdb revert j1 -m WHY

        """
    )
    #expect(world.run("check").status == 0)
    #expect(world.run("verify").status == 0)
  }

  @Test func `either id and the number lead to the child`() throws {
    let world = try world()
    _ = world.run("same", "1", "3", "-m", "one child")
    for name in ["id:93", "93", "Meier Anna", "Anna Meier", "number:1"] {
      #expect(try world.json("show", name)["student"].integer == 1)
    }
    let second = world.run("show", "number:3").text
    #expect(second.contains("  same as     student 1, whose row counts\n"))
    #expect(second.contains("  changed     same_as: nothing to 1 (j1, by Edmond: one child, "))
    #expect(world.run("show", "1").text.contains("  also        number 3\n"))
    #expect(try world.json("list", "--state", "merged").array.map { $0["student"].integer } == [3])
    #expect(try world.json("status")["students"].integer == 2)
    #expect(
      try world.json("log", "--student", "number:3").array.map { $0["kind"].text } == [
        "same", "import",
      ]
    )
  }

  @Test func `revert parts them, once`() throws {
    let world = try world()
    _ = world.run("same", "1", "3", "-m", "one child")
    let dry = world.run("revert", "j1", "-m", "two", "-n")
    #expect(dry.text.hasSuffix("Nothing was changed.\n"))
    #expect(
      world.run("revert", "j1", "-m", "two").text == """
        j1 is reverted: student 1 and student 3 are two children again.
          of student 1 gender, height are again as before

        """
    )
    #expect(world.run("revert", "j1", "-m", "two").text.contains("was reverted before"))
    #expect(try world.json("status")["students"].integer == 3)
    #expect(world.run("verify").status == 0)
  }

  @Test func `what does not fit is refused, and nothing is changed`() throws {
    let world = try world()
    let head = try world.json("status")["head"].text
    #expect(world.run("same", "1", "3").status == 64)
    #expect(world.run("same", "1", "3", "-m", " ").status == 64)
    #expect(world.run("same", "1", "-m", "x").status == 64)
    #expect(world.run("same", "1", "id:17", "-m", "x").status == 64)
    #expect(world.run("same", "1", "99", "-m", "x").status == 66)
    #expect(world.run("same", "2", "3", "-m", "x").status == 65)
    #expect(world.run("revert", "j1", "-m", "x").status == 66)
    #expect(world.run("revert", "jx", "-m", "x").status == 64)
    #expect(world.run("same", "1", "3", "-m", "x", "-n").text.hasSuffix("Nothing was changed.\n"))
    #expect(try world.json("status")["head"].text == head)
  }

  @Test func `a signature on either row is respected`() throws {
    for signed in ["21", "22"] {
      let world = try TestWorld.imputed()
      _ = world.run("review", "decide", signed, "--accept")
      _ = world.run(
        "review",
        "sign-off",
        "--name",
        "E. Edmond",
        "--role",
        "Class teacher",
        "--allow-open"
      )
      #expect(world.run("same", "21", "22", "-m", "x").status == 5)
      let joined = world.run("same", "21", "22", "-m", "x", "--void-sign-off")
      #expect(joined.status == 0)
      #expect(joined.text.contains("  signed     s1 no longer stands\n"))
      #expect(world.run("verify").status == 0)
    }
  }
}
