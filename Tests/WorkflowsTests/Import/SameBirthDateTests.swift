import RosterReading
import StudentStore
import Testing
import Workflows

/// Without ids, a birth date tells children of one name apart, and finds one who moved.
struct SameBirthDateTests {
  private static let list = """
    name,class,born,height
    Kim Lee,7a,2012-03-17,160
    Kim Lee,7b,2011-01-22,170
    Ann Poe,7a,2012-05-05,150
    Bo Rae,7a,,155

    """

  /// The lines of a later file, what they count as, and the heights afterwards.
  @Test(arguments: [
    // The same name in one group, told apart by the birth date, also in another form.
    (
      "Kim Lee,7a,17.03.2012,161\nKim Lee,7b,22.01.2011,171", [0, 2, 0, 0, 0], [161, 171, 150, 155]
    ),
    // Who is in another group has moved.
    (
      "Kim Lee,7b,2012-03-17,161\nKim Lee,7c,2011-01-22,170", [0, 2, 0, 0, 0], [161, 170, 150, 155]
    ),
    ("Ann Poe,8a,2012-05-05,151", [0, 1, 0, 0, 0], [160, 170, 151, 155]),
    // Who was born on another day may be another child: it is asked, and nobody is changed.
    ("Ann Poe,7a,2012-05-06,149", [0, 0, 0, 1, 0], [160, 170, 150, 155]),
    (
      "Ann Poe,7a,2012-05-06,149\nAnn Poe,7a,2012-05-05,151", [0, 1, 0, 1, 0], [160, 170, 151, 155]
    ),
    // Whose birth date was not known gets it; whose is not told is found by name and group.
    ("Bo Rae,7a,2012-12-24,156", [0, 1, 0, 0, 0], [160, 170, 150, 156]),
    ("Ann Poe,7a,,151", [0, 1, 0, 0, 0], [160, 170, 151, 155]),
    // A name alone is not enough to have moved.
    ("Ann Poe,8a,,152", [1, 0, 0, 0, 0], [160, 170, 150, 155, 152]),
  ])
  func `a child is found by name, group and birth date, or by name and birth date`(
    lines: String,
    ends: [Int],
    heights: [Double]
  ) throws {
    let school = try TestSchool(Self.list)
    let report = try school.import("name,class,born,height\n" + lines + "\n")
    #expect(report.ends == ends)
    #expect(try school.students().map(\.height.centimetres) == heights)
  }

  @Test func `two of one name and one birth date are a conflict`() throws {
    let school = try TestSchool(
      "name,class,born\nKim Lee,7a,2012-03-17\nKim Lee,7b,2012-03-17\n"
    )
    let report = try school.import("name,class,born\nKim Lee,7c,2012-03-17\n")
    #expect(report.ends == [0, 0, 0, 1, 0])
    // In its own group each is one.
    #expect(
      try school.import("name,class,born\nKim Lee,7b,2012-03-17\n").ends == [0, 0, 1, 0, 0]
    )
  }

  @Test func `a name that was corrected is found by the birth date as it was before`() throws {
    let school = try TestSchool("name,class,born\nKim Leh,7a,2012-03-17\n")
    var correction = StudentCorrection()
    correction.name = "Kim Lee"
    _ = try CorrectionWorkflow(school.database, context: school.context)
      .run(1, correction, reason: "asked")
    #expect(
      try school.import("name,class,born\nKim Leh,7b,2012-03-17\n").ends == [0, 1, 0, 0, 0]
    )
  }

  @Test func `unchanged birth dates in any form are repeated lines`() throws {
    let german = "name,class,born\nKim Lee,7a,17.3.2012\nAnn Poe,7a,5.5.2012\n"
    for (list, count) in [(Self.list, 4), (german, 2)] {
      let school = try TestSchool(list)
      #expect(try school.import(list + "\n").ends == [0, 0, count, 0, 0])
    }
  }

  @Test func `birth dates tell apart without groups, and where ids are new`() throws {
    let school = try TestSchool(Self.list)
    #expect(try school.import("name,born\nKim Lee,2011-01-22\n").ends == [0, 0, 1, 0, 0])
    #expect(try school.import("name,height\nKim Lee,162\n").ends == [0, 0, 0, 1, 0])
    let ids = "id,name,class,born\n9,Kim Lee,8a,2012-03-17\n8,Kim Lee,8a,2011-01-22\n"
    #expect(try school.import(ids).ends == [0, 2, 0, 0, 0])
    #expect(try school.students().prefix(2).map(\.schoolID) == ["9", "8"])
  }

  @Test(arguments: [list, "name,class,height\nAnn Poe,7a,150\n"])
  func `the same lines with a later day of measuring give later ages`(later: String) throws {
    let school = try TestSchool()
    _ = try school.import(Self.list) { $0.measuredOn = CalendarDate(iso: "2025-09-01") }
    _ = try school.import(later + "\n") { $0.measuredOn = CalendarDate(iso: "2025-09-02") }
    let report = try school.import(later + "\n\n") {
      $0.measuredOn = CalendarDate(iso: "2026-09-01")
    }
    #expect(report.changes.changes.contains { $0.name == "Ann Poe" && $0.field == "age" })
    #expect(try school.students()[2].ageYears == 14)
  }
}
