import RosterReading
import StudentStore
import Testing

@testable import Workflows

/// Two rows of one child are joined, and parted again.
struct JoinTests {
  private static let first = """
    id,name,class,gender,height,phone
    17,Anna Meier,5a,,,12
    18,Ben Roth,5a,M,150,
    93,Anna Maier,5b,F,148,34

    """

  private func join(
    _ school: TestSchool,
    _ first: Int64,
    _ second: Int64,
    _ signatures: SignatureTreatment = .respect
  ) throws -> JoinWorkflow.Joined {
    try JoinWorkflow(school.database, context: school.context)
      .join(first, second, reason: "one child", signatures: signatures)
  }

  private func part(_ school: TestSchool, _ join: Int64) throws -> JoinWorkflow.Parted {
    try JoinWorkflow(school.database, context: school.context).part(join, reason: "two after all")
  }

  private func states(_ school: TestSchool) throws -> [ListedStudent.State] {
    try school.database.list(ListFilter()).map(\.state)
  }

  @Test func `the first row's values stand, and its gaps are filled from the second`() throws {
    let school = try TestSchool(Self.first)
    let joined = try join(school, 1, 3)
    #expect(joined.filled == [.gender, .height])
    let anna = try school.database.student(1)
    #expect(anna.name == "Anna Meier")
    #expect(anna.group == "5a")
    #expect(anna.gender == .recorded("female"))
    #expect(anna.height == .measured(centimetres: 148))
    #expect(try states(school) == [.recorded, .recorded, .merged])
    #expect(try school.database.status().students == 2)
    #expect(try school.database.verify().ok)
  }

