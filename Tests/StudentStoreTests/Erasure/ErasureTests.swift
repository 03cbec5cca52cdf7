import Foundation
import SQLite
import Testing

@testable import StudentStore

@Suite struct ErasureTests {
  /// The bytes of a text in the file of a school.
  private func count(of text: String, in path: String) throws -> Int {
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    let wanted = Array(text.utf8)
    return bytes.indices.dropLast(wanted.count - 1).count {
      bytes[$0] == wanted[0] && bytes[$0..<$0 + wanted.count].elementsEqual(wanted)
    }
  }

  @Test func `nothing of an erased student is left in the file, and the rest verifies`() throws {
    let file = try SchoolFile()
    let path = file.path
    let school = try TestSchool(path: path)
    var zoe = Pupil("Zoë Quintero", .missing, 187, id: "ID-4711", group: "9-Quail")
    zoe.otherCells = ["plays the zither"]
    try school.add(
      [Pupil("Ada", .recorded("female"), 160), zoe, Pupil("Ben", .recorded("male"), 182)],
      rejecting: ["Zoë Quintero,w,tall"],
      file: "Zoë Quintero.csv"
    )
    try school.impute()
    try school.decide(2, .correct(gender: "nonbinary-xq"), run: 1, reason: "the zebra said so")
    try school.sign(1, allowOpen: true)
    try school.correct(2, reason: "moved house to Zanzibar") { zoe in zoe.group = "9-Quokka" }
    let texts = [
      "Quintero", "ID-4711", "9-Quail", "9-Quokka", "zither", "nonbinary-xq", "zebra", "Zanzibar",
    ]
    for text in texts { #expect(try count(of: text, in: path) > 0, "\(text)") }
    let ada = try school.connection.value("SELECT hex(salt) || name FROM student WHERE id = 1")

    let data = try school.erase([2])

    for text in texts { #expect(try count(of: text, in: path) == 0, "\(text)") }
    let verification = try school.database.verify()
    #expect(verification.lines == [])
    #expect(verification.notices == ["s1: 1 of its students erased since"])
    #expect(data.rows["student"] == 1 && data.rows["rejected_row"] == 1)
    #expect(data.redacted == ["import_batch": 1])
    #expect(data.signOffs == [1])
    #expect(try school.database.signOff(1).erasedSince == 1)
    #expect(
      try school.connection.value("SELECT hex(salt) || name FROM student WHERE id = 1") == ada
    )
    #expect(try school.database.importRecord(1).sourceName == "(erased)")
  }

  @Test func `whoever is erased from the whole school leaves it valid for the others`() throws {
    for student in Int64(1)...15 {
      let school = try TestSchool.whole()
      let others = try school.connection.texts(
        "SELECT id || name || hex(salt) FROM student WHERE id <> \(student) ORDER BY id"
      )
      try school.erase([student])
      #expect(try school.database.verify().lines == [], "student \(student)")
      #expect(
        try school.connection.texts("SELECT id || name || hex(salt) FROM student ORDER BY id")
          == others,
        "student \(student)"
      )
    }
  }

  @Test func `one after the other, until nobody is left`() throws {
    let school = try TestSchool.whole()
    for student in [Int64](1...15).shuffled(using: &school.world.generator) {
      try school.erase([student])
      #expect(try school.database.verify().lines == [], "student \(student)")
    }
    #expect(try school.connection.value("SELECT count(*) FROM student") == .integer(0))
    #expect(try school.connection.value("SELECT count(*) FROM imputation") == .integer(0))
    #expect(try school.connection.value("SELECT count(*) FROM review_decision") == .integer(0))
  }

  @Test func `in the middle of ten thousand, twice`() throws {
    let school = try TestSchool()
    try school.add(
      (1...10_000).map { Pupil("P\($0)", .missing, 140 + Double($0 % 50), id: "\($0)") }
    )
    try school.erase([5_000, 5_001])
    try school.erase([4_999])
    try school.erase([1, 10_000])
    #expect(try school.database.verify().lines == [])
    // A hash in another's place is found.
    try school.behindTheBack(
      "erased_leaf",
      run: "UPDATE erased_leaf SET leaf = (SELECT leaf FROM erased_leaf WHERE id = 1) WHERE id = 2"
    )
    #expect(try !school.database.verify().lines.isEmpty)
  }

