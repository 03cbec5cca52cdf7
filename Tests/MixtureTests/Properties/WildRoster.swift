import Mixture
import TestSupport

/// A random roster with a random fit asked of it: everything that can be asked for, by turns.
///
/// To what ``RandomRoster`` draws, every eighth adds a height that no tape measures: far too large,
/// not a number, or too small to be normal.
struct WildRoster: CustomStringConvertible {
  let roster: RandomRoster
  let students: [Cell]
  let settings: FitSettings
  let prior: MixturePrior

  var description: String { "\(roster), \(settings)" }

  init(seed: UInt64) {
    var generator = SeededGenerator(seed: seed &+ 0x5EED)
    roster = RandomRoster(seed: seed)
    var students = roster.students
    if seed.isMultiple(of: 8) {
      let place = Int.random(in: 0..<students.count, using: &generator)
      let height = Self.oddHeights.randomElement(using: &generator) ?? 0
      students[place] = Cell(height: height, label: students[place].label)
    }
    self.students = students
    let isT = Bool.random(using: &generator)
    // The whole profile of degrees of freedom costs seven fits.
    let isProfiled = Int.random(in: 0..<32, using: &generator) == 0
    settings = FitSettings(
      family: isT ? .t : .normal,
      degreesOfFreedom: isProfiled ? nil : DegreesOfFreedom.grid.randomElement(using: &generator),
      variance: VarianceStructure.allCases.randomElement(using: &generator) ?? .equal,
      missingness: Missingness.allCases.randomElement(using: &generator) ?? .same,
      starts: Int.random(in: 0..<8, using: &generator) == 0 ? 2 : 1,
      seed: seed,
      maximumIterations: 20
    )
    prior =
      Int.random(in: 0..<4, using: &generator) == 0
      ? Self.prior(genders: roster.genderCount, using: &generator) : .none
  }

  func evidence() throws(FitRefusal) -> Evidence {
    try Evidence(
      cells: students,
      genderCount: roster.genderCount,
      resolution: roster.resolution
    )
  }

  private static let oddHeights = [
    1e308, -1e308, .infinity, -.infinity, .nan, 1e7, 1.000_001e6, 1e6, -1e6, -0.0,
    .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .leastNormalMagnitude,
  ]

  private static func prior(
    genders: Int,
    using generator: inout SeededGenerator
  ) -> MixturePrior {
    let strength: Double = [0, 0.5, 20].randomElement(using: &generator) ?? 0
    return MixturePrior(
      components: (0..<genders).map { gender in
        ComponentPrior(mean: 150 + 10 * Double(gender), variance: 49, strength: strength)
      },
      shares: (0..<genders).map { _ in strength }
    )
  }
}
