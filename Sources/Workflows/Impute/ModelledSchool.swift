import Mixture
import StudentStore

/// The part of the school that the model is fitted to: the genders with enough recorded heights to
/// have a mean and a spread, and the students without a gender, divided in every way that is tried.
///
/// A gender with too few recorded heights is kept as recorded; it is not proposed to anybody and
/// its students take no part in the fit.
struct ModelledSchool {
  /// The genders of the model in order; their places are the labels of the evidence.
  let genders: [String]
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
    // Of a gender that only a reference knows, nobody is recorded.
    let labels = genders.map { census.genders.firstIndex(of: $0) ?? -1 }
    var divisions: [Division] = []
    for counted in census.divisions where options.tries(counted, of: census) {
      divisions.append(try Self.division(counted, genders, labels, options: options))
    }
    self.divisions = divisions
  }

  private static func refusal(_ refusal: FitRefusal, _ genders: [String]) -> ImputeError {
    .nothingToLearnFrom(code: refusal.code, sentence: refusal.sentence(genders: genders))
  }

  private static func genders(
    of census: EvidenceCensus,
    _ school: EvidenceCensus.Division,
    options: ImputeOptions
  ) throws -> [String] {
    let known = Set(options.reference.map(\.gender)).sorted()
    guard known.isEmpty else {
      for gender in census.genders where !known.contains(gender) {
        let recorded = school.recorded(census.genders.firstIndex(of: gender) ?? 0)
        if recorded >= Gate.fewestRecorded {
          throw ImputeError.referenceLacks(gender: gender, known: known)
        }
      }
      return known
    }
    let labels = census.genders.indices
    let possible = labels.filter { label in
      Set(school.evidence.cells.lazy.filter { $0.label == label }.map(\.height)).count >= 2
    }
    let enough = possible.filter { school.recorded($0) >= Gate.fewestRecorded }
    // A few students of a third gender must not stop the run for everybody; where fewer than two
    // genders have enough, the model is fitted all the same and the gate says what is missing.
    let modelled = (enough.count >= 2 ? enough : Array(possible)).map { census.genders[$0] }
    // One gender alone would be "inferred" for everybody, with certainty and without any evidence.
    guard modelled.count >= 2 else {
      throw refusal(modelled.isEmpty ? .noLabels : .oneLabelOnly(gender: 0), modelled)
    }
    return modelled
  }

  private static func division(
    _ counted: EvidenceCensus.Division,
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

extension EvidenceCensus.Division {
  /// How many students have the gender with this label recorded.
  fileprivate func recorded(_ label: Int) -> Int {
    evidence.cells.reduce(0) { $0 + ($1.label == label && !$1.isDecided ? $1.count : 0) }
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

extension EvidenceCensus.Division {
  /// The students with the genders of a given model as labels; those of other genders take no part.
  ///
  /// - Throws: `FitRefusal` where nobody is left.
  func modelling(
    _ genders: [String],
    of census: EvidenceCensus
  ) throws(FitRefusal) -> Mixture.Division {
    Mixture.Division(
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
