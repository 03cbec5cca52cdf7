import Mixture
import RosterReading
import StudentStore
import TestSupport
import Testing
import Workflows

/// What the school is divided into.
struct StrataTests {
  @Test func `classes are strata in the order of their names, students without one last`() throws {
    let school = try TestSchool(QuantileRoster.classes().text)
    let run = try school.impute(by: .group)
    #expect(run.strata.map(\.name) == ["7a", "7b", "(none)"])
    #expect(run.strata.map(\.recorded) == [30, 30, 30])
    #expect(run.strata.map(\.missing) == [10, 10, 10])
    #expect(run.settings.stratifiedBy == "group")
    for stratum in run.strata {
      #expect(stratum.genders.map(\.gender) == ["female", "male"])
      #expect(stratum.genders.map(\.recorded) == [15, 15])
    }
    #expect(try school.database.verify().ok)
  }

  @Test func `the number that a name begins with orders classes, and then the text`() throws {
    let groups = ["EF", "10a", "7", "9b", "10", "", "7a", "Q1", "99999999999999999999"]
    var roster = QuantileRoster()
    for group in groups {
      roster.add(8, "F", mean: 160, deviation: 6, group: group) { $0 % 4 != 0 }
      roster.add(8, "M", mean: 174, deviation: 7, group: group) { $0 % 4 != 0 }
    }
    #expect(
      try TestSchool(roster.text).impute(by: .group).strata.map(\.name)
        == ["7", "7a", "9b", "10", "10a", "99999999999999999999", "EF", "Q1", "(none)"]
    )
  }

  @Test func `ages are strata of full years in the order of their numbers`() throws {
    var roster = QuantileRoster()
    for age in ["10.9", "9", "", "10"] {
      roster.add(10, "F", mean: 160, deviation: 6, age: age) { $0 % 5 != 0 }
      roster.add(10, "M", mean: 174, deviation: 7, age: age) { $0 % 5 != 0 }
    }
    let run = try TestSchool(roster.text).impute(by: .age)
    #expect(run.strata.map(\.name) == ["9", "10", "(none)"])
    #expect(run.strata.map(\.recorded) == [16, 32, 16])
    #expect(run.strata.map(\.missing) == [4, 8, 4])
  }

  @Test func `the whole school is one stratum without a name`() throws {
    let run = try TestSchool(QuantileRoster.classes().text).impute()
    #expect(run.strata.map(\.name) == [nil])
    #expect(run.strata.map(\.recorded) == [90])
    #expect(run.trace.allSatisfy { $0.stratum == nil })
  }

  @Test func `what was counted adds up to the students, stratum by stratum`() throws {
    let school = try TestSchool(QuantileRoster.classes().text)
    for stratification in Stratification.allCases where stratification != .age {
      let run = try school.impute(by: stratification)
      #expect(
        try school.lines(
          """
          SELECT stratum, basis, sum(student_count) FROM counted_evidence WHERE run = \(run.id)
          GROUP BY stratum, basis ORDER BY min(ordinal), basis DESC
          """
        )
          == run.strata.flatMap {
            ["\($0.name ?? "")|recorded|\($0.recorded)", "\($0.name ?? "")|missing|\($0.missing)"]
          }
      )
      // The same counted from the students themselves, height by height.
      #expect(
        try school.lines(
          """
          SELECT height_cm, coalesce(gender, '-'), sum(student_count) FROM counted_evidence
          WHERE run = \(run.id) GROUP BY 1, 2 ORDER BY 1, 2
          """
        )
          == school.lines(
            """
            SELECT height_cm, coalesce(gender, '-'), count(*) FROM student
            WHERE height_cm IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2
            """
          )
      )
    }
  }

  @Test func `every recorded student is held back once in each repeat, and nobody else`() throws {
    let school = try TestSchool(QuantileRoster.classes().text)
    let run = try school.impute { $0.folds = 4 }
    #expect(run.settings.folds == 4)
    #expect(run.settings.repeats == 5)
    let cells = try school.lines(
      "SELECT basis, student_count, held_back FROM counted_evidence ORDER BY ordinal"
    )
    #expect(cells.count > 30)
    for cell in cells {
      let parts = cell.split(separator: "|")
      guard parts[0] == "recorded" else {
        #expect(parts[2] == "-")
        continue
      }
      let counts = parts[2].dropFirst().dropLast().split(separator: ",").map { Int($0) ?? -1 }
      #expect(counts.count == 20)
      for number in 0..<5 {
        #expect(counts[number * 4..<number * 4 + 4].reduce(0, +) == Int(parts[1]))
      }
    }
    // Ninety recorded students, a part of one for each repeat.
    #expect(abs((run.evaluation?.count ?? 0) - 90) < 1e-9)
  }

  @Test func `a school of one class, and one without ages, cannot be divided by them`() throws {
    let school = try TestSchool(QuantileRoster.classes(["7a"]).text)
    #expect(school.refusal(by: .group) == .cannotDivide(by: "group"))
    #expect(school.refusal(by: .age) == .cannotDivide(by: "age"))
    #expect(try school.database.newestRun() == nil)
    // Left open, what cannot be told is no candidate.
    let run = try school.impute(by: nil)
    #expect(run.settings.stratifiedBy == "none")
    #expect(run.candidates.allSatisfy { !$0.name.contains("by group") })
  }

  @Test func `all divisions that can be told are compared, and one is taken`() throws {
    let school = try TestSchool(QuantileRoster.twoAges().text)
    let run = try school.impute(by: nil)
    #expect(run.candidates.filter(\.isChosen).count == 1)
    #expect(run.settings.stratifiedBy == "age")
    let chosen = try #require(run.candidates.first { $0.isChosen })
    // Another may be better by chance, but not by more; two folds' noise is far above this.
    let best = try #require(run.candidates.map(\.logLoss).min())
    #expect(chosen.logLoss - best < 0.001)
    // Candidates are compared by their posteriors, and what is stated is evaluated.
    let evaluated = try #require(run.evaluation?.logLoss)
    #expect(evaluated != chosen.logLoss && (evaluated - chosen.logLoss).magnitude < 0.01)
  }
}
