import Mixture
import TestSupport
import Testing

/// Two hundred schools drawn from the growth table of the CDC, fitted without being told what they
/// were drawn from.
///
/// Ages are mixed, and heights are as skewed as the table has them. What is stated from .9 on has to
/// be right as often as it says, and the intervals have to cover what is true. The guide has the
/// same for the automatic choice, which takes long to make two hundred times.
@Suite(.enabled(if: SharedFolder.exists, "the folder shared is not here"))
struct CalibrationSimulationTests {
  /// What was said of the students without a gender.
  private struct Tally {
    var count = 0.0
    var covered = 0.0
    /// Of those called with a confidence of .9 or more.
    var sure = (count: 0.0, confidence: 0.0, right: 0.0)

    mutating func add(_ pupil: DrawnPupil, _ uncertainty: Uncertainty) {
      let probabilities = uncertainty.averagedProbabilities(at: pupil.height)
      let called = probabilities[1] > probabilities[0] ? 1 : 0
      let interval = uncertainty.interval(of: called, at: pupil.height)
      let truth = pupil.truth[called]
      count += 1
      covered += interval.lower <= truth && truth <= interval.upper ? 1 : 0
      guard probabilities[called] >= 0.9 else { return }
      sure.count += 1
      sure.confidence += probabilities[called]
      sure.right += called == pupil.gender ? 1 : 0
    }
  }

  private static func tally() throws -> Tally {
    let table = try SkewedGrowth.load()
    let candidate = Candidate(.expectationMaximisation, variance: .similar, by: .age)
    var tally = Tally()
    for seed in UInt64(1)...200 {
      let school = try DrawnSchool(table, ages: 14...18, seed: seed)
      let fit = try school.byAge().fit(candidate)
      let gate = Gate(fit.strata, genders: ["female", "male"], evaluation: nil)
      let uncertainties = Dictionary(
        uniqueKeysWithValues: fit.strata.map { ($0.name, Uncertainty($0.fit, given: $0.evidence)) }
      )
      for pupil in school.pupils where !pupil.isRecorded {
        guard gate.mayPropose(in: "\(pupil.age)"),
          let uncertainty = uncertainties["\(pupil.age)"] ?? nil
        else { continue }
        tally.add(pupil, uncertainty)
      }
    }
    return tally
  }

  @Test func `confidences from .9 on are right, and intervals cover what is true`() throws {
    let tally = try Self.tally()
    let sure = tally.sure
    let interval = ConfidenceInterval(share: sure.right / sure.count, of: sure.count)
    let stated = sure.confidence / sure.count
    #expect(tally.count > 14_000 && sure.count > 3_000)
    #expect(
      interval.lower <= stated && stated <= interval.upper,
      "\(stated) is stated, \(sure.right / sure.count) of \(sure.count) is right"
    )
    let coverage = tally.covered / tally.count
    #expect((0.93...0.97).contains(coverage), "\(coverage)")
  }
}
