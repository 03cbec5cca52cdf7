import Testing

/// Ids and names that differ only in what cannot be seen, and ids that went to somebody else.
@Suite struct WhoIsWhoTests {
  static let writings = [
    "0245 ", " 0245", "\t0245", "0245\u{A0}", "\u{200B}0245", "0245\u{FEFF}", "02\u{200B}45",
    "0245\u{2060}", "\u{200E}0245", "\u{3000}0245",
  ]

  private static func list(_ id: String, _ name: String = "Maja Silva") -> String {
    "id,name,gender,height\n0244,Ada Ott,F,160\n\(id),\(name),,165\n"
  }

  @Test(arguments: writings)
  func `two ids of one file that differ only so are a conflict`(id: String) throws {
    for (first, second) in [("0245", id), (id, "0245")] {
      let world = try TestWorld(["class.csv": Self.list(first) + "\(second),Ben Koch,M,171\n"])
      let imported = try world.json("import", "class.csv")["imports"][0]
      #expect(imported["added"].integer == 2 && imported["conflicts"].integer == 1)
      #expect(imported["rejects"][0]["code"].text == "look-alike-id")
      // The stored text is the file's.
      #expect(try world.json("list")[1]["id"].text == first)
    }
  }

  @Test(arguments: writings)
  func `across two files too, unless somebody says that it is the same`(id: String) throws {
    let world = try TestWorld(["one.csv": Self.list("0245"), "two.csv": Self.list(id)])
    _ = world.run("import", "one.csv")
    let dry = try world.json("import", "two.csv", "-n")["imports"][0]
    #expect(dry["conflicts"].integer == 1 && dry["added"].integer == 0)
    let same = try world.json("import", "two.csv", "--same", "id:0245")["imports"][0]
    #expect(same["conflicts"].integer == 0 && same["updated"].integer == 1)
    #expect(try world.json("show", "id:0245")["student"].integer == 2)
  }

  @Test func `an unclear id late in a long file is found all the same`() throws {
    var lines = ["id,name,gender,height"]
    for number in 1...12_000 { lines.append("A\(number),Somebody Called \(number),F,160") }
    lines.append("A7\u{A0},Else,M,170")
    let world = try TestWorld(["class.csv": lines.joined(separator: "\n") + "\n"])
    let imported = try world.json("import", "class.csv")["imports"][0]
    #expect(imported["added"].integer == 12_000 && imported["conflicts"].integer == 1)
  }

  @Test(arguments: ["Maja Silva ", "\u{A0}Maja Silva", "Maja\u{A0}Silva", "Maja Sil\u{200B}va"])
  func `a name is compared as it can be seen`(name: String) throws {
    let head = "name,gender,height\nAda Ott,F,160\n"
    let world = try TestWorld([
      "one.csv": head + "Maja Silva,,165\n", "two.csv": head + "\(name),F,165\n",
    ])
    _ = world.run("import", "one.csv")
    let imported = try world.json("import", "two.csv")["imports"][0]
    #expect(imported["added"].integer == 0 && imported["updated"].integer == 1)
    #expect(try world.json("show", "2")["name"].text == "Maja Silva")
  }

  /// A name, the name that a later file has with the same id, and whether that may be one person.
  static let names: [(String, String, Bool)] = [
    ("Maja Silva", "Ben Koch", false), ("Maja", "Ben", false), ("Tim", "Tom", false),
    ("Li van Dyk", "Jo van Berg", false), ("A. Koch", "A. Meier", false),
    ("Maja Silva", "Maja Costa", true), ("Maja Silva", "Silva, Maja", true),
    ("Maja Silva", "MAJA SILVA", true), ("José Núñez", "Jose Nunez", true),
    ("Katharina", "Catharina", true), ("Lena Meier", "Lea Meyer", true),
    ("Anna-Lena Ott", "Annalena Otto", true), ("Maja Silva", "M. Silva", true),
  ]

