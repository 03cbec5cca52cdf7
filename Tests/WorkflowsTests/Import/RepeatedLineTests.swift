import RosterReading
import StudentStore
import Testing
import Workflows

/// Lines that say what is stored are told from those that say anything else, in each cell.
struct RepeatedLineTests {
  private static let list = """
    id,name,sex,height,class,age,club,note
    1,Anna,F,162,7a,13,chess,"a, b"
    2,Ben,,175.50,7a,13,,say \\ this
    3,Cyrilla,k. A.,180.5,7b,14,chess,"q""q"
    4,Dee,M,160,7b,,,""
    """

  /// The line of Cyrilla with another cell, and the field or heading that changes by it; nil where nothing does.
  @Test(arguments: [
    (#"3,Cyrilla,k. A.,180.5,7b,14,chess,"q""q""#, nil),
    (#""3",Cyrilla,k. A.,180.5,7b,14,chess,"q""q""#, nil),
    (#"3,Cyrilla,M,180.5,7b,14,chess,"q""q""#, "gender"),
    (#"3,Cyrilla,k. A.,180.4,7b,14,chess,"q""q""#, "height"),
    (#"3,Cyrilla,k. A.,181,7b,14,chess,"q""q""#, "height"),
    (#"3,Cyrilla,k. A.,180.5,7c,14,chess,"q""q""#, "group"),
    (#"3,Cyrilla,k. A.,180.5,7b,15,chess,"q""q""#, "age"),
    (#"3,Cyrilla,k. A.,180.5,7b,14,ches,"q""q""#, "club"),
    (#"3,Cyrilla,k. A.,180.5,7b,14,chess,"q""qq""#, "note"),
    (#"3,Cyrilla,k. A.,180.5,7b,14,"",chess"#, "note"),
    (#"3,Cyrilka,k. A.,180.5,7b,14,chess,"q""q""#, "name"),
  ])
  func `one cell that differs is a change of that cell and of no other`(
    line: String,
    field: String?
  ) throws {
    let school = try TestSchool()
    _ = try school.import(Self.list)
    let lines = Self.list.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let text = (lines[..<3] + [line] + lines[4...]).joined(separator: "\n") + "\n"
    let report = try school.import(text)
    #expect(report.changes.changes.map(\.field) == (field.map { [$0] } ?? []))
    #expect(report.ends == [0, field == nil ? 0 : 1, field == nil ? 4 : 3, 0, 0])
  }

  @Test func `the same cells read otherwise are a change`() throws {
    let school = try TestSchool()
    _ = try school.import(Self.list)
    let report = try school.import(Self.list + "\n") {
      $0.genderWords = ["k. A.=female"]
    }
    #expect(report.changes.changes.map(\.field) == ["gender"])
    #expect(report.ends == [0, 1, 3, 0, 0])
  }

  @Test func `a cell cleared by one file and repeated by the next is compared with every file`()
    throws
  {
    let school = try TestSchool("id,name,club\n1,Anna,chess\n2,Ben,go\n")
    _ = try school.import("id,name,club\n1,Anna,\n2,Ben,go\n")
    let report = try school.import("id,name,club\n1,Anna,\n2,Ben,go\n\n") {
      $0.blankCells = .clear
    }
    #expect(report.changes.changes.map(\.old) == ["chess"])
  }
}
