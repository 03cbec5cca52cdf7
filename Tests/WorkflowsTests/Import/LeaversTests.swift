import RosterReading
import StudentStore
import Testing
import Workflows

/// Students of a file's groups who are not in it: named, and marked as left where the file is complete.
struct LeaversTests {
  private static let first =
    "id,name,gender,height,class\n1,Anna,F,160,7a\n2,Ben,M,170,7a\n3,Cy,,165,7a\n4,Dora,F,161,7b\n"
  private static let without = "id,name,gender,height,class\n1,Anna,F,160,7a\n3,Cy,,165,7a\n"

  private func school(_ second: String = Self.without, isComplete: Bool = true) throws -> TestSchool
  {
    let school = try TestSchool(Self.first)
    try school.import(second) { $0.isComplete = isComplete }
    return school
  }

  private func left(_ school: TestSchool) throws -> [Int64] {
    try school.database.list(ListFilter(state: .left)).map(\.student)
  }

  private func revert(_ school: TestSchool, _ importBatch: Int64) throws {
    try RevertWorkflow(school.database, context: school.context)
      .run(importBatch, reason: "wrong").discard()
  }

  @Test func `who is in a group of the file and not in the file is named, and stays`() throws {
    let school = try TestSchool(Self.first)
    let report = try school.import(Self.without)
    #expect(report.leavers.students.map(\.name) == ["Ben"], "nobody of another class")
    #expect(!report.leavers.areMarked)
    #expect(try left(school).isEmpty)
    #expect(try school.export() == Self.first)
  }

  @Test func `a complete file marks them: they are kept, and in no export`() throws {
    let school = try school()
    #expect(try left(school) == [2])
    #expect(try school.database.student(2).gender == .recorded("male"))
    let rest = Self.first.replacing("2,Ben,M,170,7a\n", with: "")
    #expect(try school.export() == rest)
    #expect(try school.export { ($0.columns, $0.withLeft) = (.original, true) } == Self.first)
    #expect(try school.export { ($0.columns, $0.importBatch) = (.original, 1) } == rest)
    #expect(
      try school.export { ($0.columns, $0.fill, $0.importBatch) = (.original, .none, 1) }
        == Self.first
    )
    #expect(try school.database.status().students == 3)
    #expect(try school.database.verify().ok)
  }

  @Test func `the newest file again marks them as an act of its own`() throws {
    let school = try school(isComplete: false)
    let head = try school.database.head().sequence
    let again = try school.import(Self.without) { $0.isComplete = true }
    #expect(again.wasAlreadyImported)
    #expect(again.leavers.areMarked)
    #expect(try left(school) == [2])
    #expect(try school.database.head().sequence == head + 1)
    #expect(
      try school.database.log(LogFilter()).first?.body.facts.map(\.name) == ["import", "left"]
    )
    try school.import(Self.without) { $0.isComplete = true }
    #expect(try school.database.head().sequence == head + 1, "once is enough")
    #expect(try school.database.verify().ok)
    try revert(school, 2)
    #expect(try left(school).isEmpty)
    #expect(try school.database.verify().ok)
  }

  @Test func `an older file does not say who left since`() throws {
    let school = try school(isComplete: false)
    #expect(throws: RosterError.notNewest(file: "class.csv", importBatch: 1)) {
      try school.import(Self.first) { $0.isComplete = true }
    }
  }

  @Test func `they are back when a file has them again, and go again with its revert`() throws {
    let school = try school()
    let report = try school.import("id,name,gender,height,class\n2,Ben,M,171,7a\n")
    #expect(report.changes.returned == 1)
    #expect(report.ends == [0, 1, 0, 0, 0])
    #expect(try left(school).isEmpty)
    #expect(try school.export().contains("2,Ben,M,171,7a\n"))
    try revert(school, 3)
    #expect(try left(school) == [2])
    #expect(try school.database.student(2).height == .measured(centimetres: 170))
    try revert(school, 2)
    #expect(try left(school).isEmpty)
    #expect(try school.export() == Self.first)
    #expect(try school.database.verify().ok)
  }

  @Test func `a line that repeats what is known brings a student back too`() throws {
    let school = try school()
    #expect(try school.import("id,name\n2,Ben\n").changes.returned == 1)
    #expect(try left(school).isEmpty)
    #expect(try school.export() == Self.first)
  }

  @Test func `the id of who left may be another student's`() throws {
    let school = try school()
    let report = try school.import("id,name,gender,height,class\n2,Zoe,F,158,7a\n")
    #expect(report.ends == [1, 0, 0, 0, 0])
    #expect(try school.database.student(schoolID: "2") == 5)
    #expect(try left(school) == [2])
    // The id is Zoe's now, whatever Ben's name is.
    #expect(try school.import("id,name\n2,Ben\n").codes == ["id_reused"])
    #expect(try school.import("id,name,height\n2,Zoe,159\n").ends == [0, 1, 0, 0, 0])
    #expect(try school.database.student(5).height == .measured(centimetres: 159))
    #expect(try school.database.verify().ok)
  }

  @Test func `no run asks about them, counts them or learns from them`() throws {
    var text = "id,name,gender,height\n"
    for number in 0..<8 {
      text += "G\(number),Gi\(number),F,\(155 + number)\nB\(number),Bo\(number),M,\(172 + number)\n"
    }
    let school = try TestSchool(text + "x,Rob,,161\ny,Sam,,178\n")
    let rest = text.replacing("G0,Gi0,F,155\n", with: "")
    try school.import(rest + "x,Rob,,161\n") { $0.isComplete = true }
    #expect(try left(school).count == 2)
    let run = try ImputeWorkflow(school.database, context: school.context).run(ImputeOptions())
    #expect(run.recordedCount == 15)
    #expect(run.imputed == 1)
    #expect(run.notImputed["left"] == 1)
    let queue = try ReviewWorkflow(school.database, context: school.context).queue(run: 1)
    #expect(queue.map(\.name) == ["Rob"])
  }

  @Test func `nobody is marked while a rejected line may be about one of them`() throws {
    let school = try TestSchool(Self.first)
    let report = try school.import(Self.without + "2,Be\"n,M,170,7a\n") { $0.isComplete = true }
    #expect(report.leavers.count == 1)
    #expect(report.leavers.unclearLines == 1)
    #expect(!report.leavers.areMarked)
    #expect(try left(school).isEmpty)
  }

  @Test(arguments: ["2,Ben,M,tall,7a\n", "2,Zoltan,M,170,7a\n", "2,Somebody else,M,170,7a\n"])
  func `a line that was set aside keeps its student in the file`(line: String) throws {
    let school = try TestSchool(Self.first)
    let report = try school.import(Self.without + line) { $0.isComplete = true }
    #expect(report.leavers.count == 0)
    #expect(try left(school).isEmpty)
  }

  @Test func `a school without classes is one group, and a list of new ones says nothing`() throws {
    let school = try TestSchool("name,gender\nAnna,F\nBen,M\n")
    #expect(try school.import("name,gender\nZoe,F\n").leavers.count == 0)
    #expect(
      try school.import("name,gender\nZoe,F\nBen,M\n").leavers.students.map(\.name) == ["Anna"]
    )
  }

  @Test func `a moved student is no leaver of the old class where the file has both`() throws {
    let school = try TestSchool(Self.first)
    let report = try school.import(
      "id,name,class\n1,Anna,7b\n2,Ben,7a\n3,Cy,7a\n4,Dora,7b\n"
    ) { $0.isComplete = true }
    #expect(report.ends == [0, 1, 3, 0, 0])
    #expect(report.leavers.count == 0)
  }
}