  @Test func `the list has the child once, and what only the second row had`() throws {
    let school = try TestSchool("id,name,gender,height\n17,Anna Meier,,150\n93,Anna Maier,F,148\n")
    try school.import("id,name,phone\n93,Anna Maier,34\n")
    _ = try join(school, 1, 2)
    #expect(
      try school.export() == "id,name,gender,height,phone\n17,Anna Meier,F,150,34\n"
    )
  }

  @Test func `each file comes back as it was`() throws {
    let school = try TestSchool(Self.first)
    _ = try join(school, 1, 3)
    let second = Self.first.replacing("148,34", with: "149,35")
    try school.import(second)
    for (number, text) in [(1, Self.first), (2, second)] {
      let exported = try school.export {
        $0.columns = .original
        $0.fill = .none
        $0.importBatch = Int64(number)
      }
      #expect(exported == text)
    }
  }

  @Test func `parting gives each row back what it had`() throws {
    let school = try TestSchool(Self.first)
    let before = try school.students()
    let joined = try join(school, 1, 3)
    let parted = try part(school, joined.join.id)
    #expect(parted.restored == [.gender, .height])
    #expect(try school.students() == before)
    #expect(try school.export() == Self.first)
    #expect(try part(school, joined.join.id).earlier?.reason == "two after all")
    #expect(try school.database.verify().ok)
    // The next file means the rows that it means without a join.
    let report = try school.import(
      Self.first.replacing("18,Ben Roth,5a,M,150", with: "18,Ben Roth,5a,M,151")
    )
    #expect(report.ends == [0, 1, 2, 0, 0])
  }

  @Test func `a value that was corrected since stays when they are parted`() throws {
    let school = try TestSchool(Self.first)
    let joined = try join(school, 1, 3)
    var correction = StudentCorrection()
    correction.height = (.measured(centimetres: 151), "151 cm")
    _ = try CorrectionWorkflow(school.database, context: school.context)
      .run(1, correction, reason: "measured")
    #expect(try part(school, joined.join.id).restored == [.gender])
    #expect(try school.database.student(1).height == .measured(centimetres: 151))
    #expect(try school.database.verify().ok)
  }

  @Test func `the wish of a person in one row holds for the child`() throws {
    for (one, other) in [("", "declined"), ("declined", ""), ("F", "declined")] {
      let school = try TestSchool("id,name,gender,height\n1,Anna,\(one),150\n2,Ana,\(other),150\n")
      _ = try join(school, 1, 2)
      #expect(try school.database.student(1).gender == .declined)
    }
  }

  @Test func `two recorded genders have to be corrected first`() throws {
    let school = try TestSchool("id,name,gender,height\n1,Anna,F,150\n2,Ana,M,150\n")
    #expect(throws: WorkflowError.cannotJoin(1, 2, .genders("female", "male"))) {
      try join(school, 1, 2)
    }
    #expect(try states(school) == [.recorded, .recorded])
  }

  @Test func `a row is not joined with itself, with a row of totals, or twice`() throws {
    let school = try TestSchool("id,name,height\n1,Anna,150\n2,Ana,150\n3,Anne,150\n,Total,450\n")
    #expect(throws: WorkflowError.cannotJoin(1, 1, .sameStudent)) { try join(school, 1, 1) }
    #expect(throws: WorkflowError.cannotJoin(1, 4, .noPerson(4))) { try join(school, 1, 4) }
    _ = try join(school, 1, 2)
    #expect(throws: WorkflowError.cannotJoin(3, 2, .isSecond(2, of: 1))) { try join(school, 3, 2) }
    #expect(throws: WorkflowError.cannotJoin(2, 3, .isSecond(2, of: 1))) { try join(school, 2, 3) }
  }

  @Test func `three rows become one, and are parted from the newest on`() throws {
    let school = try TestSchool("id,name,gender,height\n1,Anna,,\n2,Ana,,150\n3,Anne,F,\n")
    _ = try join(school, 2, 3)
    _ = try join(school, 1, 2)
    #expect(try states(school) == [.recorded, .merged, .merged])
    #expect(try school.database.secondRows() == [1: [3, 2]])
    #expect(try school.export() == "id,name,gender,height\n1,Anna,F,150\n")
    #expect(throws: WorkflowError.laterJoin(1, later: 2)) { try part(school, 1) }
    _ = try part(school, 2)
    #expect(try school.database.secondRows() == [2: [3]])
    _ = try part(school, 1)
    #expect(try states(school) == [.missing, .missing, .recorded])
    #expect(try school.database.verify().ok)
  }

  @Test func `an import with a joined student is not taken back before the join`() throws {
    let school = try TestSchool("id,name,height\n1,Anna,150\n")
    try school.import("id,name,height\n9,Ana,151\n")
    _ = try join(school, 1, 2)
    let revert = RevertWorkflow(school.database, context: school.context)
    #expect(throws: StoreError.importIsJoined(importBatch: 2, joins: [1])) {
      try revert.run(2, reason: "wrong file")
    }
    _ = try part(school, 1)
    _ = try revert.run(2, reason: "wrong file")
    #expect(try school.export() == "id,name,height\n1,Anna,150\n")
    #expect(try school.database.verify().ok)
  }

  // MARK: - Later files

  @Test func `a line with either id is about the child`() throws {
    let school = try TestSchool(Self.first)
    _ = try join(school, 1, 3)
    let report = try school.import(
      "id,name,class,height\n93,Anna Maier,5b,152\n18,Ben Roth,5a,150\n"
    )
    #expect(report.ends == [0, 1, 1, 0, 0])
    #expect(report.leavers.count == 0)
    #expect(report.changes.changes.map(\.student) == [1])
    #expect(try school.database.student(1).height == .measured(centimetres: 152))
    #expect(try school.database.student(1).schoolID == "17")
    #expect(try school.database.verify().ok)
  }

  @Test func `an old value of the second row never stands against the first`() throws {
    let school = try TestSchool(
      "id,name,gender,height\n17,Anna Meier,F,150\n93,Anna Maier,,148\n"
    )
    _ = try join(school, 1, 2)
    for month in 1...3 {
      let report = try school.import(
        "id,name,gender,height\n93,Anna Maier,,148\n17,Anna Meier,F,\(150 + month)\n"
      )
      #expect(report.changes.changes.map(\.new) == ["\(150 + month) cm"])
    }
    // Alone in a file, what is new in the line is taken, and what is old is not.
    try school.import("id,name,class,height\n93,Anna Maier,5b,148\n")
    #expect(try school.database.student(1).group == "5b")
    #expect(try school.database.student(1).height == .measured(centimetres: 153))
  }

  @Test func `where a file has both rows, the first row's line counts`() throws {
    for lines in [
      ["93,Anna Maier,,149", "17,Anna Meier,F,150"], ["17,Anna Meier,F,150", "93,Anna Maier,,149"],
    ] {
      let school = try TestSchool(
        "id,name,gender,height\n17,Anna Meier,,150\n93,Anna Maier,,148\n"
      )
      _ = try join(school, 1, 2)
      try school.import("id,name,gender,height\n" + lines.map { "\($0)\n" }.joined())
      let anna = try school.database.student(1)
      #expect(anna.height == .measured(centimetres: 150))
      #expect(anna.gender == .recorded("female"))
      #expect(try school.database.student(2).height == .measured(centimetres: 149))
    }
  }

  @Test func `two lines of one name are the two rows of one child`() throws {
    let school = try TestSchool("name,class,height\nAnna Meier,5a,150\nAnna Meier,5b,\n")
    _ = try join(school, 1, 2)
    let report = try school.import("name,height\nAnna Meier,151\n")
    #expect(report.ends == [0, 1, 0, 0, 0])
    #expect(try school.database.student(1).height == .measured(centimetres: 151))
    #expect(
      try school.import("name,height\nAnna Meier,152\nAnna Meier,152\n").ends == [0, 2, 0, 0, 0]
    )
    #expect(try school.database.verify().ok)
  }

  @Test func `what a later file says of the second row's other columns is the newest`() throws {
    let school = try TestSchool("id,name,height,phone\n17,Anna Meier,150,12\n93,Anna Maier,,34\n")
    _ = try join(school, 1, 2)
    #expect(try school.export() == "id,name,height,phone\n17,Anna Meier,150,12\n")
    try school.import("id,name,height,phone\n93,Anna Maier,,35\n")
    #expect(try school.export() == "id,name,height,phone\n17,Anna Meier,150,35\n")
  }

  @Test func `a child who left is back with a line about either row`() throws {
    let school = try TestSchool("id,name,height\n17,Anna,150\n93,Ana,\n18,Ben,160\n")
    _ = try join(school, 1, 2)
    try school.import("id,name,height\n18,Ben,161\n") { $0.isComplete = true }
    #expect(try states(school) == [.left, .merged, .missing])
    try school.import("id,name,height\n93,Ana,\n18,Ben,161\n") { $0.isComplete = true }
    #expect(try states(school) == [.missing, .merged, .missing])
    #expect(try school.database.verify().ok)
  }

  // MARK: - Decisions

  @Test func `the second row's decision counts where the first has none`() throws {
    let school = try TestSchool("id,name,height\n1,Anna,150\n2,Ana,151\n")
    let review = ReviewWorkflow(school.database, context: school.context)
    _ = try review.decide(2, .gender("female"))
    let joined = try join(school, 1, 2)
    #expect(joined.decision?.verdict == .correct(gender: "female"))
    #expect(joined.decision?.reason == "as d1 about student 2: one child")
    #expect(try school.export() == "id,name,height\n1,Anna,150\n")
    #expect(try states(school) == [.decided, .merged])
    let parted = try part(school, joined.join.id)
    #expect(parted.isDecisionUndone)
    #expect(try states(school) == [.missing, .decided])
    #expect(try school.database.verify().ok)
  }

  @Test func `the first row's own decision stands`() throws {
    let school = try TestSchool("id,name,height\n1,Anna,150\n2,Ana,151\n")
    let review = ReviewWorkflow(school.database, context: school.context)
    _ = try review.decide(1, .leaveUnknown)
    _ = try review.decide(2, .gender("female"))
    #expect(try join(school, 1, 2).decision == nil)
    #expect(try school.database.currentDecision(of: 1)?.verdict == .leaveUnknown)
    #expect(throws: StoreError.nothingToDecide(student: 2, status: "merged")) {
      try review.decide(2, .leaveUnknown)
    }
  }
}
