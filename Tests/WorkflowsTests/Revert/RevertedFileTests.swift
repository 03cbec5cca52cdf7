import StudentStore
import Testing
import Workflows

/// A file that was taken back: the next ones, and what is exported.
struct RevertedFileTests {
  private static let first = "id,name,gender,height,note\n1,Anna,F,160,a\n2,Ben,,170,b\n"
  private static let second = "id,name,gender,height,note\n2,Ben,M,172,c\n3,Cy,,165,d\n"

  private func school() throws -> TestSchool {
    let school = try TestSchool(Self.first)
    try school.import(Self.second)
    return school
  }

  private func revert(_ school: TestSchool, _ importBatch: Int64) throws {
    _ = try RevertWorkflow(school.database, context: school.context)
      .run(importBatch, reason: "wrong file")
  }

  @Test func `the list is again what it was before the file`() throws {
    let school = try school()
    try revert(school, 2)
    #expect(try school.export() == Self.first)
    #expect(try school.names() == ["Anna", "Ben"])
    #expect(try school.database.student(2).gender == .missing)
    #expect(try school.database.verify().ok)
  }

  @Test func `the file that was taken back can still be had as it came`() throws {
    let school = try school()
    try revert(school, 2)
    let exported = try school.export {
      $0.columns = .original
      $0.importBatch = 2
    }
    #expect(exported == Self.second)
    try revert(school, 1)
    let first = try school.export {
      $0.columns = .original
      $0.importBatch = 1
    }
    #expect(first == Self.first)
    #expect(throws: StoreError.self) { try school.export() }
  }

  @Test func `the same bytes come again as a new import`() throws {
    let school = try school()
    try revert(school, 2)
    let again = try school.import(Self.second)
    #expect(!again.wasAlreadyImported)
    #expect(again.batch.id == 3)
    #expect(again.ends == [1, 1, 0, 0, 0])
    #expect(try school.import(Self.second).wasAlreadyImported)
    #expect(try school.names() == ["Anna", "Ben", "Cy"])
    #expect(try school.export().contains("2,Ben,M,172,c\n3,Cy,,165,d\n"))
    #expect(try school.database.verify().ok)
  }

  @Test func `a corrected file brings the same ids and names`() throws {
    let school = try TestSchool("id,name,height\n1,Anna,16\n2,Ben,170\n3,Cy,165\n")
    try revert(school, 1)
    let report = try school.import("id,name,height\n1,Anna,160\n2,Ben,170\n3,Cy,165\n")
    #expect(report.ends == [3, 0, 0, 0, 0])
    #expect(try school.students().map(\.id) == [4, 5, 6])
    #expect(try school.import("id,name,height\n1,Anna,161\n").ends == [0, 1, 0, 0, 0])
    #expect(try school.database.student(1).height == .doubt)
    #expect(try school.database.verify().ok)
  }

  @Test func `a file may be taken back and come again as often as one likes`() throws {
    let school = try TestSchool()
    for turn: Int64 in 1...4 {
      #expect(try school.import(Self.first).batch.id == turn)
      try revert(school, turn)
    }
    #expect(try school.database.studentCount() == 0)
    #expect(try school.database.verify().ok)
  }

  @Test func `a second revert changes nothing and says who did it`() throws {
    let school = try school()
    try revert(school, 2)
    let head = try school.database.head()
    let outcome = try RevertWorkflow(school.database, context: school.context)
      .run(2, reason: "again")
    guard case .already(let batch, let revert) = outcome else {
      Issue.record("it was reverted twice")
      return
    }
    #expect(batch.id == 2)
    #expect(revert.reason == "wrong file")
    #expect(try school.database.head() == head)
  }

  @Test func `a dry run changes nothing`() throws {
    let school = try school()
    let head = try school.database.head()
    let outcome = try RevertWorkflow(school.database, context: school.context)
      .run(2, reason: "wrong", mode: .dryRun)
    guard case .reverted(let reverted) = outcome else {
      Issue.record("nothing was tried")
      return
    }
    #expect(reverted.students == 1)
    #expect(reverted.restored == 1)
    #expect(try school.database.head() == head)
    #expect(try school.database.studentCount() == 3)
  }

  @Test func `a run after it learns and asks without them`() throws {
    var text = "name,gender,height\n"
    for number in 0..<8 { text += "G\(number),F,\(155 + number)\nB\(number),M,\(172 + number)\n" }
    let school = try TestSchool(text + "Rob,,161\n")
    try school.import("name,gender,height\nTall,F,199\nSam,,178\n")
    let impute = ImputeWorkflow(school.database, context: school.context)
    #expect(try impute.run(ImputeOptions()).recordedCount == 17)
    try revert(school, 2)
    let run = try impute.run(ImputeOptions())
    #expect(run.recordedCount == 16)
    #expect(run.imputed == 1)
    let queue = try ReviewWorkflow(school.database, context: school.context).queue(run: 1)
    #expect(queue.map(\.name) == ["Rob"])
  }

  @Test func `an import that does not exist is not taken back`() throws {
    let school = try school()
    #expect(throws: StoreError.unknown(kind: "import", id: "i9")) { try revert(school, 9) }
  }
}
