import Foundation
import Testing

/// A OneRoster export in a folder: users joined with their demographics by sourcedId.
struct OneRosterTests {
  private static let users = """
    sourcedId,status,enabledUser,role,givenName,familyName,grades
    u1,active,true,student,Ada,Byron,07
    t1,active,true,teacher,Tim,Teacher,
    u2,active,true,student,Ben,"Ok""ri",07
    u3,active,true,student,Cy,Who,08
    u4,active,true,student,Di,Day,08

    """

  private static let demographics = """
    sourcedId,status,birthDate,sex
    u2,active,2013-01-01,male
    u1,active,2013-05-05,female
    u4,active,2012-05-05,unspecified

    """

  private func world(
    users: String = Self.users,
    demographics: String? = Self.demographics,
    roles: String? = nil
  ) throws -> TestWorld {
    let world = try TestWorld()
    try FileManager.default.createDirectory(
      atPath: world.path("export"),
      withIntermediateDirectories: false
    )
    try world.write(users, to: "export/users.csv")
    if let demographics { try world.write(demographics, to: "export/demographics.csv") }
    if let roles { try world.write(roles, to: "export/roles.csv") }
    return world
  }

  private func students(_ world: TestWorld) throws -> [String] {
    try world.json("list").array.map { student in
      ["id", "name", "group", "gender", "state"].map { student[$0].text ?? "-" }
        .joined(separator: "|")
    }
  }

  @Test func `students come in with their sex, teachers stay out`() throws {
    let world = try world()
    let answer = world.run("import", "--oneroster", "export")
    #expect(answer.status == 0, "\(answer.messages)")
    #expect(answer.text.contains("sex -> gender"))
    #expect(answer.text.contains("grades -> group"))
    #expect(answer.text.contains("1 user is not a student and was left out"))
    #expect(
      try students(world) == [
        "u1|Ada Byron|07|female|recorded", "u2|Ben Ok\"ri|07|male|recorded",
        "u3|Cy Who|08|-|missing", "u4|Di Day|08|-|declined",
      ]
    )
    #expect(world.run("verify").status == 0)
    #expect(
      try world.json("import", "--oneroster", "export")["imports"][0]["already_imported"].bool
        == true
    )
  }

  @Test func `the roles of version 1.2 stand in a file of their own`() throws {
    let users = Self.users.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in
        var cells = line.split(separator: ",", omittingEmptySubsequences: false)
        if cells.count > 3 { cells.remove(at: 3) }
        return cells.joined(separator: ",")
      }.joined(separator: "\n")
    let world = try world(
      users: users,
      roles: """
        sourcedId,status,userSourcedId,roleType,role,orgSourcedId
        r1,active,u1,primary,student,o1
        r2,active,t1,primary,teacher,o1
        r3,active,u2,primary,student,o1

        """
    )
    #expect(world.run("import", "--oneroster", "export").status == 0)
    #expect(try world.json("list").array.map { $0["id"].text } == ["u1", "u2"])
  }

  @Test func `demographics of nobody, and broken ones, are rejected and kept`() throws {
    let world = try world(
      demographics: Self.demographics + "u9,active,2013-05-05,other\nu3,active,\"2013\"x,male\n"
    )
    #expect(world.run("import", "--oneroster", "export", "--strict").status == 65)
    let kept = world.run("import", "--oneroster", "export", "--json")
    #expect(kept.status == 4)
    let rejects = try kept.json["imports"][0]["rejects"].array
    #expect(rejects.map { $0["code"].text } == ["missing-cell", "stray-quote"])
    #expect(rejects.first?["text"].text == "u9,active,2013-05-05,other")
  }

  @Test func `a line of users that cannot be read is rejected on its own line`() throws {
    let world = try world(users: Self.users + "u5,active,true,student,\"Eve,Lost,07\n")
    let answer = world.run("import", "--oneroster", "export")
    #expect(answer.status == 4)
    #expect(answer.text.contains("export/users.csv:7:24: unclosed-quote"), "\(answer.text)")
    #expect(try students(world).count == 4)
  }

  @Test func `an export without demographics is refused by name`() throws {
    let world = try world(demographics: nil)
    let answer = world.run("import", "--oneroster", "export")
    #expect(answer.status == 66)
    #expect(answer.messages.contains("there is no demographics.csv"))
    #expect(world.contents == ["export"])
  }

  @Test func `a cell that cannot be read is found in its own file`() throws {
    let world = try world(
      users: Self.users + "u5,active,true,student,Eve,\"Ex\ntra\",07\n",
      demographics: """
        sourcedId,status,birthDate,sex,height
        u1,active,2013-05-05,female,140
        u2,active,2013-01-01,male,141
        u3,active,2012-05-05,male,142
        u5,active,"2013-
        05-05",female,tall

        """
    )
    let answer = world.run("import", "--oneroster", "export")
    #expect(answer.text.contains("export/demographics.csv:6:15: type-error"), "\(answer.text)")
  }

  @Test func `demographics that no user has say so on their line`() throws {
    let world = try world(
      demographics: Self.demographics + "u9,active,2013-05-05,other\nu1,active,,male\n"
    )
    let rejects = try world.run("import", "--oneroster", "export", "--json")
      .json["imports"][0]["rejects"].array
    #expect(rejects.map { $0["line"].integer } == [5, 6])
    #expect(rejects.map { $0["file"].text } == ["demographics.csv", "demographics.csv"])
    #expect(
      rejects.map { $0["message"].text } == [
        "no line of users.csv has the sourcedId of this line",
        "an earlier line has the same sourcedId",
      ]
    )
  }

  @Test(
    arguments: [
      (["--oneroster", "export"], "--oneroster is given twice"),
      (["--sheet", "7b"], "a OneRoster export has no sheets"),
      (["--encoding", "windows-1252"], "--encoding is for text files"),
      (["--delimiter", ";"], "--delimiter is for text files"),
      (["--header-row", "2"], "--header-row is for text files"),
    ]
  )
  func `an option that an export has no use for is a mistake`(
    options: [String],
    words: String
  ) throws {
    let world = try world()
    let answer = world.run(["import", "--oneroster", "export"] + options)
    #expect(answer.status == 64, "\(answer.messages)")
    #expect(answer.messages.contains(words), "\(answer.messages)")
    #expect(world.contents == ["export"])
  }
}
