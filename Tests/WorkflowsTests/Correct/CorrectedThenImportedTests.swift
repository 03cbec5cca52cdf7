import RosterReading
import StudentStore
import Testing
import Workflows

/// A correction, and files that come after it.
struct CorrectedThenImportedTests {
  private static let heading = "id,name,gender,height,class\n"
  private static let line = "1,Anna,F,160,7a\n"

  private func corrected(
    _ line: String = Self.line,
    _ change: (inout StudentCorrection) -> Void
  ) throws -> TestSchool {
    let school = try TestSchool(Self.heading + line + "2,Ben,M,170,7a\n")
    var correction = StudentCorrection()
    change(&correction)
    _ = try CorrectionWorkflow(school.database, context: school.context)
      .run(1, correction, reason: "asked")
    return school
  }

  private func setAll(_ correction: inout StudentCorrection) {
    correction.name = "Eve"
    correction.gender = .declined(text: "declined")
    correction.height = (.measured(centimetres: 175), "175 cm")
    correction.group = "8b"
  }

  @Test(arguments: [ImportOptions.OnConflict.update, .keep, .stop])
  func `a line that repeats what the old file said is no news`(
    onConflict: ImportOptions.OnConflict
  ) throws {
    let school = try corrected { setAll(&$0) }
    let before = try school.database.student(1)
    let report = try school.import(Self.heading + Self.line + "3,Cy,M,171,7a\n") {
      $0.onConflict = onConflict
    }
    #expect(report.ends == [1, 0, 1, 0, 0])
    #expect(try school.database.student(1) == before)
    #expect(try school.database.verify().ok)
  }

  @Test func `so is a line that agrees with the correction, or is blank`() throws {
    let school = try corrected { setAll(&$0) }
    let before = try school.database.student(1)
    #expect(
      try school.import(Self.heading + "1,Eve,declined,175,8b\n").ends == [0, 0, 1, 0, 0]
    )
    #expect(try school.import(Self.heading + "1,,,,\n").ends == [0, 0, 1, 0, 0])
    #expect(try school.database.student(1) == before)
  }

  static let third: [(String, String)] = [
    ("1,Anna Lee,F,160,7a\n", "name"), ("1,Anna,M,160,7a\n", "gender"),
    ("1,Anna,F,162,7a\n", "height"),
    ("1,Anna,F,160,9c\n", "group"),
  ]

  @Test(arguments: third)
  func `a third value follows the choice about conflicts`(line: String, aspect: String) throws {
    for onConflict in [ImportOptions.OnConflict.update, .keep] {
      let school = try corrected { setAll(&$0) }
      let before = try school.database.student(1)
      let report = try school.import(Self.heading + line) { $0.onConflict = onConflict }
      let fields = Set(StudentAspect(rawValue: aspect)?.fields ?? [])
      if onConflict == .update {
        #expect(report.ends == [0, 1, 0, 0, 0])
        let changed = try school.database.changes(of: 1).filter { $0.importBatch == 2 }
        #expect(Set(changed.map(\.field)).isSubset(of: fields))
        #expect(!changed.isEmpty)
      } else {
        #expect(report.ends == [0, 0, 0, 1, 0])
        #expect(report.codes == ["recorded-otherwise"])
        #expect(try school.database.student(1) == before)
      }
    }
  }

  @Test func `a student without an id is known by the name that the file has`() throws {
    let school = try TestSchool("name,height,class\nAna,160,7a\nBen,170,7a\n")
    var correction = StudentCorrection()
    correction.name = "Anna"
    correction.group = "7b"
    _ = try CorrectionWorkflow(school.database, context: school.context)
      .run(1, correction, reason: "asked")
    for text in [
      "name,height,class\nAna,160,7a\n", "name,height,class\nAnna,160,7b\n",
      "name,height\nAna,160\n",
      "name,height\nAnna,160\n",
    ] {
      #expect(try school.import(text).ends == [0, 0, 1, 0, 0], "\(text)")
    }
    #expect(try school.names() == ["Anna", "Ben"])
  }

  @Test func `a student is known by the id that the file has`() throws {
    let school = try corrected { $0.schoolID = "77" }
    #expect(
      try school.import(Self.heading + Self.line + "3,Cy,M,171,7a\n").ends == [1, 0, 1, 0, 0]
    )
    #expect(try school.import(Self.heading + "77,Anna,F,160,7a\n").ends == [0, 0, 1, 0, 0])
    #expect(try school.database.student(1).schoolID == "77")
  }

  @Test func `an old name does not take the place of who bears it now`() throws {
    let school = try TestSchool("name,height\nAna,160\n")
    var correction = StudentCorrection()
    correction.name = "Anna"
    let workflow = CorrectionWorkflow(school.database, context: school.context)
    _ = try workflow.run(1, correction, reason: "asked")
    try school.import("name,height\nBea,150\n")
    correction.name = "Ana"
    _ = try workflow.run(2, correction, reason: "asked")
    // Two can be meant: listed, never merged.
    #expect(try school.import("name,height\nAna,160\n\n").ends == [0, 0, 0, 1, 0])
  }

  @Test func `a doubt that a person settled is not doubted again by the same cell`() throws {
    let school = try corrected("1,Anna,F,5.11,7a\n5,Ed,M,180,7a\n") {
      $0.height = (.measured(centimetres: 180.34), "5'11\"")
    }
    let report = try school.import(
      Self.heading + "1,Anna,F,5.11,7a\n3,Cy,M,171.5,7a\n4,Di,F,165,7a\n"
    )
    #expect(report.ends == [2, 0, 1, 0, 0])
    #expect(try school.database.student(1).height == .measured(centimetres: 180.34))
    #expect(
      try school.import(Self.heading + "1,Anna,F,5.10,7a\n3,Cy,M,171.5,7a\n4,Di,F,166,7a\n").ends[1]
        == 2
    )
    #expect(try school.database.student(1).height == .doubt)
  }

  @Test func `what several files said before is no news either`() throws {
    let school = try TestSchool(Self.heading + Self.line)
    try school.import(Self.heading + "1,Anna,F,161,7a\n")
    var correction = StudentCorrection()
    correction.height = (.measured(centimetres: 175), "175 cm")
    _ = try CorrectionWorkflow(school.database, context: school.context)
      .run(1, correction, reason: "asked")
    for height in [160, 161] {
      let text = Self.heading + "1,Anna,F,\(height),7a\n\(height),New,F,150,\(height)\n"
      #expect(try school.import(text).ends == [1, 0, 1, 0, 0])
    }
    #expect(try school.database.student(1).height == .measured(centimetres: 175))
  }
}
