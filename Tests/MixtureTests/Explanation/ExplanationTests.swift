import Glibc
import Mixture
import TestSupport
import Testing

/// The explanation of one height, against closed forms and against the posterior that it explains.
@Suite struct ExplanationTests {
  /// Three boys for every girl, 160 and 170 cm, both with a standard deviation of 5 cm.
  private static func school() throws -> HeightMixture {
    try HeightMixture(components: [
      Component(weight: 0.25, mean: 160, variance: 25),
      Component(weight: 0.75, mean: 170, variance: 25),
    ])
  }

  @Test func `share and height add up to the posterior, by hand`() throws {
    let explanation = try Self.school().explanation(of: 161)
    let girls = explanation.weights[0]
    // log2(1/3); (9^2 - 1^2) / (2 * 25) = 1.6 nats; their sum.
    #expect((girls.share - -1.584_962_500_721_156).magnitude < 1e-14)
    #expect((girls.height - 2.308_312_065_422_341).magnitude < 1e-14)
    #expect((girls.posterior - 0.723_349_564_701_185).magnitude < 1e-14)
    #expect(explanation.weights[1].posterior == -girls.posterior)
    // 1 / (1 + 3 exp(-1.6)).
    #expect((explanation.posterior[0] - 0.622_785_393_053_622).magnitude < 1e-14)
    #expect(explanation.likeliest == 0)
    #expect(explanation.naturalFrequencies() == [62, 38])
    #expect(explanation.naturalFrequencies(of: 1_000) == [623, 377])
  }

  @Test func `half way between equal densities the height says nothing`() throws {
    let explanation = try Self.school().explanation(of: 165)
    #expect(explanation.weights.allSatisfy { $0.height == 0 })
    #expect(explanation.naturalFrequencies() == [25, 75])
  }

  @Test func `of three genders each stands against the other two`() throws {
    let mixture = try HeightMixture(components: [
      Component(weight: 0.5, mean: 160, variance: 36),
      Component(weight: 0.3, mean: 170, variance: 49),
      Component(weight: 0.2, mean: 175, variance: 64),
    ])
    // Normal densities at 168 cm, from tables.
    let densities = [8.0, 2, 7].enumerated().map { gender, distance in
      let deviation = [6.0, 7, 8][gender]
      return exp(-distance * distance / (2 * deviation * deviation))
        / (deviation * (2 * .pi).squareRoot())
    }
    let weights = mixture.explanation(of: 168).weights
    let shares = [0.5, 0.3, 0.2]
    for gender in 0..<3 {
      let others = (0..<3).filter { $0 != gender }
      let share = others.reduce(0) { $0 + shares[$1] }
      let density = others.reduce(0) { $0 + shares[$1] * densities[$1] } / share
      #expect((weights[gender].share - log2(shares[gender] / share)).magnitude < 1e-12)
      #expect((weights[gender].height - log2(densities[gender] / density)).magnitude < 1e-12)
    }
  }

  @Test func `the share is that among the students whose gender is missing`() throws {
    let mixture = try HeightMixture(components: [
      Component(weight: 0.5, weightAmongMissing: 0.8, mean: 160, variance: 25),
      Component(weight: 0.5, weightAmongMissing: 0.2, mean: 170, variance: 25),
    ])
    #expect((mixture.explanation(of: 165).weights[0].posterior - 2).magnitude < 1e-14)
  }

  @Test func `a gender of which nobody is missing has bits, not infinity`() throws {
    let mixture = try HeightMixture(components: [
      Component(weight: 0.5, weightAmongMissing: 0, mean: 160, variance: 25),
      Component(weight: 0.5, weightAmongMissing: 1, mean: 170, variance: 25),
    ])
    let explanation = mixture.explanation(of: 150)
    #expect(explanation.posterior == [0, 1])
    #expect(explanation.naturalFrequencies() == [0, 100])
    #expect(explanation.weights.allSatisfy { $0.posterior.isFinite })
    #expect(explanation.weights[0].share < -39)
  }

