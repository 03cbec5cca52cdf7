import Mixture
import TestSupport
import Testing

@Suite struct CalibrationTests {
  /// Students of many confidences, each correct with its own probability, bent by `bend`.
  private func predictions(_ count: Int, seed: UInt64, bend: Double = 0) -> [Prediction] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      let p = Double.random(in: 0.5..<1, using: &generator)
      let truth = Double.random(in: 0..<1, using: &generator) < p - bend * (p - 0.5) ? 0 : 1
      return Prediction(probabilities: [p, 1 - p], shares: [0.5, 0.5], truth: truth)
    }
  }

  @Test(arguments: [50, 500, 5_000])
  func `by chance the error is what simulation says`(count: Int) {
    let errors = (UInt64(0)..<400).map { seed in
      Calibration(predictions(count, seed: 1_000 * UInt64(count) + seed))
    }
    let mean = errors.reduce(0) { $0 + $1.error } / 400
    let square = errors.reduce(0) { $0 + ($1.error - mean) * ($1.error - mean) } / 399
    let stated = errors.reduce(0) { $0 + $1.errorByChance } / 400
    let statedDeviation = errors.reduce(0) { $0 + $1.standardDeviationByChance } / 400
    // The bins of 50 students have few in them, of whom a normal law is a rough picture.
    #expect(isClose(stated, mean, relative: 0.08))
    #expect(isClose(statedDeviation, square.squareRoot(), relative: 0.15))
  }

  @Test func `confidences that are right are hardly ever called off`() {
    let off = (UInt64(0)..<1_000).count { Calibration(predictions(300, seed: $0)).isOff }
    // Three standard deviations of a law with a longer upper tail than the normal.
    #expect(off <= 15)
  }

  @Test func `confidences twice too far from one half are called off`() {
    let off = (UInt64(0)..<200).count {
      Calibration(predictions(300, seed: $0, bend: 0.5)).isOff
    }
    #expect(off > 180)
  }

  @Test func `too little confidence is an error, but no overstatement`() {
    // .9 is said; 970 or 830 of a thousand are right.
    func calibration(right: Int) -> Calibration {
      Calibration(
        (0..<1_000).map {
          Prediction(probabilities: [0.9, 0.1], shares: [0.5, 0.5], truth: $0 < right ? 0 : 1)
        }
      )
    }
    let (modest, bold) = (calibration(right: 970), calibration(right: 830))
    #expect(isClose(modest.error, 0.07, relative: 1e-9) && modest.overstatement == 0)
    #expect(modest.isOff && !modest.isOverstated)
    #expect(isClose(bold.overstatement, 0.07, relative: 1e-9))
    #expect(bold.isOff && bold.isOverstated)
  }

  @Test func `confidences that are right are hardly ever called overstated`() {
    let off = (UInt64(0)..<1_000).count { Calibration(predictions(300, seed: $0)).isOverstated }
    #expect(off <= 15)
    let bent = (UInt64(0)..<200).count {
      Calibration(predictions(300, seed: $0, bend: 0.5)).isOverstated
    }
    #expect(bent > 180)
  }
}