  @Test func `a row deleted by hand is not passed off as erased`() throws {
    let school = try TestSchool.whole()
    var hasher = LeafHasher(.student)
    var select = try school.connection.prepare(CoveredTable.student.selectRows)
    let leaf = try #require(
      try select.first(binding: .integer(9), .integer(9)) { row in
        try hasher.leaf(of: row)
      }
    )
    try school.behindTheBack("student", run: "DELETE FROM student WHERE id = 9")
    try school.behindTheBack(
      "erased_leaf",
      run: "INSERT INTO erased_leaf VALUES (100, 1, 'student', 9, 2, 8, ?)",
      .blob(leaf.bytes)
    )
    let lines = try school.database.verify().lines
    #expect(
      lines.contains(
        "erased_leaf 100: no entry of the trail covers it: it was added outside studentdb"
      )
    )
  }

  @Test func `a row that lost a text keeps everything else that its entry says`() throws {
    let school = try TestSchool()
    try school.add(
      [Pupil("Uma Thorn", .missing, 160), Pupil("Ben", .missing, 170)],
      file: "Uma Thorn.csv"
    )
    try school.erase([1])
    #expect(try school.database.verify().lines == [])
    try school.behindTheBack(
      "import_batch",
      run: "UPDATE import_batch SET actor = 'eve' WHERE id = 1"
    )
    #expect(try school.database.verify().lines.count == 1)
  }

  @Test func `a reason and a label that hold the name are taken out`() throws {
    let school = try TestSchool()
    try school.add([Pupil("Ada", .recorded("female"), 160), Pupil("Ben", .recorded("male"), 182)])
    try school.add([Pupil("Uma Thorn", .missing, 171)], file: "b.csv")
    try school.impute(label: "with Uma Thorn")
    try school.revert(2, reason: "Uma Thorn is in another school")
    let data = try school.erase([3])
    #expect(data.redacted == ["import_revert": 1, "imputation_run": 1])
    #expect(try school.connection.texts("SELECT reason FROM import_revert") == ["(erased)"])
    #expect(try school.connection.texts("SELECT label FROM imputation_run") == ["(erased)"])
    #expect(try school.database.verify().lines == [])
  }

  @Test func `a hash that no entry covers is found`() throws {
    let school = try TestSchool.whole()
    _ = try school.database.write(.erase, context: school.context()) { act in
      try school.connection.insert(
        into: .erasedLeaf,
        [
          "erasure": .integer(1), "table_name": .text("student"), "key": .integer(99),
          "entry": .integer(1), "position": .integer(0), "leaf": .blob(Digest.zero.bytes),
        ]
      )
      act.cover(.erasedLeaf, row: school.connection.lastInsertedRowID)
    }
    let lines = try school.database.verify().lines
    #expect(lines.count == 1 && lines[0].hasSuffix("no entry of the trail covers such a row"))
  }

  @Test func `an erasure that changes what a row says in the open is found`() throws {
    let school = try TestSchool()
    try school.add([Pupil("Uma Thorn", .missing, 160)], file: "Uma Thorn.csv")
    _ = try school.database.write(.erase, context: school.context()) { act in
      _ = try school.database.erase(
        ErasureRequest(.student, students: [1], reason: "asked"),
        act: act
      )
      // As a program would that misuses the lifted guard, under an entry of its own.
      try school.database.without([CoveredTable.importBatch.guards.update]) {
        try school.connection.run("UPDATE import_batch SET actor = 'eve' WHERE id = 1")
      }
    }
    #expect(
      try school.database.verify().lines
        == ["import_batch 1: entry 3 states other values than the entry before it"]
    )
  }

  @Test func `what was erased and not yet compacted says so until it is`() throws {
    let school = try TestSchool.whole()
    try school.erase([2])
    _ = try school.database.write(.erase, context: school.context()) { act in
      try school.database.erase(ErasureRequest(.student, students: [3], reason: "asked"), act: act)
    }
    #expect(try school.database.erasuresToCompact() == [3])
    #expect(try school.database.verify().lines == [])
    #expect(try school.database.compact(context: school.context()) == [3])
    #expect(try school.database.compact(context: school.context()) == [])
    #expect(try school.database.erasures().allSatisfy { $0.compactedAt != nil })
  }

  @Test func `a reason with the name is refused, and nothing is erased`() throws {
    let school = try TestSchool.whole()
    let head = try school.database.head()
    #expect(throws: StoreError.reasonHoldsName) {
      try school.erase([5], reason: "Eli's mother asked")
    }
    #expect(try school.database.head() == head)
  }

  @Test func `a child with two rows goes with both, and so does the reason of the join`() throws {
    let school = try TestSchool()
    try school.add([
      Pupil("Uma Thorn", .missing, 160), Pupil("Ben", .missing, 170), Pupil("Thorn Uma", .missing),
    ])
    _ = try school.join(1, 3, reason: "Uma Thorn is one child") { _ in }
    try school.erase([1, 3])
    #expect(try school.database.verify().lines == [])
    #expect(try school.connection.value("SELECT count(*) FROM student_join") == .integer(0))
    #expect(try school.connection.value("SELECT count(*) FROM student_change") == .integer(0))
  }

  @Test func `a trail that is not whole is left alone`() throws {
    let school = try TestSchool.whole()
    try school.behindTheBack("trail", run: "UPDATE trail SET actor = 'eve' WHERE sequence = 3")
    #expect(throws: StoreError.self) { try school.erase([5]) }
  }
}
