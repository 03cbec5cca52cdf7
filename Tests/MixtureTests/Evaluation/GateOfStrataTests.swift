import Mixture
import Testing

/// What the gate asks of strata beside what it asks of a school.
@Suite struct GateOfStrataTests {
  private let genders = ["female", "male"]

  private static let reference = MixturePrior(
    components: [
      ComponentPrior(mean: 162, variance: 42, strength: 20),
      ComponentPrior(mean: 175, variance: 50, strength: 20),
    ],
    shares: [10, 10]
  )

  private func stratum(
    _ name: String,
    gap: Double,
    count: Int = 20,
    reference: MixturePrior? = nil
  ) throws -> StratumFit {
    let step = 30 / Double(count)
    let cells =
      students(count, from: 150, step: step, label: 0)
      + students(count, from: 150 + gap, step: step, label: 1)
      + students(5, from: 160, label: nil)
    let evidence = try Evidence(cells: cells, genderCount: 2)
    let fit = try HeightMixture.fit(evidence, prior: reference ?? .none)
    return StratumFit(name: name, evidence: evidence, reference: reference, fit: fit)
  }

  /// As many of each gender called, with .8.
  private func predictions(_ stratum: String?, right: Int, of count: Int) -> [Prediction] {
    (0..<count).map { number in
      let called = number % 2
      return Prediction(
        probabilities: called == 0 ? [0.8, 0.2] : [0.2, 0.8],
        shares: [0.5, 0.5],
        truth: number < right ? called : 1 - called,
        stratum: stratum
      )
    }
  }

  private func codes(_ strata: [StratumFit], _ predictions: [Prediction]) -> [GateRefusalCode] {
    let evaluation = Evaluation(predictions)
    return Gate(strata, genders: genders, evaluation: evaluation).refusals.map(\.code)
  }

  @Test func `a gap within two standard errors of none tells nothing`() throws {
    // With 20 of each gender and a deviation of 8.7 cm a gap of 5 cm is known to 2.7 cm.
    #expect(try codes([stratum("9", gap: 5)], []) == [.notInformative])
  }

  @Test func `the same gap of many students does`() throws {
    #expect(try codes([stratum("9", gap: 5, count: 400)], []) == [])
  }

  @Test func `strata that tell nothing are not asked for skill`() throws {
    let strata = [try stratum("8", gap: 0), try stratum("16", gap: 13)]
    // Wrong at eight years of age, right at sixteen.
    let all = predictions("8", right: 20, of: 60) + predictions("16", right: 48, of: 60)
    let gate = Gate(strata, genders: genders, evaluation: Evaluation(all))
    #expect(gate.refusals.map(\.code) == [.notInformative])
    #expect(gate.mayPropose(in: "16") && !gate.mayPropose(in: "8"))
  }

  @Test func `those that tell something are`() throws {
    let strata = [try stratum("8", gap: 0), try stratum("16", gap: 13)]
    let all = predictions("8", right: 50, of: 60) + predictions("16", right: 30, of: 60)
    let gate = Gate(strata, genders: genders, evaluation: Evaluation(all))
    #expect(gate.refusals.map(\.code).contains(.noSkill))
    #expect(!gate.mayPropose(in: "16"))
  }

  @Test func `without a reference skill has to be shown`() throws {
    // Nine of twelve right: better than the shares, but not beyond chance.
    let few = predictions("16", right: 9, of: 12)
    #expect(try codes([stratum("16", gap: 13)], few) == [.noSkill])
  }

  @Test func `with a reference it is taken on trust`() throws {
    let few = predictions("16", right: 9, of: 12)
    #expect(try codes([stratum("16", gap: 13, reference: Self.reference)], few) == [])
  }

  @Test func `unless held-back students contradict it`() throws {
    let wrong = predictions("16", right: 20, of: 60)
    let codes = try codes([stratum("16", gap: 13, reference: Self.reference)], wrong)
    #expect(codes == [.noSkill, .miscalibrated])
  }

  @Test func `strata with and without a reference are judged apart`() throws {
    let strata = [
      try stratum("16", gap: 13, reference: Self.reference), try stratum("21", gap: 13),
    ]
    let all = predictions("16", right: 9, of: 12) + predictions("21", right: 9, of: 12)
    let gate = Gate(strata, genders: genders, evaluation: Evaluation(all))
    #expect(gate.refusals.map(\.code) == [.noSkill])
    #expect(gate.mayPropose(in: "16") && !gate.mayPropose(in: "21"))
    #expect(gate.refusals[0].stratum == "21")
  }

  @Test func `of one student nobody can tell how sure the skill is`() throws {
    let strata = [
      try stratum("16", gap: 13, reference: Self.reference), try stratum("21", gap: 13),
    ]
    let all = predictions("16", right: 9, of: 12) + predictions("21", right: 1, of: 1)
    let gate = Gate(strata, genders: genders, evaluation: Evaluation(all))
    let reason = try #require(gate.refusals.first { $0.stratum == "21" }).reason
    guard case .noSkill(_, nil, 1, nil) = reason else {
      Issue.record("\(reason)")
      return
    }
  }

  /// Two classes of forty, of whose second one nobody is recorded.
  private func gate(secondTallerBy difference: Double) throws -> Gate {
    var pupils: [Pupil] = []
    for number in 0..<80 {
      let (gender, stratum) = (number % 2, number / 40)
      var height = (gender == 0 ? 155.0 : 168) + Double(number % 40) / 2
      height += stratum == 1 ? difference : 0
      pupils.append(
        Pupil(height: height, gender: stratum == 0 ? gender : nil, stratum: stratum)
      )
    }
    let division = try pupils.division(.group, names: ["9a", "9b"])
    let fit = try division.fit(Candidate(.recorded, by: .group))
    return Gate(fit.strata, genders: genders, evaluation: nil)
  }

  @Test func `a class with nobody recorded may go by a class like it`() throws {
    #expect(try gate(secondTallerBy: 0).mayPropose(in: "9b"))
  }

  @Test func `a class that differs in height has to have its own`() throws {
    let gate = try gate(secondTallerBy: -30)
    #expect(gate.refusals.map(\.code) == [.tooFewRecorded, .tooFewRecorded])
    #expect(gate.refusals.map(\.stratum) == ["9b", "9b"])
    #expect(gate.mayPropose(in: "9a"))
  }
}
