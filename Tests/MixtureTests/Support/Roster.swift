import Mixture

/// One student of a test, with all that a division may ask for.
struct Pupil {
  var height: Double
  var gender: Int?
  var stratum = 0
}

extension [Pupil] {
  /// The pupils divided by their strata, keyed by their place.
  func division(
    _ stratification: Stratification = .none,
    names: [String?] = [nil],
    genders: Int = 2,
    assignment: FoldAssignment = FoldAssignment(),
    references: [MixturePrior?] = []
  ) throws -> Division {
    // The same students are held back, whether they are divided or not.
    var counter = SchoolCounter(assignment, divisions: 2)
    for pupil in self {
      counter.count(
        height: pupil.height,
        pupil.gender.map { .recorded($0) } ?? .missing,
        strata: [0, pupil.stratum]
      )
    }
    let strata = [Int](0..<Swift.max(names.count, (map(\.stratum).max() ?? 0) + 1))
    let divided = stratification != .none
    return Division(
      stratification,
      names: names,
      evidence: try counter.evidence(
        strata: [[0], divided ? [Int](names.indices) : strata],
        genders: [Int](0..<genders)
      )[divided ? 1 : 0],
      references: references
    )
  }
}

extension QuantileSchool {
  /// The school with every fourth label kept, in three ages that differ in height: pupil number i
  /// of a gender belongs to age i % 3, which are 20 cm less, as they were and 6 cm more.
  static func threeAges() -> [Pupil] {
    students(.fourth).enumerated().map { place, student in
      let age = (place / 2 + 1) % 3
      let tenths = (student.height * 10).rounded() + [-200, 0, 60][age]
      return Pupil(height: tenths / 10, gender: student.label, stratum: age)
    }
  }
}

extension SchoolCounter {
  /// Counts a student of the only division.
  mutating func count(height: Double, gender: Int?, stratum: Int) {
    count(height: height, gender.map { .recorded($0) } ?? .missing, strata: [stratum])
  }

  /// What was counted for the only division, with three strata at most.
  func evidence(modelling genders: [Int]) throws -> FoldedEvidence {
    try evidence(strata: [[0, 1, 2]], genders: genders)[0]
  }
}
