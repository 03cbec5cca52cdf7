import Mixture
import Testing

@Suite struct SelectionTests {
  private let school = QuantileSchool.students(.fourth).map {
    Pupil(height: $0.height, gender: $0.label)
  }

  private func selection(
    among candidates: [Candidate] = Candidate.all(),
    of divisions: [Division]
  ) throws -> Selection {
    try #require(Selection(among: candidates, of: divisions, settings: FitSettings()))
  }

  @Test func `the shares alone are always compared`() throws {
    let selection = try selection(among: [Candidate(.recorded)], of: [try school.division()])
    #expect(selection.scores.map(\.candidate) == [.shares, Candidate(.recorded)])
    #expect(selection.scores[1].logLoss < selection.scores[0].logLoss)
    #expect(selection.chosen == Candidate(.recorded))
  }

  @Test func `of candidates that predict alike the simplest is chosen`() throws {
    let selection = try selection(of: [try school.division()])
    #expect(selection.chosen == Candidate(.expectationMaximisation, variance: .similar))
    #expect(selection.bestModel == selection.chosen)
    let scores = selection.scores.filter { $0.candidate.method != .shares }
    let best = scores.map(\.logLoss).min() ?? 0
    let chosen = try #require(scores.first { $0.candidate == selection.chosen })
    #expect(chosen.logLoss - best <= chosen.noise)
    // Candidates are compared by posteriors; what is evaluated is what is stated, the averages.
    #expect(selection.evaluation.logLoss != chosen.logLoss)
    #expect(isClose(selection.evaluation.logLoss, chosen.logLoss, relative: 1e-2))
  }

  @Test func `by age beats none where ages differ in height`() throws {
    let pupils = QuantileSchool.threeAges()
    let divisions = [
      try pupils.division(), try pupils.division(.age, names: ["14", "15", "16"]),
    ]
    let selection = try selection(among: Candidate.all(by: [.none, .age]), of: divisions)
    #expect(selection.chosen.stratification == .age)
  }

  @Test func `ages that differ in height put by age first, however few are recorded`() throws {
    // Three centimetres from age to age: heights show it, a hundred held-back students do not.
    let pupils = QuantileSchool.students(.fourth).enumerated().map { place, student in
      let age = (place / 2 + 1) % 3
      return Pupil(
        height: student.height + Double(3 * age),
        gender: student.label,
        stratum: age
      )
    }
    let divisions = [
      try pupils.division(), try pupils.division(.age, names: ["14", "15", "16"]),
    ]
    let candidates = [
      Candidate(.expectationMaximisation), Candidate(.expectationMaximisation, by: .age),
    ]
    #expect(try selection(among: candidates, of: divisions).chosen == candidates[1])
  }

  @Test func `groups that say nothing are not worth dividing by`() throws {
    let pupils = school.enumerated().map {
      Pupil(height: $1.height, gender: $1.gender, stratum: $0 / 2 % 4)
    }
    let names = ["7a", "7b", "7c", "7d"]
    let divisions = [try pupils.division(), try pupils.division(.group, names: names)]
    let selection = try selection(among: Candidate.all(by: [.none, .group]), of: divisions)
    #expect(selection.chosen.stratification == .none)
  }

  @Test func `heights that contradict normal densities put t densities first`() throws {
    let mistaken = QuantileSchool.students(.fourth, .thirtyCentimetres).map {
      Pupil(height: $0.height, gender: $0.label)
    }
    #expect(try selection(of: [try mistaken.division()]).chosen.family == .t)
    #expect(try selection(of: [try school.division()]).chosen.family == .normal)
  }

  @Test func `shares that are better by more than chance are chosen, and a model is still named`()
    throws
  {
    // Young and old in place of girls and boys: with a few more old boys among the recorded, EM
    // makes the many others girls where they are young, and is sure of it.
    var pupils: [Pupil] = []
    for number in 0..<4_000 {
      let isOld = number % 2 == 0
      let height = (isOld ? 165.0 : 115) + Double(number % 37) / 4
      let gender = number / 41 % 20 < 11 ? (isOld ? 1 : 0) : (isOld ? 0 : 1)
      pupils.append(Pupil(height: height, gender: number % 41 == 0 ? gender : nil))
    }
    let candidates = [Candidate(.expectationMaximisation)]
    let selection = try selection(among: candidates, of: [try pupils.division()])
    #expect(selection.chosen == .shares)
    #expect(selection.bestModel == candidates[0])
    #expect(selection.evaluation.skill.value < 0)
  }

  @Test func `the first named keeps its place unless another is better by more than chance`()
    throws
  {
    let division = try school.division()
    let plain = Candidate(.expectationMaximisation)
    let other = Candidate(.recorded, variance: .unequal)
    let selection = try selection(among: [other, plain], of: [division])
    #expect(selection.scores[2].logLoss < selection.scores[1].logLoss)
    #expect(selection.chosen == other)
    let reversed = try self.selection(among: [plain, other], of: [division])
    #expect(reversed.chosen == plain)
  }

  @Test func `without recorded students there is nothing to choose by`() throws {
    let pupils = school.map { Pupil(height: $0.height, gender: nil) }
    let division = try pupils.division()
    #expect(Selection(among: Candidate.all(), of: [division], settings: FitSettings()) == nil)
  }

  @Test func `a t density that turns out normal scores what the normal one does`() throws {
    let candidates = [Candidate(.recorded), Candidate(.recorded, family: .t)]
    let selection = try selection(among: candidates, of: [try school.division()])
    #expect(selection.scores[1].logLoss == selection.scores[2].logLoss)
  }

  @Test func `simpler candidates come first, and every combination comes once`() {
    let all = Candidate.all(by: [.none, .age])
    #expect(all.count == 1 + 2 * 2 * 3 * 2)
    #expect(Set(all).count == all.count)
    #expect(
      all.prefix(5).map(\.name) == [
        "shares alone", "EM, normal, similar variance, same shares",
        "recorded students alone, normal, similar variance",
        "EM, t, similar variance, same shares", "recorded students alone, t, similar variance",
      ]
    )
    #expect(all.suffix(12).allSatisfy { $0.stratification == .age })
  }
}
