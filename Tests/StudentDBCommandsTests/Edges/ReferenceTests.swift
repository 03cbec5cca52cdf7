import Testing

/// What names a student on the command line.
@Suite struct ReferenceTests {
  /// Student 3 has the id 2, student 2 the id 0245, and 4 a number as a name.
  private static let list = """
    id,name,gender,height,class
    A1,Maja Silva,F,160,8a
    0245,José Núñez,M,171,8a
    2,Ben Koch,M,165,8b
    A4,Maja Lopez,F,166,8b
    A5,Anna O'Neill,F,166,8b
    5,Eva Brandt,F,163,8b

    """

  /// A reference, and the student who is meant; nil where it is refused with the status.
  static let references: [(text: String, student: Int64?, status: Int32)] = [
    ("number:3", 3, 0), ("Number:3", 3, 0), ("ID:2", 3, 0), (" id:2", 3, 0), ("number:2", 2, 0),
    ("#2", 2, 0), ("id:2", 3, 0), ("id:0245", 2, 0),
    ("id: 0245 ", 2, 0), ("0245", 2, 0), ("A1", 1, 0), ("1", 1, 0), ("3", 3, 0),
    ("Maja Silva", 1, 0), ("maja silva", 1, 0), ("Silva Maja", 1, 0), ("Silva, Maja", 1, 0),
    ("Silva", 1, 0), ("jose nunez", 2, 0), ("JOSÉ NÚÑEZ", 2, 0), ("Maja\u{A0}Silva", 1, 0),
    ("anna o'neill", 5, 0), ("Anna O’Neill", 5, 0),
    ("2", nil, 64), ("5", nil, 64), ("Maja", nil, 64), ("Maj", nil, 66), ("Maja Koch", nil, 66),
    ("number:99", nil, 66), ("number:0245", nil, 66), ("number:03", nil, 66), ("number:x", nil, 66),
    ("id:99", nil, 66), ("id:", nil, 66),
    ("", nil, 66), ("99", nil, 66),
  ]

  @Test(arguments: references)
  func `a student is named by number, id or name`(
    text: String,
    student: Int64?,
    status: Int32
  ) throws {
    let world = try TestWorld(["class.csv": Self.list])
    _ = world.run("import", "class.csv")
    let answer = world.run("show", text, "--json")
    #expect(answer.status == status, "\(answer.messages)")
    if let student { #expect(try answer.json["student"].integer == Int(student)) }
    // Every command that takes a student takes it so.
    for command in [
      ["correct", text, "--group", "9", "-m", "why", "-n"], ["log", "--student", text],
    ] {
      #expect(world.run(command).status == status, "\(command)")
    }
  }

  @Test func `a refusal names both forms, and each of several`() throws {
    let world = try TestWorld(["class.csv": Self.list])
    _ = world.run("import", "class.csv")
    #expect(
      world.run("show", "2").messages.hasSuffix(
        """
        2 is the number of one student and the school's id of another; say which:
          number:2  José Núñez, 8a
          id:2  Ben Koch, 8b
        """
      )
    )
    #expect(
      world.run("show", "Maja").messages.hasSuffix(
        """
        "Maja" fits 2 students; say which:
          number:1  Maja Silva, 8a
          number:4  Maja Lopez, 8b
        """
      )
    )
  }

  @Test(arguments: [
    ["explain", "Kim", "--run", "r9"], ["review", "queue", "--run", "r9"],
    ["review", "decide", "Kim", "--accept", "--run", "r9"],
    ["review", "decide", "Kim", "--gender", "female", "--run", "r9"],
    ["review", "decide", "Kim", "--later", "--run", "r9"],
    ["review", "accept", "--at-least", "0.5", "--expect", "2", "--run", "r9"],
    ["show", "r9"],
  ])
  func `a run that does not exist is not found, and nothing is changed`(arguments: [String]) throws
  {
    let world = try TestWorld.imputed(Rosters.small)
    let before = world.database
    let answer = world.run(arguments)
    #expect(answer.status == 66, "\(answer.messages)")
    #expect(answer.messages.contains("r9"))
    #expect(world.database == before)
  }

  @Test func `the short ids of everything else stay what they are`() throws {
    let world = try TestWorld.imputed(Rosters.small)
    _ = world.run("review", "accept", "--at-least", "0.5", "--expect", "2")
    _ = world.run("review", "sign-off", "--name", "A", "--role", "B")
    for (id, key) in [("i1", "import"), ("r1", "run"), ("d1", "decision"), ("s1", "sign_off")] {
      #expect(try world.json("show", id)[key].text == id)
    }
    let batch = try world.json("show", "b1")
    #expect(batch["batch"].text == "b1" && batch["kind"].text == "accept")
    #expect(batch["decisions"].array.count == 2)
    #expect(world.run("show", "b1").text.hasPrefix("Batch b1: accept, 2 decisions"))
  }
}