  @Test func `the uncertainty of the model is what the stated odds have beside the posterior's`()
    throws
  {
    let explanation = try Self.school().explanation(of: 161, stating: [0.6, 0.4])
    let girls = explanation.weights[0]
    // log2(0.6 / 0.4), and that less log2(1/3) + 1.6 / ln 2.
    #expect((girls.stated - 0.584_962_500_721_156).magnitude < 1e-14)
    #expect((girls.uncertainty - -0.138_387_063_980_029).magnitude < 1e-14)
    #expect((girls.posterior - 0.723_349_564_701_185).magnitude < 1e-14)
    #expect(explanation.weights[1].stated == -girls.stated)
    #expect(explanation.naturalFrequencies() == [60, 40])
    let printed = girls.thousandths
    #expect(
      [printed.share, printed.height, printed.uncertainty, printed.stated] == [
        -1_585, 2_308, -138, 585,
      ]
    )
  }

  @Test func `a gender without a model takes its share of everybody`() throws {
    // A tenth of everybody: the girls' share of 1/4 is .225 of all, and .9 is left of each posterior.
    let explanation = try Self.school().explanation(of: 161, beside: 0.1)
    let girls = explanation.weights[0]
    #expect((girls.share - log2(0.225 / 0.775)).magnitude < 1e-14)
    let posterior = 0.9 * 0.622_785_393_053_622
    #expect((girls.posterior - log2(posterior / (1 - posterior))).magnitude < 1e-13)
    #expect((explanation.posterior[0] - posterior).magnitude < 1e-14)
    #expect(explanation.naturalFrequencies(beside: [0.1]).reduce(0, +) == 100)
    // Stated as the posterior, nothing is left to the uncertainty.
    let stated = try Self.school().explanation(of: 161, stating: explanation.posterior, beside: 0.1)
    #expect(stated.weights.allSatisfy { $0.uncertainty.magnitude < 1e-13 })
  }

  @Test func `a probability of one to the last digit has bits`() throws {
    for weights in try Self.school().explanation(of: 130, stating: [1, 0]).weights {
      #expect(weights.stated.magnitude == 53)
    }
  }

  @Test func `one gender alone has no odds`() throws {
    let mixture = try HeightMixture(components: [Component(weight: 1, mean: 160, variance: 25)])
    let explanation = mixture.explanation(of: 150)
    #expect(explanation.weights.isEmpty)
    #expect(explanation.naturalFrequencies() == [100])
  }

  @Test func `the narrowest densities at the farthest height are still whole thousandths`() throws {
    let mixture = try HeightMixture(components: [
      Component(weight: 0.5, mean: 1e6, variance: 8e-14),
      Component(weight: 0.5, mean: -1e6, variance: 4e12),
    ])
    for height in [-Double.infinity, -1e308, 0, 1e6, .infinity] {
      for weights in mixture.explanation(of: height).weights {
        let thousandths = weights.thousandths
        #expect(thousandths.share + thousandths.height == thousandths.stated)
      }
    }
  }

  @Test func `on random mixtures everything adds up, printed and not`() throws {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<20_000 {
      let mixture = try Self.randomMixture(using: &generator)
      let explanation = mixture.explanation(of: Double.random(in: 100...230, using: &generator))
      #expect(explanation.posterior == mixture.posterior(of: explanation.height ?? .nan))
      for (weights, posterior) in zip(explanation.weights, explanation.posterior) {
        #expect(weights.share + weights.height == weights.posterior)
        let probability = 1 / (1 + exp2(-weights.posterior))
        #expect((probability - posterior).magnitude < 1e-12, "\(mixture)")
        expectThousandths(of: weights)
      }
      if explanation.weights.count == 2 {
        let (first, second) = (explanation.weights[0], explanation.weights[1])
        #expect(first.thousandths.share == -second.thousandths.share)
        #expect(first.thousandths.height == -second.thousandths.height)
      }
      for total in [0, 1, 7, 100, 1_000] {
        let frequencies = explanation.naturalFrequencies(of: total)
        #expect(frequencies.reduce(0, +) == total)
        for (students, posterior) in zip(frequencies, explanation.posterior) {
          #expect((Double(students) - posterior * Double(total)).magnitude < 1 + 1e-9)
        }
      }
    }
  }

  @Test func `parts that rounding would not let add up are rounded so that they do`() throws {
    // Bits of share and height in thousandths, and what is printed of them and of their sum.
    let cases: [(Double, Double, Int, Int, Int)] = [
      (0.4, 0.4, 1, 0, 1), (0.6, 0.6, 0, 1, 1), (-0.4, -0.45, 0, -1, -1), (0.1, 0.3, 0, 0, 0),
      (1.2, -0.6, 1, 0, 1), (1_584.3, 0.4, 1_584, 1, 1_585), (2.5, 3.5, 2, 4, 6),
    ]
    for (share, height, printedShare, printedHeight, printedSum) in cases {
      let weights = EvidenceWeights(share: share / 1_000, height: height / 1_000).thousandths
      #expect(weights.share == printedShare)
      #expect(weights.height == printedHeight)
      #expect(weights.stated == printedSum)
    }
  }

  private func expectThousandths(of weights: EvidenceWeights) {
    let printed = weights.thousandths
    #expect(printed.share + printed.height == printed.stated)
    #expect((Double(printed.stated) - 1_000 * weights.posterior).magnitude <= 0.5)
    #expect((Double(printed.share) - 1_000 * weights.share).magnitude <= 0.75 + 1e-9)
    #expect((Double(printed.height) - 1_000 * weights.height).magnitude <= 0.75 + 1e-9)
  }

  private static func randomMixture(
    using generator: inout SeededGenerator
  ) throws -> HeightMixture {
    let genders = Int.random(in: 2...5, using: &generator)
    let parts = (0..<genders).map { _ in Double.random(in: 0.01...1, using: &generator) }
    let total = parts.reduce(0, +)
    let components = parts.map { part in
      Component(
        weight: part / total,
        mean: Double.random(in: 140...190, using: &generator),
        variance: Double.random(in: 4...100, using: &generator)
      )
    }
    let density: Density = Bool.random(using: &generator) ? .normal : .t(degreesOfFreedom: 4)
    return try HeightMixture(components: components, density: density)
  }
}
