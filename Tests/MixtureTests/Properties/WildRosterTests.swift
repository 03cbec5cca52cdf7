import Mixture
import TestSupport
import Testing

/// Ten thousand rosters, each with another fit asked of it: nothing breaks, and what cannot be
/// answered is refused by name.
@Suite struct WildRosterTests {
  static let groups: [Range<UInt64>] = [
    100_000..<102_500, 102_500..<105_000, 105_000..<107_500, 107_500..<110_000,
  ]

  @Test(arguments: groups)
  func `nothing but finite answers and refusals by name`(seeds: Range<UInt64>) {
    var tally = Tally()
    for seed in seeds {
      let wild = WildRoster(seed: seed)
      do throws(FitRefusal) {
        let evidence = try wild.evidence()
        let fit = try HeightMixture.fit(evidence, settings: wild.settings, prior: wild.prior)
        tally.outcomes[fit.outcome.status, default: 0] += 1
        expectSound(fit, of: evidence, wild)
        expectSound(Uncertainty(fit, given: evidence), fit.mixture, of: evidence, wild, &tally)
      } catch {
        tally.refusals[error.code, default: 0] += 1
        expectReason(for: error, wild)
      }
    }
    tally.expectVariety(of: seeds.count)
  }

  /// What was seen: a test that saw refusals only would be none.
  private struct Tally {
    var outcomes: [String: Int] = [:]
    var refusals: [String: Int] = [:]
    var uncertainties = 0

    func expectVariety(of count: Int) {
      let fitted = outcomes.values.reduce(0, +)
      #expect(fitted + refusals.values.reduce(0, +) == count)
      #expect(fitted > count / 3, "\(self)")
      #expect(outcomes["converged", default: 0] > count / 8, "\(self)")
      #expect(outcomes["degenerate", default: 0] > 0, "\(self)")
      #expect(outcomes["non_monotone"] == nil, "\(self)")
      #expect(uncertainties > count / 10, "\(self)")
      for code in [
        "not_finite", "height_out_of_range", "no_labels", "one_label_only", "all_heights_equal",
        "too_few_distinct_heights",
      ] { #expect(refusals[code, default: 0] > 0, "\(code) is never refused: \(self)") }
    }
  }

  private func expectSound(_ fit: Fit, of evidence: Evidence, _ wild: WildRoster) {
    let mixture = fit.mixture
    #expect(fit.isFinite, "\(wild)")
    #expect(fit.neverFalls, "\(wild)")
    #expect(fit.logLikelihood == mixture.logLikelihood(of: evidence), "\(wild)")
    for shares in [mixture.weights, mixture.weightsAmongMissing] {
      #expect(shares.allSatisfy { $0 > 0 && $0 <= 1 }, "\(wild)")
      #expect((shares.reduce(0, +) - 1).magnitude < 1e-12, "\(wild)")
    }
    if wild.settings.variance == .equal {
      #expect(Set(mixture.variances).count == 1, "\(wild)")
    }
    #expect((0...1).contains(mixture.bayesError), "\(wild)")
    #expect((0...1).contains(mixture.overlap), "\(wild)")
    for height in [-1e308, 0, evidence.cells[0].height, 1e308] {
      // One expectation for all: expectations cost more than what they look at.
      let posterior = mixture.posterior(of: height)
      let explanation = mixture.explanation(of: height)
      let addsUp = explanation.weights.allSatisfy {
        $0.thousandths.share + $0.thousandths.height == $0.thousandths.stated
      }
      #expect(
        posterior.allSatisfy { (0...1).contains($0) }
          && (posterior.reduce(0, +) - 1).magnitude < 1e-14
          && explanation.naturalFrequencies().reduce(0, +) == 100 && addsUp,
        "\(wild) at \(height)"
      )
    }
  }

  private func expectSound(
    _ uncertainty: Uncertainty?,
    _ mixture: HeightMixture,
    of evidence: Evidence,
    _ wild: WildRoster,
    _ tally: inout Tally
  ) {
    guard let uncertainty else { return }
    tally.uncertainties += 1
    let errors = [
      uncertainty.weights, uncertainty.weightsAmongMissing, uncertainty.means,
      uncertainty.standardDeviations,
    ]
    #expect(errors.joined().allSatisfy { $0.isFinite && $0 >= 0 }, "\(wild)")
    for gender in 0..<evidence.genderCount {
      for height in [0, evidence.cells[0].height, 1e308] {
        let interval = uncertainty.interval(of: gender, at: height)
        let posterior = mixture.posterior(of: height)[gender]
        #expect(
          0 <= interval.lower && interval.lower <= posterior + 1e-12
            && posterior <= interval.upper + 1e-12 && interval.upper <= 1,
          "\(wild) at \(height)"
        )
      }
    }
  }

  /// A refusal has to be true of the roster.
  private func expectReason(for refusal: FitRefusal, _ wild: WildRoster) {
    let students = wild.students
    let labelled = students.filter { $0.label != nil }
    func heights(of gender: Int) -> Set<Double> {
      Set(labelled.filter { $0.label == gender }.map(\.height))
    }
    let isTrue =
      switch refusal {
      case .notFinite: students.contains { !$0.height.isFinite }
      case .heightOutOfRange: students.contains { $0.height.magnitude > Evidence.largestHeight }
      case .noLabels: labelled.isEmpty
      case .oneLabelOnly(let gender):
        wild.roster.genderCount > 1 && labelled.allSatisfy { $0.label == gender }
      case .allHeightsEqual: Set(students.map(\.height)).count == 1
      case .tooFewDistinctHeights(let gender): heights(of: gender).count < 2
      default: false
      }
    #expect(isTrue, "\(wild) was refused: \(refusal.code)")
  }
}
