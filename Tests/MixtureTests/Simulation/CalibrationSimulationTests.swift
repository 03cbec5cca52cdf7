import Mixture
import TestSupport
import Testing

/// Two hundred schools drawn from the growth reference of the CDC, fitted by the model that they
/// were drawn from.
///
/// That is the promise of intervals and confidences: they are right where the model is. What a
/// wrong model does is the business of cross-validation and of the gate.
@Suite(.enabled(if: SharedFolder.exists, "the folder shared is not here"))
struct CalibrationSimulationTests {
  /// What was said of the students without a gender.
  private struct Tally {
    var count = 0.0
    var covered = 0.0
    /// Of those called with a confidence of .9 or more.
    var sure = (count: 0.0, confidence: 0.0, right: 0.0)
  }

  private static func tally() throws -> Tally {
    let reference = try CDCReference.load()
    var tally = Tally()
    for seed in UInt64(1)...200 {
      let school = try DrawnSchool(reference, age: 14.5 + Double(seed % 5), seed: seed)
      let candidate = Candidate(.expectationMaximisation, variance: .unequal)
      let fit = try school.pupils.division().fit(candidate).strata[0]
      let gate = Gate([fit], genders: ["female", "male"], evaluation: nil)
      guard gate.passed, let uncertainty = Uncertainty(fit.fit, given: fit.evidence) else {
        continue
      }
      for (pupil, gender) in zip(school.pupils, school.genders) where pupil.gender == nil {
        let posterior = fit.fit.mixture.posterior(of: pupil.height)
        let called = posterior[1] > posterior[0] ? 1 : 0
        let interval = uncertainty.interval(of: called, at: pupil.height)
        let truth = school.truth.posterior(of: pupil.height)[called]
        tally.count += 1
        tally.covered += interval.lower <= truth && truth <= interval.upper ? 1 : 0
        guard posterior[called] >= 0.9 else { continue }
        tally.sure.count += 1
        tally.sure.confidence += posterior[called]
        tally.sure.right += called == gender ? 1 : 0
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
