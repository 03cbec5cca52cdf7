import StudentStore
import TestSupport
import Testing
import Workflows

/// What a teacher decided is learnt from by the next run.
struct DecidedLabelTests {
  /// A run, and everybody it asked about decided: girls as girls, boys as boys.
  private func decided(_ count: Int) throws -> (school: TestSchool, students: [Int64]) {
    let school = try TestSchool(QuantileRoster.classes(["7a"]).text)
    try school.impute()
    let review = ReviewWorkflow(school.database, context: school.context)
    let students = try school.students().filter { $0.gender == .missing }.map(\.id)
    for student in students.prefix(count) {
      // The first twenty of the list are the girls.
      _ = try review.decide(student, .gender(student <= 20 ? "female" : "male"))
    }
    return (school, Array(students.prefix(count)))
  }

  @Test func `who is decided counts as known and is not asked about again`() throws {
    let (school, students) = try decided(7)
    let run = try school.impute()
    #expect(run.strata.map(\.recorded) == [30])
    #expect(run.strata.map(\.decided) == [7])
    #expect(run.strata.map(\.missing) == [3])
    #expect(run.recordedCount == 30)
    #expect(run.missingCount == 3)
    #expect(run.imputed == 3)
    #expect(run.notImputed == ["already_decided": 7])
    let asked = try school.lines("SELECT student FROM imputation WHERE run = 2")
    #expect(asked.count == 3)
    #expect(Set(asked).isDisjoint(with: students.map { "\($0)" }))
    #expect(try school.database.verify().ok)
  }

  @Test func `a suggestion accepted unseen teaches nothing, and is not asked about again`() throws {
    let school = try TestSchool(QuantileRoster.classes(["7a"]).text)
    let before = try school.impute()
    let acceptance = try BatchAcceptance(in: school.database, run: before.id, atLeast: 0.5)
    let accepted = try acceptance.accept(
      in: school.database,
      context: school.context,
      expected: 10,
      reason: nil
    )
    #expect(accepted?.decisions.count == 10)
    let after = try school.impute()
    // Were the model's own words labels, it would be surer of them each time.
    #expect(after.strata[0].genders == before.strata[0].genders)
    #expect(after.summary.logLikelihood == before.summary.logLikelihood)
    #expect(after.imputed == 0)
    #expect(after.notImputed == ["already_decided": 10])
    #expect(
      try school.lines("SELECT DISTINCT basis FROM counted_evidence WHERE run = 2 ORDER BY 1")
        == ["accepted", "recorded"]
    )
    #expect(try school.database.verify().ok)
  }

  @Test func `who is decided is never held back`() throws {
    let (school, _) = try decided(7)
    let run = try school.impute()
    #expect(
      try school.lines(
        "SELECT DISTINCT basis, held_back IS NULL FROM counted_evidence WHERE run = 2 ORDER BY 1"
      ) == ["decided|1", "missing|1", "recorded|0"]
    )
    #expect(
      try school.lines(
        "SELECT gender, sum(student_count) FROM counted_evidence WHERE basis = 'decided' GROUP BY 1"
      ) == ["female|5", "male|2"]
    )
    #expect(abs((run.evaluation?.count ?? 0) - 30) < 1e-9)
  }

  @Test func `with all decided the means are those of all, in closed form`() throws {
    let (school, _) = try decided(10)
    for learning in [ImputeOptions.Learning.all, .recorded] {
      let run = try school.impute { $0.learning = learning }
      #expect(run.missingCount == 0)
      #expect(run.imputed == 0)
      let students = try school.students()
      for (gender, part) in zip(
        run.strata[0].genders,
        [students.prefix(20), students.dropFirst(20)]
      ) {
        let heights = part.compactMap(\.height.centimetres)
        #expect(heights.count == 20)
        #expect(abs(gender.mean.value - heights.reduce(0, +) / 20) < 1e-9)
        #expect(gender.recorded == 15)
        #expect(abs(gender.weight.value - 0.5) < 1e-12)
      }
    }
  }

  @Test func `a decided gender of which nobody is recorded is not modelled`() throws {
    let (school, _) = try decided(6)
    let review = ReviewWorkflow(school.database, context: school.context)
    for student in try school.students().filter({ $0.gender == .missing }).prefix(6) {
      _ = try review.decide(student.id, .gender("nonbinary"))
    }
    let run = try school.impute()
    #expect(run.strata[0].genders.map(\.gender) == ["female", "male"])
    #expect(run.strata[0].decided == 0)
    #expect(run.notImputed["already_decided"] == 6)
  }

  @Test func `a decision that leaves the gender unknown is no label`() throws {
    let (school, students) = try decided(1)
    let review = ReviewWorkflow(school.database, context: school.context)
    _ = try review.decide(students[0], .leaveUnknown)
    let run = try school.impute()
    #expect(run.strata.map(\.decided) == [0])
    #expect(run.missingCount == 10)
  }

  @Test func `a decision changes what the run was fitted to`() throws {
    let school = try TestSchool(QuantileRoster.classes(["7a"]).text)
    let first = try school.impute()
    #expect(try school.impute().inputDigest == first.inputDigest)
    let review = ReviewWorkflow(school.database, context: school.context)
    let decision = try review.decide(4, .gender("female"))
    #expect(try school.impute().inputDigest != first.inputDigest)
    _ = try UndoWorkflow(school.database, context: school.context).undo(decision.id, reason: nil)
    #expect(try school.impute().inputDigest == first.inputDigest)
  }
}