  @Test(arguments: names)
  func `an id whose name is another one is a conflict`(
    before: String,
    after: String,
    isSame: Bool
  ) throws {
    let world = try TestWorld([
      "one.csv": Self.list("0245", "\"\(before)\""), "two.csv": Self.list("0245", "\"\(after)\""),
    ])
    _ = world.run("import", "one.csv")
    _ = world.run("review", "decide", "id:0245", "--gender", "female")
    let answer = world.run("import", "two.csv", "--json")
    let imported = try answer.json["imports"][0]
    #expect(imported["conflicts"].integer == (isSame ? 0 : 1))
    let doubts = try world.json("check", "--only", "id_reused")
    #expect(doubts.array.count == (isSame ? 0 : 1))
    guard !isSame else { return }
    #expect(answer.status == 4)
    #expect(imported["rejects"][0]["code"].text == "id_reused")
    #expect(doubts[0]["student"].integer == 2)
    #expect(try world.json("show", "2")["name"].text == before)
  }

  @Test func `a correction of the name settles it, and so does --same`() throws {
    let files = ["one.csv": Self.list("0245"), "two.csv": Self.list("0245", "Ben Koch")]
    var world = try TestWorld(files)
    _ = world.run("import", "one.csv")
    _ = world.run("import", "two.csv", "--rejects", "rest.csv")
    #expect(
      world.run("check", "--only", "id_reused").text
        .contains("Next: studentdb correct number:2 --name NAME -m WHY")
    )
    _ = world.run("correct", "number:2", "--name", "Ben Koch", "-m", "adopted")
    #expect(world.run("check", "--only", "id_reused").status == 0)
    #expect(try world.json("import", "rest.csv")["imports"][0]["unchanged"].integer == 1)

    world = try TestWorld(files)
    _ = world.run("import", "one.csv")
    #expect(world.run("import", "two.csv", "--same", "0245").status == 64)
    let same = try world.json("import", "two.csv", "--same", "id:0245")["imports"][0]
    #expect(same["updated"].integer == 1 && same["conflicts"].integer == 0)
    #expect(try world.json("show", "2")["name"].text == "Ben Koch")
    #expect(world.run("verify").status == 0)
  }

  @Test func `an id that another student has in another writing cannot be given`() throws {
    let world = try TestWorld(["class.csv": Self.list("0245 ")])
    _ = world.run("import", "class.csv")
    #expect(world.run("correct", "number:1", "--id", "0245", "-m", "why").status == 65)
  }

  @Test func `a file that changes a signed student voids the signature and counts it`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "Kim", "--accept")
    _ = world.run("review", "decide", "Robin", "--accept")
    _ = world.run("review", "sign-off", "--name", "A", "--role", "B")
    try world.write("id,name,gender,height,group\n301,Kim,,161,7a\n", to: "new.csv")
    let answer = world.run("import", "new.csv", "--json")
    #expect(try answer.json["imports"][0]["voided"].integer == 1)
    #expect(try world.json("show", "i2")["voided"].integer == 1)
    #expect(try world.json("list", "--name", "Kim")[0]["signed"].bool == false)
    try world.write("id,name,gender,height,group\n302,Robin,,175,7b\n", to: "newer.csv")
    #expect(
      world.run("import", "newer.csv").text
        .contains("  signatures  void for 1 student, because this file changed what was signed")
    )
  }

  @Test func `the check compares students with ids, and classes`() throws {
    let world = try TestWorld([
      "class.csv": """
      id,name,gender,height,class
      1,Ada Ott,F,160,8a
      2,Ada Ott,M,171,8a
      3,Ben Koch,M,165,8 A
      4,Cem Yil,M,165,8b
      5,cem yil,M,166,8b

      """
    ])
    _ = world.run("import", "class.csv")
    let codes = try world.json("check").array.map {
      "\($0["code"].text ?? "") \($0["student"].integer ?? 0)"
    }
    for expected in [
      "duplicate_student 2", "contradictory_gender 2", "look_alike_name 5", "look_alike_group 3",
    ] {
      #expect(codes.contains(expected), "\(codes)")
    }
  }
}
