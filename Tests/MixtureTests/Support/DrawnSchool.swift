import Mixture
import TestSupport

/// A student drawn from a growth table, of whom everything is known.
struct DrawnPupil {
  let age: Int
  let gender: Int
  let height: Double
  let isRecorded: Bool
  /// The probability of each gender at this height and age.
  let truth: [Double]
}

/// A school of several ages drawn from a growth table, one in five without a gender.
///
/// Half are boys, every age is as frequent, and heights are given to a millimetre.
struct DrawnSchool {
  let pupils: [DrawnPupil]
  private let ages: [Int]

  init(_ table: SkewedGrowth, ages: ClosedRange<Int>, seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var pupils: [DrawnPupil] = []
    for _ in 0..<Int.random(in: 300...600, using: &generator) {
      let age = Int.random(in: ages, using: &generator)
      let gender = Int.random(in: 0...1, using: &generator)
      let deviate = generator.nextNormal(mean: 0, deviation: 1)
      let drawn = try table.height(of: gender, age: age, deviate: deviate)
      let height = (drawn * 10).rounded() / 10
      pupils.append(
        DrawnPupil(
          age: age,
          gender: gender,
          height: height,
          isRecorded: Int.random(in: 0..<5, using: &generator) > 0,
          truth: try table.posterior(at: height, age: age)
        )
      )
    }
    self.pupils = pupils
    self.ages = Array(ages)
  }

  func byAge() throws -> Division { try roster.division(.age, names: ages.map { "\($0)" }) }

  private var roster: [Pupil] {
    pupils.map { pupil in
      Pupil(
        height: pupil.height,
        gender: pupil.isRecorded ? pupil.gender : nil,
        stratum: pupil.age - (ages.first ?? 0)
      )
    }
  }
}
