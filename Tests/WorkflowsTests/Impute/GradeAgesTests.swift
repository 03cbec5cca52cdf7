import Mixture
import Report
import StudentStore
import TestSupport
import Testing

@testable import Workflows

/// Ages that the names of classes give: a number from 1 to 13 is a grade.
struct GradeAgesTests {
  @Test(
    arguments: [
      ("7", 12), ("7a", 12), ("Klasse 10 B", 15), ("Grade 1", 6), ("13", 18), ("07", 12),
      ("0", nil), ("14", nil), ("2024", nil), ("7/8", nil), ("7.1", nil), ("Blue", nil), ("", nil),
      ("99999999999999999999", nil),
    ] as [(String, Double?)]
  )
  func `one number from 1 to 13 is a grade, and a grade is five years more`(
    name: String,
    age: Double?
  ) {
    #expect(ImputeOptions.age(ofGrade: name) == age)
  }

  /// Girls and boys of 15 and of 17 completed years, forty of each, every fourth not recorded.
  private func school(_ names: [String] = ["10a", "12a"]) throws -> TestSchool {
    var roster = QuantileRoster()
    for (name, means) in zip(names, [(162.3, 171.0), (163.0, 175.5)]) {
      roster.add(40, "F", mean: means.0, deviation: 6.5, group: name) { $0 % 4 != 0 }
      roster.add(40, "M", mean: means.1, deviation: 7.3, group: name) { $0 % 4 != 0 }
    }
    return try TestSchool(roster.text)
  }

  @Test func `classes named after grades are served by the table that is built in`() throws {
    let school = try school()
    let run = try school.impute(by: nil) { $0.usesGrowthTable = true }
    #expect(run.hasPrior && run.tookAgesFromGrades)
    #expect(run.strata.map(\.name) == ["10a", "12a"])
    #expect(run.settingsRequested.contains(#""ages_from":"grades""#))
    #expect(try RerunWorkflow(school.database, context: school.context).check(run.id).isIdentical)
    let none = try school.impute(by: nil) { $0.usesGrowthTable = false }
    #expect(!none.hasPrior && !none.tookAgesFromGrades)
  }

  @Test func `what is said of ages goes before the grade`() throws {
    let school = try school()
    let all = try school.impute(by: .group) { $0.age = 16 }
    #expect(all.hasPrior && !all.tookAgesFromGrades)
    #expect(all.askedAges(of: .group, names: ["10a", "12a"]) == [16, 16])
    let one = try school.impute(by: .group) { $0.ages = ["10a": 14] }
    #expect(one.askedAges(of: .group, names: ["10a", "12a"]) == [14, 17])
  }

  @Test func `numbers of courses whose students are grown up are no grades`() throws {
    let school = try school(["Course 1", "Course 2"])
    let run = try school.impute(by: nil) { $0.usesGrowthTable = true }
    #expect(!run.hasPrior && !run.tookAgesFromGrades)
  }

  @Test func `an age for a class that the list does not have is refused by name`() throws {
    let refusal = try school().refusal(by: .group) { $0.ages = ["10a": 15, "10b": 15] }
    #expect(refusal == .unknownClasses(["10b"], known: ["10a", "12a"]))
    #expect(
      refusal?.description == "--ages: the list has no class 10b; its classes are 10a, 12a"
    )
  }
}
