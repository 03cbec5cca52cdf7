import Foundation
import Testing

/// The demographics of a OneRoster export go back with `sex` filled in, and nothing else changed.
struct OneRosterExportTests {
  private static let users = """
    sourcedId,status,dateLastModified,enabledUser,role,givenName,familyName,grades
    u1,,,true,student,Ada,Byron,07
    t1,,,true,teacher,Tim,Teacher,
    u2,,,true,student,Ben,Okri,07
    u3,,,true,student,Cy,Who,08
    u4,,,true,student,Di,Day,08
    u5,,,true,student,Eve,Ash,08

    """

  /// Of all kinds: quotes that need not be, a teacher, a line that cannot be read, CRLF and no last end.
  private static let demographics =
    "sourcedId,status,dateLastModified,birthDate,\"sex\",cityOfBirth\r\n"
    + "u2,,,2013-01-01,male,\"Köln, \"\"am\"\" Rhein\"\r\n" + "t1,,,1980-01-01,,\r\n"
    + "u1,,,\"2013-05-05\",\"\",Paris\r\n" + "\r\n" + "bad,\"x\"y,,,,\r\n"
    + "u4,,,2012-05-05,unspecified,\r\n" + "u5,,,2012-06-05,,"

  private func world(_ demographics: String = Self.demographics) throws -> TestWorld {
    let world = try TestWorld()
    try FileManager.default.createDirectory(
      atPath: world.path("sis"),
      withIntermediateDirectories: false
    )
    try world.write(Self.users, to: "sis/users.csv")
    try world.write(demographics, to: "sis/demographics.csv")
    let status = world.run("import", "--oneroster", "sis").status
    #expect([0, 4].contains(status))
    for (id, gender) in [("u1", "female"), ("u3", "male"), ("u5", "non-binary")] {
      let arguments = ["review", "decide", "id:\(id)", "--gender", gender]
      let answer = world.run(arguments + (gender == "non-binary" ? ["--new-gender"] : []))
      #expect(answer.status == 0, "\(answer.messages)")
    }
    return world
  }

  @Test func `blanks are filled, and every other byte is as it was`() throws {
    let world = try world()
    let answer = world.run("export", "new.csv", "--oneroster", "sis", "--columns", "original")
    #expect(answer.status == 0, "\(answer.messages)")
    #expect(
      world.text("new.csv")
        == Self.demographics.replacing("\"2013-05-05\",\"\",", with: "\"2013-05-05\",\"female\",")
        .replacing("u5,,,2012-06-05,,", with: "u5,,,2012-06-05,other,") + "\r\nu3,,,,male,\r\n"
    )
    #expect(
      answer.messages
        == """
        new.csv: sex filled in for 3 students; 1 of them had no line and has one now; \
        1 line that cannot be read as before.
        Put it in the place of demographics.csv in sis; every other file there stays as it is.
        """
    )
    #expect(
      world.run("export", "--oneroster", "sis", "--columns", "original", "--fill", "none").output
        == Array(Self.demographics.utf8)
    )
  }

  @Test func `what was decided comes back as decided, not as recorded`() throws {
    let world = try world()
    #expect(world.run("export", "new.csv", "--oneroster", "sis").status == 0)
    let text = try #require(world.text("new.csv"))
    #expect(
      text.hasPrefix(
        "sourcedId,status,dateLastModified,birthDate,\"sex\",cityOfBirth,"
          + "metadata.studentdb_gender,metadata.studentdb_basis\r\n"
      )
    )
    #expect(text.contains("\r\nt1,,,1980-01-01,,,,\r\n"), "a teacher's line says nothing")
    try FileManager.default.createDirectory(
      atPath: world.path("back"),
      withIntermediateDirectories: false
    )
    try world.write(Self.users, to: "back/users.csv")
    try world.write(text, to: "back/demographics.csv")
    let again = try world.run("import", "--oneroster", "back", "--json").json["imports"][0]
    #expect(again["unchanged"].integer == 5)
    #expect(again["own_export"].bool == true)
    #expect(try world.json("list")[0]["state"].text == "decided")
    // And again, from there.
    #expect(world.run("export", "third.csv", "--oneroster", "back").status == 0)
    #expect(world.text("third.csv") == text)
    #expect(world.run("verify").status == 0)
  }

  @Test func `a correction replaces what the file says, and nothing else does`() throws {
    let world = try world()
    #expect(world.run("correct", "id:u2", "--gender", "female", "-m", "typed wrong").status == 0)
    #expect(world.run("export", "new.csv", "--oneroster", "sis").status == 0)
    let text = try #require(world.text("new.csv"))
    #expect(text.contains("\r\nu2,,,2013-01-01,female,"))
    #expect(text.contains("\r\nu4,,,2012-05-05,unspecified,"))
  }

  @Test func `an export of changes gets the time of the decision`() throws {
    let world = try world(
      """
      sourcedId,status,dateLastModified,sex
      u1,active,2026-08-01T00:00:00.000Z,
      u2,active,2026-08-02T00:00:00.000Z,male

      """
    )
    #expect(
      world.run("export", "new.csv", "--oneroster", "sis", "--columns", "original").status == 0
    )
    let lines = try #require(world.text("new.csv")).split(separator: "\n").map(String.init)
    #expect(lines[1].hasPrefix("u1,active,2026-09-01T07:"))
    #expect(lines[1].hasSuffix("Z,female"))
    #expect(lines[2] == "u2,active,2026-08-02T00:00:00.000Z,male")
    #expect(lines[3].hasPrefix("u3,active,2026-09-01T07:"))
  }

  @Test func `only the files that were imported are filled, and they are not written over`() throws
  {
    let world = try world()
    #expect(
      world.run("export", "sis/demographics.csv", "--oneroster", "sis", "--force").status == 73
    )
    #expect(world.text("sis/demographics.csv") == Self.demographics)
    try world.write(Self.users + "u9,,,true,student,Flo,Fox,08\n", to: "sis/users.csv")
    let other = world.run("export", "new.csv", "--oneroster", "sis")
    #expect(other.status == 65)
    #expect(other.messages.contains("exactly these files are not imported"))
    #expect(world.text("new.csv") == nil)
    #expect(world.run("export", "new.xlsx", "--oneroster", "sis").status == 64)
  }
}
