import Foundation
import Testing

/// OneRoster exports as programs really write them.
struct OneRosterEdgeTests {
  private static let users = """
    sourcedId,status,enabledUser,role,givenName,familyName,grades
    u1,active,true,student,Ada,Byron,07
    u2,active,true,student,Ben,Okri,07
    t1,active,true,teacher,Tim,Teacher,

    """
  private static let demographics = """
    sourcedId,status,birthDate,sex
    u1,active,2013-05-05,female
    u2,active,2013-01-01,male

    """

  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var users = OneRosterEdgeTests.users
    var demographics = OneRosterEdgeTests.demographics
    var roles: String?
    var arguments: [String] = []
    var status: Int32 = 0
    /// Each student's id, gender and line.
    var students = ["u1|female", "u2|male"]
    var says: [String] = []
  }

  private static let noRole = users.split(separator: "\n", omittingEmptySubsequences: false)
    .map { line in
      var cells = line.split(separator: ",", omittingEmptySubsequences: false)
      if cells.count > 3 { cells.remove(at: 3) }
      return cells.joined(separator: ",")
    }.joined(separator: "\n")
  private static let roles = """
    sourcedId,status,userSourcedId,roleType,role,orgSourcedId
    r1,active,u1,primary,student,o1
    r2,active,t1,primary,teacher,o1
    r3,active,u2,primary,student,o1

    """

  static let cases = [
    Case(testDescription: "plain", says: ["1 user is not a student"]),
    Case(testDescription: "a mark before users.csv", users: "\u{FEFF}" + users),
    Case(
      testDescription: "a mark before demographics.csv",
      demographics: "\u{FEFF}" + demographics
    ),
    Case(
      testDescription: "marks before all three",
      users: "\u{FEFF}" + noRole,
      demographics: "\u{FEFF}" + demographics,
      roles: "\u{FEFF}" + roles
    ),
    Case(
      testDescription: "CRLF and marks",
      users: "\u{FEFF}" + users.replacing("\n", with: "\r\n"),
      demographics: "\u{FEFF}" + demographics.replacing("\n", with: "\r\n")
    ),
    Case(
      testDescription: "to be deleted",
      users: users.replacing("u2,active", with: "u2,tobedeleted"),
      students: ["u1|female"],
      says: ["1 student with the status tobedeleted was left out: Ben Okri (u2)"]
    ),
    Case(
      testDescription: "to be deleted, in other letters",
      users: users.replacing("u2,active", with: "u2,ToBeDeleted"),
      students: ["u1|female"],
      says: ["left out: Ben Okri (u2)"]
    ),
    Case(
      testDescription: "an account that is off",
      users: users.replacing("u1,active,true", with: "u1,active,false"),
      students: ["u2|male"],
      says: ["1 student with enabledUser=false was left out: Ada Byron (u1)"]
    ),
    Case(
      testDescription: "both, and a teacher's is no student's",
      users: users.replacing("u1,active,true", with: "u1,active,FALSE")
        .replacing("t1,active", with: "t1,tobedeleted")
        + "u3,tobedeleted,true,student,Cy,Who,08\nu4,tobedeleted,false,student,Di,Day,08\n",
      students: ["u2|male"],
      says: [
        "1 user is not a student",
        "2 students with the status tobedeleted were left out: Cy Who (u3), Di Day (u4)",
        "1 student with enabledUser=false was left out: Ada Byron (u1)",
      ]
    ),
    Case(
      testDescription: "a line of demographics to be deleted",
      demographics: demographics.replacing("u2,active", with: "u2,tobedeleted"),
      students: ["u1|female", "u2|-"],
      says: ["1 line of demographics.csv with the status tobedeleted left out: u2"]
    ),
    Case(
      testDescription: "a role to be deleted",
      users: noRole,
      roles: roles.replacing("r3,active", with: "r3,tobedeleted"),
      students: ["u1|female"],
      says: ["2 users are not students"]
    ),
    Case(testDescription: "1.2 with roles.csv", users: noRole, roles: roles),
    Case(
      testDescription: "1.2 without roles.csv",
      users: noRole,
      status: 65,
      students: [],
      says: ["which users are students?", "roles.csv", "--all-students"]
    ),
    Case(
      testDescription: "1.2 with a roles.csv without roles",
      users: noRole,
      roles: "sourcedId,status\nr1,active\n",
      status: 65,
      students: [],
      says: ["--all-students"]
    ),
    Case(
      testDescription: "1.2 without roles.csv, everybody a student",
      users: noRole,
      arguments: ["--all-students"],
      students: ["u1|female", "u2|male", "t1|-"]
    ),
    Case(testDescription: "roles win over everybody", arguments: ["--all-students"]),
    Case(
      testDescription: "a place in users.csv",
      users: users + "u3,active,true,student,\"Eve,Lost,07\n",
      status: 4,
      says: ["export/users.csv:5:24: unclosed-quote"]
    ),
    Case(
      testDescription: "a place in users.csv behind teachers and blank lines",
      users: users.replacing("u2,", with: "\n\nt2,active,true,teacher,A,B,\nu2,") + "u3,active\n",
      status: 4,
      says: ["export/users.csv:8: missing-cell", "2 users are not students"]
    ),
    Case(
      testDescription: "a place in demographics.csv",
      demographics: demographics + "u9,active,2013-05-05,other\n",
      status: 4,
      says: ["export/demographics.csv:4: missing-cell"]
    ),
    Case(
      testDescription: "a broken line of demographics.csv behind a mark",
      demographics: "\u{FEFF}" + demographics + "u9,active,\"2013\"x,male\n",
      status: 4,
      says: ["export/demographics.csv:4:16: stray-quote"]
    ),
    Case(
      testDescription: "a cell of demographics.csv in a line of both",
      demographics: demographics + "u3,active,2013-01-01,1\n",
      arguments: ["--gender-words", "2=male"],
      status: 4
    ),
    Case(
      testDescription: "line breaks in demographics.csv move no line of users.csv",
      users: users + "u3,active\n",
      demographics: demographics.replacing("2013-05-05", with: "\"2013\n05\r05\""),
      status: 4,
      says: ["export/users.csv:5: missing-cell"]
    ),
  ]

  private func world(_ item: Case) throws -> TestWorld {
    let world = try TestWorld()
    try FileManager.default.createDirectory(
      atPath: world.path("export"),
      withIntermediateDirectories: false
    )
    try world.write(item.users, to: "export/users.csv")
    try world.write(item.demographics, to: "export/demographics.csv")
    if let roles = item.roles { try world.write(roles, to: "export/roles.csv") }
    return world
  }

  @Test(arguments: cases)
  func `students come in, the others are named, places are those of the files`(item: Case) throws {
    let world = try world(item)
    let answer = world.run(["import", "--oneroster", "export"] + item.arguments)
    #expect(answer.status == item.status, "\(answer.text)\(answer.messages)")
    let said = answer.text + answer.messages
    for words in item.says { #expect(said.contains(words), "\(said)") }
    guard item.status != 65 else { return }
    let found = try world.json("list").array.map {
      "\($0["id"].text ?? "?")|\($0["gender"].text ?? "-")"
    }
    #expect(found == item.students)
    #expect(world.run("verify").status == 0)
  }

  @Test func `a code for a gender is placed in demographics.csv`() throws {
    var item = Case(testDescription: "")
    item.users += "u3,active,true,student,Cy,Who,08\n"
    item.demographics =
      "sourcedId,status,birthDate,sex\nu3,active,2012-01-01,3\n\nu1,active,2013-05-05,1\n"
    let world = try world(item)
    let answer = world.run(
      "import",
      "--oneroster",
      "export",
      "--gender-words",
      "1=female,2=male",
      "--json"
    )
    guard answer.status == 4 else {
      // A code without a meaning is asked about before any line is read.
      #expect(answer.status == 65)
      #expect(answer.messages.contains("\"3\""))
      return
    }
    let reject = try answer.json["imports"][0]["rejects"][0]
    #expect(reject["file"].text == "demographics.csv")
    #expect(reject["line"].integer == 2)
  }

  @Test func `the places of rejects are in the JSON, and students have their lines of users csv`()
    throws
  {
    var item = Case(testDescription: "")
    item.users = "\u{FEFF}" + item.users.replacing("u2,", with: "u2x\nu2,")
    item.demographics += "u9,active,2013-05-05,other\n"
    let world = try world(item)
    let rejects = try world.json("import", "--oneroster", "export")["imports"][0]["rejects"].array
    #expect(rejects.map { $0["file"].text } == ["users.csv", "demographics.csv"])
    #expect(rejects.map { $0["line"].integer } == [3, 4])
    let bytes = try #require(world.bytes("export/users.csv"))
    let offset = try #require(rejects[0]["byte"].integer)
    #expect(String(decoding: bytes[offset...].prefix(3), as: UTF8.self) == "u2x")
    #expect(try world.json("show", "1")["line"].integer == 2)
    #expect(try world.json("show", "2")["line"].integer == 4)
  }
}
