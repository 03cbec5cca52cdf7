import SQLite
import Testing

@testable import StudentStore

/// What the chain by itself cannot show, a head noted elsewhere does.
@Suite struct AnchorTests {
  @Test func `every head that the trail ever had is known to it`() throws {
    let school = try TestSchool()
    var heads = [try school.database.head()]
    try school.add([Pupil("Ada", .missing, 160), Pupil("Ben", .missing, 180)])
    heads.append(try school.database.head())
    try school.impute()
    heads.append(try school.database.head())
    try school.decide(1, .later)
    for head in heads {
      let verification = try school.database.verify(expectedHead: head)
      #expect(verification.lines.isEmpty)
      #expect(verification.checks.last?.name == "anchor")
    }
  }

  @Test func `a head that the trail never had is found`() throws {
    let school = try TestSchool.whole()
    let wrong = TrailHead(sequence: 3, hash: Digest(of: [1]))
    #expect(
      try school.database.verify(expectedHead: wrong).lines
        == ["trail entry 3: it is not the entry whose head was noted: history was rewritten"]
    )
  }

  @Test func `the last act taken back with all its traces shows by the noted head alone`() throws {
    let school = try TestSchool.whole()
    try school.decide(14, .leaveUnknown, run: 2)
    let head = try school.database.head()
    try school.behindTheBack("trail", run: "DELETE FROM trail WHERE sequence = 28")
    try school.behindTheBack("review_decision", run: "DELETE FROM review_decision WHERE id = 13")
    try KeptCounts(school.database).countAll()
    #expect(try school.database.verify().lines.isEmpty)
    #expect(
      try school.database.verify(expectedHead: head).lines
        == ["trail entry 28: the trail is shorter than the head that was noted"]
    )
  }

  @Test func `a chain rewritten to its end shows by the noted head and by the signature`() throws {
    let school = try TestSchool.whole()
    let head = try school.database.head()
    try school.behindTheBack("trail") { connection in
      try connection.run("UPDATE trail SET actor = 'eve' WHERE sequence = 5")
      try TrailForgery(connection).rehashAll(from: 5, to: 27)
    }
    // The signature remembers the head that it was given at.
    #expect(
      try school.database.verify().lines
        == ["sign_off s1: the trail's entry 14 is not the head it was given at"]
    )
    #expect(try school.database.verify(expectedHead: head).broken == ["signatures", "anchor"])
  }

  @Test func `without a signature a rewritten chain shows by the noted head alone`() throws {
    let school = try TestSchool()
    try school.add([Pupil("Ada", .missing, 160)])
    let head = try school.database.head()
    try school.behindTheBack("trail") { connection in
      try connection.run("UPDATE trail SET actor = 'eve' WHERE sequence = 1")
      try TrailForgery(connection).rehashAll(from: 1, to: 2)
    }
    #expect(try school.database.verify().ok)
    #expect(try school.database.verify(expectedHead: head).broken == ["anchor"])
  }

  @Test func `the head of nothing proves nothing and is in no trail`() throws {
    let nothing = TrailHead(sequence: 0, hash: .zero)
    #expect(try TestSchool().database.verify(expectedHead: nothing).broken == ["anchor"])
  }

  @Test func `a head reads back what it writes, and nothing else`() throws {
    let head = try TestSchool().database.head()
    #expect(TrailHead(reading: head.description) == head)
    let digits = head.hash.hexadecimal
    for text in [
      "", ":", "1", "1:", ":\(digits)", "1:\(digits)0", "1:\(digits.dropLast())", "-1:\(digits)",
      "1:\(digits):", "x:\(digits)", "1:\(digits.dropLast())g", " 1:\(digits)",
      "99999999999999999999:\(digits)",
    ] {
      #expect(TrailHead(reading: text) == nil, "\(text)")
    }
  }
}
