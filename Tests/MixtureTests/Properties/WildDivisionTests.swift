import Mixture
import TestSupport
import Testing

/// Random schools in strata, with random candidates: fits, totals, suspicions and evaluation are
/// finite, or refused by name.
@Suite struct WildDivisionTests {
  @Test(arguments: [UInt64(300_000)..<300_200, 300_200..<300_400])
  func `whatever the strata, every number is finite`(seeds: Range<UInt64>) throws {
    var (fitted, suspected, uncertain) = (0, 0, 0)
    for seed in seeds {
      let school = try School(seed: seed)
      let predictions = CrossValidation(school.division, settings: school.settings)
        .predictions(of: school.candidate)
      for prediction in predictions {
        let sum = prediction.probabilities.reduce(0, +)
        #expect((sum - 1).magnitude < 1e-12, "seed \(seed)")
      }
      guard school.candidate.method != .shares,
        let fit = try? school.division.fit(school.candidate, settings: school.settings)
      else { continue }
      fitted += 1
      let totals = Totals(
        fit,
        of: school.division,
        candidate: school.candidate,
        settings: school.settings,
        draws: 3,
        seed: seed
      )
      uncertain += expectSound(totals, of: fit, "seed \(seed)") ? 1 : 0
      suspected += expectSoundSuspicions(in: school, "seed \(seed)")
    }
    #expect(fitted > seeds.count / 4)
    #expect(uncertain > seeds.count / 10)
    #expect(suspected > 0)
  }

  /// Checks the totals; whether the whole school has an interval.
  private func expectSound(_ totals: Totals, of fit: StratifiedFit, _ seed: String) -> Bool {
    let students = fit.strata.reduce(0) { sum, stratum in
      sum + stratum.evidence.labelledCounts.reduce(0, +)
        + stratum.missing.reduce(0) { $0 + $1.count }
    }
    for genders in totals.strata.map(\.genders) + [totals.whole] {
      let areSound = genders.allSatisfy { total in
        guard let interval = total.interval else { return true }
        return Double(total.recorded) <= interval.lower && interval.lower <= total.expected
          && total.expected <= interval.upper && interval.upper <= Double(students)
      }
      #expect(areSound, "\(seed)")
    }
    #expect(totals.whole.reduce(0) { $0 + $1.hard } == students, "\(seed)")
    let expected = totals.whole.reduce(0) { $0 + $1.expected }
    #expect((expected - Double(students)).magnitude < 1e-9, "\(seed)")
    return totals.whole.allSatisfy { $0.interval != nil }
  }

  /// Asks for everybody who can be judged, and returns how many are suspected by default.
  private func expectSoundSuspicions(in school: School, _ seed: String) -> Int {
    func find(_ limits: Suspicion.Limits) -> [Suspicion] {
      Suspicion.find(
        in: school.division,
        candidate: school.candidate,
        settings: school.settings,
        limits: limits
      )
    }
    let all = find(Suspicion.Limits(falseAlarms: .infinity))
    for suspicion in all {
      #expect(
        (0...1).contains(suspicion.chance) && (0...1 + 1e-12).contains(suspicion.probability),
        "\(seed)"
      )
    }
    let some = find(Suspicion.Limits())
    #expect(Set(some.map(\.height)).isSubset(of: all.map(\.height)), "\(seed)")
    return some.count
  }

  /// A school of one to four strata, each with heights of its own, and what is asked of it.
  private struct School {
    let division: Division
    let candidate: Candidate
    var settings = FitSettings(maximumIterations: 60)

    init(seed: UInt64) throws {
      var generator = SeededGenerator(seed: seed)
      let genders = Int.random(in: 1...3, using: &generator)
      let strata = Int.random(in: 1...4, using: &generator)
      let labelled = Double.random(in: 0.1...1, using: &generator)
      let isAbsurd = Bool.random(using: &generator)
      let pupils = (0..<Int.random(in: 1...120, using: &generator)).map { _ in
        let gender = Int.random(in: 0..<genders, using: &generator)
        let stratum = Int.random(in: 0..<strata, using: &generator)
        let mean = 140 + 12 * Double(gender) + 6 * Double(stratum)
        var height = generator.nextNormal(mean: mean, deviation: 6).rounded()
        if isAbsurd, Int.random(in: 0..<30, using: &generator) == 0 {
          height =
            [1.7, 17, 1_700, -1e6, 1e6, .leastNonzeroMagnitude].randomElement(using: &generator)
            ?? 0
        }
        let isLabelled = Double.random(in: 0..<1, using: &generator) < labelled
        return Pupil(height: height, gender: isLabelled ? gender : nil, stratum: stratum)
      }
      let isDivided = pupils.contains { $0.stratum > 0 }
      let names = (0...(pupils.map(\.stratum).max() ?? 0)).map { "\($0)" }
      division = try pupils.division(
        isDivided ? .group : .none,
        names: isDivided ? names : [nil],
        genders: genders,
        assignment: FoldAssignment(folds: 3, repeats: 1, seed: seed)
      )
      let candidates = Candidate.all(
        missingness: { _ in Missingness.allCases },
        by: [isDivided ? .group : .none]
      )
      candidate = candidates.randomElement(using: &generator) ?? .shares
    }
  }
}
