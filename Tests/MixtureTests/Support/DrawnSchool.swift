import Mixture
import TestSupport

/// A year of students drawn from a growth reference, one in five without a gender.
///
/// What is true of it is known: half are boys, and the heights of each gender are normal.
struct DrawnSchool {
  let pupils: [Pupil]

  /// The genders, those of the missing too.
  let genders: [Int]

  /// The mixture that everybody was drawn from.
  let truth: HeightMixture

  init(_ reference: GrowthReference, age: Double, seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let prior = try reference.prior(at: age).orThrow()
    truth = try HeightMixture(
      components: prior.components.map {
        Component(weight: 0.5, mean: $0.mean, variance: $0.variance)
      }
    )
    var (pupils, genders): ([Pupil], [Int]) = ([], [])
    for _ in 0..<Int.random(in: 300...600, using: &generator) {
      let gender = Int.random(in: 0...1, using: &generator)
      let component = truth.components[gender]
      let height = generator.nextNormal(
        mean: component.mean,
        deviation: component.standardDeviation
      )
      let isMissing = Int.random(in: 0..<5, using: &generator) == 0
      genders.append(gender)
      pupils.append(
        Pupil(height: (height * 10).rounded() / 10, gender: isMissing ? nil : gender)
      )
    }
    self.pupils = pupils
    self.genders = genders
  }
}

private struct NoReference: Error {}

extension Optional {
  fileprivate func orThrow() throws -> Wrapped {
    guard let self else { throw NoReference() }
    return self
  }
}
