import StudentStore
import Testing
import Workflows

/// Who is doubted to be somebody else.
struct NameDoubtTests {
  private func doubts(
    _ text: String,
    _ codes: Set<DoubtCode> = [.duplicateStudent, .contradictoryGender, .lookAlikeName],
    group: String? = nil
  ) throws -> [String] {
    let school = try TestSchool(text)
    return try CheckWorkflow(school.database).run(codes, group: group)
      .map { "\($0.code.rawValue) \($0.student)" }
  }

  @Test func `the same name in the same group twice is doubted once`() throws {
    #expect(
      try doubts("name,class,height\nKim,7a,160\nKim,7a,165\nKim,7b,170\n")
        == ["duplicate_student 2"]
    )
    #expect(
      try doubts("name,height\nKim,160\nKim,165\nKim,170\n")
        == ["duplicate_student 2", "duplicate_student 3"]
    )
  }

  @Test func `students of one name are doubted whether they have ids or not`() throws {
    #expect(try doubts("id,name,height\n1,Kim,160\n2,Kim,165\n") == ["duplicate_student 2"])
    #expect(try doubts("id,name,height\n1,Kim,160\n,Kim,165\n") == ["duplicate_student 2"])
    #expect(try doubts("id,name,height\n,Kim,160\n2,Kim,165\n") == ["duplicate_student 2"])
    #expect(
      try doubts("id,name,height\n1,Kim,160\n,Kim,165\n3,Kim,166\n")
        == ["duplicate_student 2", "duplicate_student 3"]
    )
  }

  @Test func `the same name, age and height in two groups are doubted`() throws {
    let text = "name,class,age,height\nKim,7a,12,160\nKim,7b,12,160\n"
    #expect(try doubts(text) == ["duplicate_student 2"])
    #expect(try doubts(text.replacing("7b,12", with: "7b,13")).isEmpty)
    #expect(try doubts(text.replacing("7b,12,160", with: "7b,12,161")).isEmpty)
    #expect(try doubts(text.replacing("7b,12", with: "7b,")).isEmpty)
    // In one group it is the same doubt, and listed once.
    #expect(try doubts(text.replacing("7b", with: "7a")) == ["duplicate_student 2"])
  }

  @Test func `composed and decomposed accents are one name`() throws {
    #expect(
      try doubts("name,height\nJos\u{E9},160\nJose\u{301},165\n") == ["duplicate_student 2"]
    )
  }

  @Test func `nameless students are nobody's double`() throws {
    #expect(try doubts("name,height\n,160\n,165\n -,166\n-,167\n").isEmpty)
  }

  @Test func `one person with two genders is a contradiction as well as a double`() throws {
    #expect(
      try doubts("name,gender,height\nKim,F,160\nKim,M,160\n")
        == ["duplicate_student 2", "contradictory_gender 2"]
    )
    #expect(
      try doubts("name,gender,height\nKim,F,160\nKim,,160\n", [.contradictoryGender]).isEmpty
    )
    #expect(
      try doubts("id,name,gender,height\n1,Kim,F,160\n2,Kim,M,160\n", [.contradictoryGender])
        == ["contradictory_gender 2"]
    )
  }

  @Test func `names that look alike are doubted within the group`() throws {
    #expect(
      try doubts("name,class,height\nAnna,7a,160\nАnna,7a,161\nanna,7b,162\n")
        == ["look_alike_name 2"]
    )
    #expect(
      try doubts("id,name,height\n1,Anna,160\n2,anna,161\n3,ANNA,162\n4,Anna,163\n")
        == ["duplicate_student 4", "look_alike_name 2", "look_alike_name 3"]
    )
  }

  @Test func `a group is asked for by either of the two`() throws {
    let text = "name,class,age,height\nKim,7a,12,160\nKim,7b,12,160\nJo,7c,12,161\nJo,7c,13,162\n"
    #expect(try doubts(text, group: "7a") == ["duplicate_student 2"])
    #expect(try doubts(text, group: "7b") == ["duplicate_student 2"])
    #expect(try doubts(text, group: "7c") == ["duplicate_student 4"])
    #expect(try doubts(text, group: "7d").isEmpty)
  }

  @Test func `a message names the other student and what differs`() throws {
    let school = try TestSchool("name,class,height\nAnna,7a,160\nАnna,7a,161\nAnna,7a,162\n")
    let doubts = try CheckWorkflow(school.database).run(Set(DoubtCode.allCases))
    #expect(doubts.map(\.code) == [.duplicateStudent, .lookAlikeName])
    #expect(doubts[0].message.contains("student 1 in 7a"))
    #expect(doubts[1].message.contains("student 1") && doubts[1].message.contains("U+0410"))
  }

  @Test func `many of one name take no longer than their number`() throws {
    let text = "name,height\n" + String(repeating: "Kim,160\n", count: 20_000)
    #expect(try doubts(text).count == 19_999)
  }

  @Test func `a recorded gender that a file changed is a doubt until somebody settles it`() throws {
    let school = try TestSchool("id,name,gender,height\n1,Kim,F,160\n2,Jo,,170\n3,Al,F,165\n")
    try school.import("id,name,gender,height\n1,Kim,M,160\n2,Jo,M,170\n3,Al,declined,165\n")
    let check = CheckWorkflow(school.database)
    let doubts = try check.run([.genderChanged])
    #expect(doubts.map(\.student) == [1, 3])
    #expect(doubts.first?.message.contains("female until import i2, line 2, said male") == true)
    #expect(doubts.last?.message.contains("line 4, said declined") == true)
    var correction = StudentCorrection()
    correction.gender = .recorded("female", text: "F")
    _ = try CorrectionWorkflow(school.database, context: school.context)
      .run(1, correction, reason: "asked")
    #expect(try check.run([.genderChanged]).map(\.student) == [3])
  }

  @Test func `such a doubt goes with the file that made it`() throws {
    let school = try TestSchool("id,name,gender,height\n1,Kim,F,160\n")
    try school.import("id,name,gender,height\n1,Kim,M,160\n")
    #expect(try CheckWorkflow(school.database).run([.genderChanged]).count == 1)
    try RevertWorkflow(school.database, context: school.context).run(2, reason: "wrong").discard()
    #expect(try CheckWorkflow(school.database).run([.genderChanged]).isEmpty)
  }
}
