import Mixture
import StudentStore

/// The part of the school that the model is fitted to: the genders with enough recorded heights to
/// have a mean and a spread, and the students without a gender, divided in every way that is tried.
///
/// A gender with too few recorded heights is kept as recorded; it is not proposed to anybody, its
/// students take no part in the fit, and its share lowers everybody's confidence.
struct ModelledSchool {
  /// The genders of the model in order; their places are the labels of the evidence.
  let genders: [String]
  /// The genders that somebody has recorded beside them.
  let others: [SmallGenders.Member]
  /// One for each way to divide the school, the whole school first.
  let divisions: [Division]

  /// Chooses the genders and divides the school.
  ///
  /// - Throws: `ImputeError` where there is nothing to learn from.
  init(_ census: EvidenceCensus, options: ImputeOptions) throws {
    guard let first = census.divisions.first else {
      guard census.hasStudents else { throw ImputeError.noStudents }
      throw Self.refusal(.noHeights, [])
    }
    genders = try Self.genders(of: census, first, options: options)
    others = first.others(than: genders, of: census)
    // Of a gender that only a reference knows, nobody is recorded.
    let labels = genders.map { census.genders.firstIndex(of: $0) ?? -1 }
    var divisions: [Division] = []
    for counted in census.divisions where options.tries(counted, of: census) {
      divisions.append(try Self.division(counted, genders, labels, options: options))
    }
    self.divisions = divisions
  }

  private static func refusal(_ refusal: FitRefusal, _ genders: [String]) -> ImputeError {
    .nothingToLearnFrom(refusal, genders: genders)
  }

  private static func genders(
    of census: EvidenceCensus,
    _ school: Division,
    options: ImputeOptions
  ) throws -> [String] {
    let labels = census.genders.indices
    let heights = labels.map { label in
      Set(school.evidence.cells.lazy.filter { $0.label == label }.map(\.height)).count
    }
    let known = Set(options.reference.map(\.gender)).sorted()
    guard known.isEmpty else {
      for (label, gender) in census.genders.enumerated() where !known.contains(gender) {
        if school.recorded(label) >= Gate.fewestRecorded {
          throw ImputeError.referenceLacks(gender: gender, known: known)
        }
      }
      // One gender alone would be "inferred" for everybody, with certainty and without evidence.
      let seen = labels.filter { heights[$0] > 0 }
      if seen.count == 1 { throw refusal(.oneLabelOnly(gender: seen[0]), census.genders) }
      return known
    }
    try checkHeights(heights, of: census, school)
    let possible = labels.filter { heights[$0] >= 2 }
    let enough = possible.filter { school.recorded($0) >= Gate.fewestRecorded }
    // A few students of a third gender must not stop the run for everybody; where fewer than two
    // genders have enough, the model is fitted all the same and the gate says what is missing.
    return (enough.count >= 2 ? enough : Array(possible)).map { census.genders[$0] }
  }

  /// Says why there are not two genders to tell apart; `heights` are the numbers of different ones.
  private static func checkHeights(
    _ heights: [Int],
    of census: EvidenceCensus,
    _ school: Division
  ) throws {
    let seen = heights.indices.filter { heights[$0] > 0 }
    guard let first = seen.first else { throw refusal(.noLabels, []) }
    if Set(school.evidence.cells.lazy.map(\.height)).count < 2 {
      throw refusal(.allHeightsEqual, [])
    }
    if seen.count == 1 { throw refusal(.oneLabelOnly(gender: first), census.genders) }
    // Where those who have one height are more than those of a gender that could be told, the list is
    // wrong: they cannot be left out.
    let able = seen.filter { heights[$0] >= 2 && school.recorded($0) >= Gate.fewestRecorded }
    let fewest = able.map(school.recorded).min() ?? .max
    let equal = seen.filter { heights[$0] == 1 }
    let isShort = seen.count - equal.count < 2
    if let equal = equal.first(where: { isShort || school.recorded($0) > fewest }) {
      throw refusal(.tooFewDistinctHeights(gender: equal), census.genders)
    }
  }

  private static func division(
    _ counted: Division,
    _ genders: [String],
    _ labels: [Int],
    options: ImputeOptions
  ) throws -> Division {
    do throws(FitRefusal) {
      let evidence = try counted.evidence.relabelled(labels)
      let ages = options.ages(of: counted.stratification, names: counted.names)
      return Division(
        counted.stratification,
        names: counted.names,
        evidence: evidence,
        references: HeightReference(options.reference, genders: genders)?.priors(of: ages) ?? []
      )
    } catch {
      throw refusal(error, genders)
    }
  }
}

extension Division {
  /// How many students have the gender with this label recorded.
  fileprivate func recorded(_ label: Int) -> Int {
    evidence.cells.reduce(0) { $0 + ($1.label == label && !$1.isDecided ? $1.count : 0) }
  }

  /// The genders that are recorded beside those of a model.
  func others(than genders: [String], of census: EvidenceCensus) -> [SmallGenders.Member] {
    census.genders.enumerated().filter { !genders.contains($0.element) }.map {
      SmallGenders.Member(gender: $0.element, known: recorded($0.offset))
    }
  }
}

/// The priors that a table of heights by age gives.
struct HeightReference {
  private let table: GrowthReference

  /// Nil where the table is empty, or does not cover every gender.
  init?(_ lines: [ReferenceHeight], genders: [String]) {
    guard !lines.isEmpty else { return nil }
    let table = GrowthReference(
      genders.map { gender in
        lines.filter { $0.gender == gender }.map {
          GrowthReference.Entry(
            age: $0.age,
            mean: $0.mean,
            standardDeviation: $0.standardDeviation
          )
        }
      }
    )
    guard let table else { return nil }
    self.table = table
  }

  /// One for each age; nil where the table says nothing.
  ///
  /// The table goes by completed years, so that a whole number is its line. An exact age, with a
  /// decimal, lies half a year before the middle of the line that it is the beginning of.
  func priors(of ages: [Double?]) -> [MixturePrior?] {
    ages.map { age in
      age.flatMap { table.prior(at: $0 == $0.rounded() ? $0 : $0 - 0.5) }
    }
  }
}

extension Division {
  /// The students with the genders of a given model as labels; those of other genders take no part.
  ///
  /// - Throws: `FitRefusal` where nobody is left.
  func modelling(
    _ genders: [String],
    of census: EvidenceCensus
  ) throws(FitRefusal) -> Division {
    Division(
      stratification,
      names: names,
      evidence: try evidence.relabelled(genders.map { census.genders.firstIndex(of: $0) ?? -1 })
    )
  }
}

extension FoldedEvidence {
  /// The students whose gender is missing or one of the given labels, which become 0, 1 and so on.
  fileprivate func relabelled(_ labels: [Int]) throws(FitRefusal) -> FoldedEvidence {
    try FoldedEvidence(
      cells: cells.compactMap { cell in
        let label = cell.label.flatMap { labels.firstIndex(of: $0) }
        guard cell.label == nil || label != nil else { return nil }
        return FoldedCell(
          stratum: cell.stratum,
          height: cell.height,
          label: label,
          isDecided: cell.isDecided,
          count: cell.count,
          heldBack: cell.heldBack
        )
      },
      stratumCount: stratumCount,
      genderCount: labels.count,
      resolution: resolution,
      assignment: assignment
    )
  }
}
