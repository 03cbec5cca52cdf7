import Mixture
import TestSupport
import Testing

/// What the automatic choice is worth on real heights of which few genders are recorded.
///
/// The whole table, with every data set, every part and twenty seeds, is in the guide on
/// imputation; here a part of it stands for the rest.
@Suite(.enabled(if: SharedFolder.exists, "the folder shared is not here"))
struct MaskTests {
  /// The losses of the automatic choice less those of the recorded students alone.
  private func differences(_ school: PublicSchool, part: Double) throws -> [Double] {
    let candidates = Candidate.all(families: [.normal])
    return try (UInt64(1)...4).compactMap { seed in
      let masked = MaskedSchool(school, recorded: part, seed: seed)
      let division = try masked.undivided()
      guard let auto = try masked.run(on: division, among: candidates),
        let recorded = try masked.run(on: division, among: [Candidate(.recorded)])
      else { return nil }
      return auto.logLoss - recorded.logLoss
    }
  }

  @Test(arguments: [0.1, 0.33, 0.75])
  func `the automatic choice is no worse than the recorded students alone, and better with few`(
    part: Double
  ) throws {
    var all: [Double] = []
    let schools = [
      try PublicSchool.galton(), try .bdims(), try .davis(), try .singer(),
    ]
    for school in schools {
      all += try differences(school, part: part)
    }
    let count = Double(all.count)
    let mean = all.reduce(0, +) / count
    let squares = all.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let error = (squares / (count * (count - 1))).squareRoot()
    #expect(count == 16)
    #expect(mean <= 2 * error, "\(mean) with a standard error of \(error)")
    if part == 0.1 { #expect(mean < 0) }
    // Nobody pays much for it.
    #expect(all.allSatisfy { $0 < 0.05 })
  }
}
