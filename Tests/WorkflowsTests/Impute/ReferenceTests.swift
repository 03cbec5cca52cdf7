import Mixture
import Report
import StudentStore
import TestSupport
import Testing
import Workflows

/// What a reference of heights by age does to a run.
struct ReferenceTests {
  /// Girls and boys of 17 and of 12 as a reference has them.
  private static let reference = [
    ReferenceHeight(age: 12, gender: "female", mean: 152, standardDeviation: 7),
    ReferenceHeight(age: 12, gender: "male", mean: 152, standardDeviation: 7),
    ReferenceHeight(age: 17, gender: "female", mean: 163, standardDeviation: 6),
    ReferenceHeight(age: 17, gender: "male", mean: 177, standardDeviation: 7),
  ]

  @Test func `a reference is kept with the run, and part of what it was fitted to`() throws {
    let school = try TestSchool(QuantileRoster.twoAges().text)
    let without = try school.impute(by: .age) { $0.usesGrowthTable = false }
    let run = try school.impute(by: .age) { $0.reference = Self.reference }
    #expect(!without.hasPrior)
    #expect(run.hasPrior)
    #expect(run.inputDigest != without.inputDigest)
    #expect(try school.database.run(run.id).reference == Self.reference)
    #expect(try school.database.verify().ok)
  }

  @Test func `with a reference an age needs no recorded students of its own`() throws {
    var roster = QuantileRoster.twoAges()
    // Nobody of 17 is recorded but two girls.
    roster.lines = roster.lines.map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      let keeps = cells[5] == "12" || ["481", "491"].contains(cells[0])
      return keeps ? line : ([cells[0], cells[1], ""] + cells[3...]).joined(separator: ",")
    }
    let school = try TestSchool(roster.text)
    let run = try school.impute(by: .age) { $0.reference = Self.reference }
    let old = try #require(run.strata.first { $0.name == "17" })
    #expect(old.genders.map(\.recorded) == [2, 0])
    #expect(old.genders.map(\.gender) == ["female", "male"])
    // Forty of each, and twenty that the reference is worth: the fit stays close to both.
    #expect(abs(old.genders[0].mean.value - 163) < 2)
    #expect(abs(old.genders[1].mean.value - 177) < 2)
    #expect(!run.refusals.contains { $0.code == .tooFewRecorded })
  }

  @Test func `a gender that is recorded of no student of an age has the reference there`() throws {
    var roster = QuantileRoster()
    roster.add(1, "F", mean: 152, deviation: 7, age: "12")
    roster.add(30, "M", mean: 152, deviation: 7, age: "12")
    roster.add(30, "M", mean: 177, deviation: 7, age: "17") { $0 % 3 != 0 }
    roster.add(30, "F", mean: 163, deviation: 6, age: "17") { _ in false }
    let run = try TestSchool(roster.text).impute(by: .age) { $0.reference = Self.reference }
    // Of girls the school has recorded one: where there is none at all, nothing is proposed.
    #expect(
      run.strata.map { $0.genders.map(\.gender) } == [["female", "male"], ["female", "male"]]
    )
    #expect(run.strata.map { $0.genders.map(\.recorded) } == [[1, 30], [0, 20]])
  }

  @Test func `without ages a reference says nothing, and is refused`() throws {
    let school = try TestSchool(QuantileRoster.classes().text)
    #expect(school.refusal(by: nil) { $0.reference = Self.reference } == .referenceWithoutAges)
    #expect(school.refusal(by: .age) { $0.reference = Self.reference } == .cannotDivide(by: "age"))
    #expect(try school.database.newestRun() == nil)
  }

  @Test func `a reference that lacks a gender of the school is refused by the gender's name`()
    throws
  {
    let school = try TestSchool(QuantileRoster.twoAges().text)
    let girls = Self.reference.filter { $0.gender == "female" }
    let refusal = school.refusal(by: .age) { $0.reference = girls }
    #expect(refusal == .referenceLacks(gender: "male", known: ["female"]))
    #expect(refusal?.description.contains("--prior says nothing about male") == true)
  }

  @Test func `a class of one age has the table that is built in when its age is said`() throws {
    let school = try TestSchool(QuantileRoster.classes().text)
    let without = try school.impute(by: Stratification.none)
    let run = try school.impute(by: Stratification.none) {
      $0.usesGrowthTable = true
      $0.age = 16
    }
    #expect(!without.hasPrior)
    #expect(run.hasPrior)
    #expect(run.settingsRequested.contains(#""age":"16.0""#))
    // Girls and boys of sixteen completed years, to a hundredth: SciPy from the CDC's L, M and S.
    #expect(
      run.reference.filter { $0.age == 16 } == [
        ReferenceHeight(age: 16, gender: "female", mean: 162.75, standardDeviation: 6.47),
        ReferenceHeight(age: 16, gender: "male", mean: 174.36, standardDeviation: 7.41),
      ]
    )
    // Computed again, the age is known from the run.
    let check = try RerunWorkflow(school.database, context: school.context).check(run.id)
    #expect(check.isIdentical)
    #expect(try school.database.verify().ok)
  }

  @Test func `ages from a column serve the table, unless it is taken away`() throws {
    let school = try TestSchool(QuantileRoster.twoAges().text)
    for run in [try school.impute(by: .age) { _ in }, try school.impute(by: nil) { _ in }] {
      #expect(run.hasPrior && run.strata.map(\.name) == ["12", "17"])
      #expect(!run.settingsRequested.contains("prior"))
    }
    let without = try school.impute(by: .age) { $0.usesGrowthTable = false }
    #expect(!without.hasPrior)
    #expect(without.settingsRequested.contains(#""prior":"none""#))
    #expect(try !school.impute(by: Stratification.none) { _ in }.hasPrior)
  }

  @Test func `ages of classes are read, and what is none is refused`() {
    #expect(ImputeOptions.ages(fromList: "7a=12,8b=13.5") == ["7a": 12, "8b": 13.5])
    for text in ["", "7a", "7a=", "=12", "7a=x", "7a=1", "7a=12,,8b=13", "7a=12,7a=13"] {
      #expect(ImputeOptions.ages(fromList: text) == nil, "\(text)")
    }
  }
}
