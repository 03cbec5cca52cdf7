import Mixture
import StudentStore
import TestSupport
import Testing
import Workflows

/// What the gate lets through: the whole run, some of its strata, or nothing.
struct GateTests {
  @Test func `an age that height does not tell apart proposes nothing while another does`() throws {
    let school = try TestSchool(QuantileRoster.twoAges().text)
    let run = try school.impute(by: .age)
    #expect(run.strata.map(\.name) == ["12", "17"])
    #expect(run.strata.map(\.mayPropose) == [false, true])
    #expect(run.passedGate)
    #expect(run.refusals.map(\.code) == [.notInformative])
    #expect(run.refusals.map(\.stratum) == ["12"])
    // Girls of 163 and boys of 177 with a standard deviation of 6.5: Phi(-7 / 6.5) = .1407. The
    // twenty pseudo-students of a school that is mostly twelve can only blur that.
    #expect((0.1407..<0.3).contains(run.strata[1].bayesError))
    #expect(run.strata[0].bayesError > run.strata[0].majorityError - 0.02)
    #expect(run.missingCount == 140)
    #expect(run.imputed == 20)
    #expect(run.notImputed == ["gate_refused": 120])
    #expect(run.expectedWrong.map { $0 > 1 && $0 < 10 } == true)
    #expect(
      try school.lines(
        "SELECT stratum, is_proposed, count(*) FROM imputation_detail GROUP BY 1, 2 ORDER BY 1"
      ) == ["12|0|120", "17|1|20"]
    )
    #expect(
      try school.lines(
        """
        SELECT age_years, count(suggested_gender), count(*) FROM review_queue
        JOIN student ON student.id = review_queue.student GROUP BY 1 ORDER BY 1
        """
      ) == ["12.0|0|120", "17.0|20|20"]
    )
    #expect(try school.database.verify().ok)
  }

  @Test func `what the gate held back cannot be accepted, and can be decided`() throws {
    let school = try TestSchool(QuantileRoster.twoAges().text)
    let run = try school.impute(by: .age)
    let review = ReviewWorkflow(school.database, context: school.context)
    let young = try #require(try school.students().first { $0.gender == .missing }).id
    #expect(try school.database.suggestion(of: run.id, for: young) == nil)
    #expect(throws: (any Error).self) { try review.decide(young, .accept) }
    #expect(try review.decide(young, .gender("female")).run == nil)
    // Nor at once: of 140 the twenty that are proposed, however low the threshold.
    let acceptance = try BatchAcceptance(in: school.database, run: run.id, atLeast: 0)
    let accepted = try acceptance.accept(
      in: school.database,
      context: school.context,
      expected: 20,
      reason: nil
    )
    #expect(accepted?.decisions.count == 20)
  }

  @Test func `a school where height says nothing is refused, and kept`() throws {
    var roster = QuantileRoster()
    roster.add(60, "F", mean: 152, deviation: 7) { $0 % 4 != 0 }
    roster.add(60, "M", mean: 152, deviation: 7) { $0 % 4 != 0 }
    let school = try TestSchool(roster.text)
    let run = try school.impute()
    #expect(!run.passedGate)
    #expect(run.refusals.map(\.code) == [.notInformative])
    #expect(run.imputed == 0)
    #expect(run.expectedWrong == nil)
    #expect(run.notImputed == ["gate_refused": 30])
    #expect(try school.database.run(run.id).strata.count == 1, "it can be looked at")
    #expect(try school.lines("SELECT max(is_proposed) FROM evidence_cell") == ["0"])
  }

  @Test func `three recorded of a gender are too few without a class beside them`() throws {
    var roster = QuantileRoster()
    roster.add(20, "F", mean: 160, deviation: 6) { $0 % 4 != 0 }
    roster.add(20, "M", mean: 175, deviation: 6) { [5, 10, 15].contains($0) }
    let run = try TestSchool(roster.text).impute()
    #expect(!run.passedGate)
    #expect(run.refusals.contains { $0.reason == .fewRecorded(gender: "male", known: 3) })
  }

  @Test func `a fit that is cut short is refused by name`() throws {
    let school = try TestSchool(QuantileRoster.classes(["7a"]).text)
    let run = try school.impute { $0.maximumIterations = 1 }
    #expect(run.summary.status == "max_iterations")
    #expect(run.refusals.map(\.reason) == [.notConverged(.stopped(atLimit: 1))])
    #expect(!run.passedGate)
    #expect(run.strata[0].genders.allSatisfy { $0.mean.standardError == nil })
  }

  @Test func `evaluating finds what a run would, and stores nothing`() throws {
    let school = try TestSchool(QuantileRoster.twoAges().text)
    let head = try school.database.head()
    let workflow = ImputeWorkflow(school.database, context: school.context)
    let draft = try workflow.evaluate(school.options(by: .age))
    #expect(try school.database.head() == head)
    #expect(try school.database.newestRun() == nil)
    let run = try school.impute(by: .age)
    #expect(draft.evaluation == run.evaluation)
    #expect(draft.candidates == run.candidates)
    #expect(draft.passedGate == run.passedGate)
    #expect(draft.refusals == run.refusals)
    #expect(draft.inputDigest == run.inputDigest)
  }

  @Test func `a dry run reports the run and keeps nothing of it`() throws {
    let school = try TestSchool(QuantileRoster.classes(["7a"]).text)
    let head = try school.database.head()
    let run = try ImputeWorkflow(school.database, context: school.context)
      .run(school.options(), mode: .dryRun)
    #expect(run.imputed == 10)
    #expect(try school.database.head() == head)
    #expect(try school.lines("SELECT count(*) FROM counted_evidence") == ["0"])
  }
}
