import Mixture
import TestSupport
import Testing

/// Schools with all ages in them, of which heights divide young and old rather than girls and boys.
@Suite(.enabled(if: SharedFolder.exists, "the folder shared is not here"))
struct ChildrenTests {
  private static let parts = [0.02, 0.05, 0.1]
  private static let seeds = UInt64(1)...4

  /// The refusals that say that heights do not divide girls and boys here.
  private static let telling: Set<GateRefusalCode> = [
    .notInformative, .noSkill, .componentsDrifted,
  ]

  /// What the runs of all parts and seeds propose; they are to be refused by name or calibrated.
  private func expectHonest(_ school: PublicSchool) throws {
    var proposals: [MaskedSchool.Call] = []
    for part in Self.parts {
      for seed in Self.seeds {
        let masked = MaskedSchool(school, recorded: part, seed: seed)
        guard let run = try masked.run(on: try masked.undivided()) else { continue }
        proposals += run.proposals
        if run.proposals.isEmpty {
          let codes = Set(run.gate.refusals.map(\.code))
          #expect(!codes.isDisjoint(with: Self.telling), "seed \(seed), \(part): \(codes)")
        }
      }
    }
    if !proposals.isEmpty { #expect(proposals.overconfidence <= 0.03) }
  }

  @Test func `a school of three to nineteen year olds as one is refused by name`() throws {
    try expectHonest(try .fev())
  }

  @Test func `a school of eight to eighteen year olds as one is refused by name`() throws {
    try expectHonest(try .kids198())
  }

  @Test func `by age with a growth reference the older ages alone propose, and are calibrated`()
    throws
  {
    let reference = try CDCReference.load()
    for school in [try PublicSchool.fev(), try PublicSchool.kids198()] {
      var proposals: [MaskedSchool.Call] = []
      for part in Self.parts {
        let masked = MaskedSchool(school, recorded: part, seed: 11)
        // One model, so that the test takes a second and not a minute.
        let candidates = [Candidate(.expectationMaximisation, by: .age)]
        let division = try masked.byAge(reference)
        let run = try #require(try masked.run(on: division, among: candidates))
        proposals += run.proposals
      }
      #expect(proposals.count > 100)
      #expect(proposals.allSatisfy { $0.person.age >= 13 })
      #expect(Set(proposals.map(\.person.age)).isSuperset(of: 15...18))
      #expect(proposals.overconfidence <= 0.03)
      let sure = proposals.filter { $0.confidence >= 0.9 }
      #expect(sure.count > 20 && sure.overconfidence <= 0.03)
    }
  }

  @Test func `by age without a reference nothing is taken from the older ages for the younger`()
    throws
  {
    // What one centimetre means at sixteen says nothing of eight, so few recorded are too few.
    let candidates = [Candidate(.expectationMaximisation, by: .age)]
    for school in [try PublicSchool.fev(), try PublicSchool.kids198()] {
      for seed in UInt64(1)...3 {
        let masked = MaskedSchool(school, recorded: 0.05, seed: seed)
        guard let run = try masked.run(on: try masked.byAge(), among: candidates) else { continue }
        #expect(run.proposals.isEmpty || run.proposals.overconfidence <= 0.03)
        #expect(run.gate.refusals.contains { $0.code == .tooFewRecorded })
      }
    }
  }

  @Test func `without the gate the pooled school would be sure and wrong`() throws {
    // What the checks are for: unequal variances by EM find the young and the old.
    let masked = MaskedSchool(try .fev(), recorded: 0.02, seed: 1)
    let candidates = [Candidate(.expectationMaximisation, variance: .unequal)]
    let run = try #require(try masked.run(on: try masked.undivided(), among: candidates))
    #expect(run.calls.overconfidence > 0.1)
    #expect(run.proposals.isEmpty)
  }
}
