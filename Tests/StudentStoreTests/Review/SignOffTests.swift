import SQLite
import Testing

@testable import StudentStore

@Suite struct SignOffTests {
  /// Six missing students: accepted, corrected, left unknown, two accepted at once, one open.
  private func school(
    seed: UInt64 = 1,
    _ change: (inout [Pupil]) -> Void = { _ in }
  ) throws -> TestSchool {
    var pupils = [
      Pupil("Cem", .missing, 165, id: "C"), Pupil("Dee", .missing, 168),
      Pupil("Eli", .missing, 171),
      Pupil("Fay", .missing, 178), Pupil("Gus", .missing, 181), Pupil("Hal", .missing, 190),
    ]
    change(&pupils)
    let school = try TestSchool(seed: seed)
    try school.add(pupils)
    try school.impute()
    try school.decide(1, .accept(gender: "female"))
    try school.decide(2, .correct(gender: "male"))
    try school.decide(3, .leaveUnknown)
    try school.acceptBatch([4, 5], run: 1)
    return school
  }

  @Test func `open items stand before a signature unless they are allowed`() throws {
    let school = try school()
    #expect(throws: StoreError.openItems(open: 1, later: 0)) { try school.sign(1) }
    try school.decide(6, .later)
    #expect(throws: StoreError.openItems(open: 0, later: 1)) { try school.sign(1) }
    #expect(try school.database.newestSignOff() == nil)
    #expect(try school.sign(1, allowOpen: true).open == 1)
    try school.decide(6, .leaveUnknown)
    #expect(try school.sign(1).open == 0)
  }

  @Test func `a signature counts what it is given for`() throws {
    let school = try school()
    let head = try school.database.head()
    let signed = try school.sign(1, allowOpen: true, by: "ben")
    #expect(
      [signed.accepted, signed.corrected, signed.leftUnknown, signed.open, signed.inBatches]
        == [3, 1, 1, 1, 2]
    )
    #expect(signed.id == 1)
    #expect(signed.run == 1)
    #expect(signed.printedName == "Ada Lovelace")
    #expect(signed.role == "teacher")
    #expect(signed.statement == "I have looked.")
    #expect(signed.actor == "ben")
    #expect(signed.head == head)
    #expect(signed.voided == 0)
    #expect(try school.database.newestSignOff() == 1)
    #expect(
      try school.connection.texts("SELECT student || ':' || decision FROM signed_item")
        == ["1:1", "2:2", "3:3", "4:4", "5:5"]
    )
  }

  @Test func `signatures stand until a decision or a void ends them`() throws {
    let school = try school()
    try school.sign(1, allowOpen: true)
    try school.sign(1, allowOpen: true)
    #expect(try school.database.activeSignOffs(of: 1) == [1, 2])
    #expect(try school.database.activeSignOffs(of: 6) == [])
    try school.decideVoiding(1, .leaveUnknown, run: 1, reason: "a slip")
    #expect(try school.database.activeSignOffs(of: 1) == [])
    #expect(try school.database.signOff(1).voided == 1)
    #expect(try school.database.signOff(2).voided == 1)
    #expect(try school.database.activeSignOffs(of: 2) == [1, 2])
    #expect(try school.database.verify().ok)
  }

  @Test func `the content digest is the same for the same values`() throws {
    #expect(
      try school().sign(1, allowOpen: true).contentDigest
        == school().sign(1, allowOpen: true).contentDigest
    )
  }

  @Test func `the content digest changes with any signed value`() throws {
    var digests = [try school().sign(1, allowOpen: true).contentDigest]
    func add(_ school: TestSchool) throws {
      digests.append(try school.sign(1, allowOpen: true).contentDigest)
    }
    try add(try school { $0[0].name = "Djem" })
    try add(try school { $0[0].schoolID = nil })
    try add(try school { $0[0].height = .measured(centimetres: 165.5) })
    try add(try school(seed: 2))
    let redecided = try school()
    try redecided.decide(3, .correct(gender: "female"))
    try add(redecided)
    let again = try school()
    try again.decide(3, .leaveUnknown)
    try add(again)
    let more = try school()
    try more.decide(6, .accept(gender: "male"))
    try add(more)
    #expect(Set(digests).count == digests.count)
  }

  @Test func `a signature by nobody known is an error`() throws {
    #expect(throws: StoreError.unknown(kind: "sign-off", id: "s9")) {
      try school().database.signOff(9)
    }
  }
}
