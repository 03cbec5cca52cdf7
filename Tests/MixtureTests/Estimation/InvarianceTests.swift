import Glibc
import Mixture
import TestSupport
import Testing

/// What must not matter: the order of the students, how they are counted, the unit of height and
/// the order of the genders.
@Suite struct InvarianceTests {
  static let seeds = UInt64(50_000)..<50_700
  static let limit = 40

  @Test func `rows in any order give the same bytes as cells`() throws {
    try forEachRoster { roster, evidence, fit in
      var generator = SeededGenerator(seed: roster.seed)
      let shuffled = try Evidence(
        cells: roster.students.shuffled(using: &generator),
        genderCount: roster.genderCount,
        resolution: roster.resolution
      )
      #expect(shuffled == evidence, "\(roster)")
      let again = try self.fit(shuffled)
      #expect(again == fit, "\(roster)")
      #expect(again.bytes == fit.bytes, "\(roster)")
    }
  }

  @Test func `counting every student three times equals three of every student`() throws {
    try forEachRoster { roster, _, fit in
      let counted = roster.students.map { Cell(height: $0.height, label: $0.label, count: 3) }
      let repeated = roster.students + roster.students + roster.students
      let fits = try [counted, repeated].map { cells in
        try self.fit(
          Evidence(
            cells: cells,
            genderCount: roster.genderCount,
            resolution: roster.resolution
          )
        )
      }
      #expect(fits[0] == fits[1], "\(roster)")
      #expect(fits[0].steps[0].mixture.distance(to: fit.steps[0].mixture) < 1e-12, "\(roster)")
      let tripled = 3 * fit.steps[0].logLikelihood
      #expect(isClose(fits[0].steps[0].logLikelihood, tripled, relative: 1e-12), "\(roster)")
    }
  }

  @Test func `inches instead of centimetres shift the log-likelihood by n log 2.54`() throws {
    try forEachRoster { roster, _, fit in
      let inches = roster.students.map { Cell(height: $0.height / 2.54, label: $0.label) }
      let other = try self.fit(
        Evidence(
          cells: inches,
          genderCount: roster.genderCount,
          resolution: roster.resolution / 2.54
        )
      )
      let centimetres = try HeightMixture(
        components: other.mixture.components.map {
          Component(weight: $0.weight, mean: $0.mean * 2.54, variance: $0.variance * 2.54 * 2.54)
        }
      )
      #expect(centimetres.distance(to: fit.mixture) < 1e-7, "\(roster)")
      let expected = fit.logLikelihood + Double(fit.count) * log(2.54)
      let scale = Double(fit.count) + fit.logLikelihood.magnitude
      #expect((other.logLikelihood - expected).magnitude < 1e-10 * scale, "\(roster)")
    }
  }

  @Test func `the order of the genders changes nothing`() throws {
    try forEachRoster { roster, _, fit in
      let genders = roster.genderCount
      let renamed = roster.students.map { student in
        Cell(height: student.height, label: student.label.map { ($0 + 1) % genders })
      }
      let other = try self.fit(
        Evidence(cells: renamed, genderCount: genders, resolution: roster.resolution)
      )
      let back = try HeightMixture(
        components: (0..<genders).map { other.mixture.components[($0 + 1) % genders] }
      )
      #expect(back.distance(to: fit.mixture) < 1e-7, "\(roster)")
      let scale = Double(fit.count) + fit.logLikelihood.magnitude
      let difference = (other.logLikelihood - fit.logLikelihood).magnitude
      #expect(difference < 1e-10 * scale, "\(roster)")
    }
  }

  private func fit(_ evidence: Evidence) throws -> Fit {
    // A tolerance of zero: both fits of a pair go to the limit, however rounding falls.
    let settings = FitSettings(
      variance: .unequal,
      maximumIterations: Self.limit,
      tolerance: 0
    )
    return try HeightMixture.fit(evidence, settings: settings)
  }

  /// Runs the body for each roster that can be fitted at all.
  private func forEachRoster(_ body: (RandomRoster, Evidence, Fit) throws -> Void) throws {
    var fitted = 0
    for seed in Self.seeds {
      let roster = RandomRoster(seed: seed, students: 1...150)
      guard let evidence = try? roster.evidence(), let fit = try? fit(evidence) else { continue }
      fitted += 1
      try body(roster, evidence, fit)
    }
    #expect(fitted > Self.seeds.count / 5)
  }
}

extension Fit {
  /// The bits of every number of the trace.
  fileprivate var bytes: [UInt64] {
    steps.flatMap { step in
      [step.logLikelihood.bitPattern, (step.largestChange ?? 0).bitPattern]
        + step.mixture.components.flatMap {
          [$0.weight.bitPattern, $0.mean.bitPattern, $0.variance.bitPattern]
        }
    }
  }
}
