import Mixture
import StudentStore

/// The part of the school that the model is fitted to: the genders with enough recorded heights to
/// have a mean and a spread, and the students without a gender.
///
/// A gender with too few recorded heights is kept as recorded; it is not proposed to anybody and
/// its students take no part in the fit.
struct ModelledRoster {
  /// The genders of the model in order; their places are the labels of the evidence.
  let genders: [String]
  let evidence: Evidence
  /// The distinct heights of students whose gender is missing, in order.
  let unlabelledHeights: [Double]

  init(_ census: EvidenceCensus) throws {
    guard !census.cells.isEmpty || !census.notInferable.isEmpty else {
      throw ImputeError.noStudents
    }
    unlabelledHeights = census.cells.filter { $0.gender == nil }.map(\.height)
    var heights: [String: Set<Double>] = [:]
    var recorded: [String: Int] = [:]
    for cell in census.cells {
      guard let gender = cell.gender else { continue }
      heights[gender, default: []].insert(cell.height)
      recorded[gender, default: 0] += cell.count
    }
    let possible = heights.filter { $0.value.count >= 2 }.keys.sorted()
    let enough = possible.filter { (recorded[$0] ?? 0) >= Gate.fewestRecorded }
    // A few students of a third gender must not stop the run for everybody; where fewer than two
    // genders have enough, the model is fitted all the same and the gate says what is missing.
    let modelled = enough.count >= 2 ? enough : possible
    genders = modelled
    // One gender alone would be "inferred" for everybody, with certainty and without any evidence.
    guard modelled.count >= 2 else {
      let refusal = modelled.isEmpty ? FitRefusal.noLabels : .oneLabelOnly(gender: 0)
      throw ImputeError.nothingToLearnFrom(
        code: refusal.code,
        sentence: refusal.sentence(genders: modelled)
      )
    }
    let cells = census.cells.compactMap { cell -> Cell? in
      guard let gender = cell.gender else {
        return Cell(height: cell.height, label: nil, count: cell.count)
      }
      return modelled.firstIndex(of: gender).map {
        Cell(height: cell.height, label: $0, count: cell.count)
      }
    }
    do throws(FitRefusal) {
      evidence = try Evidence(cells: cells, genderCount: modelled.count)
    } catch {
      throw ImputeError.nothingToLearnFrom(
        code: error.code,
        sentence: error.sentence(genders: modelled)
      )
    }
  }

  /// A mixture's components under their genders' names.
  func models(of mixture: HeightMixture) -> [ImputationRun.GenderModel] {
    zip(genders.indices, mixture.components).map { index, component in
      ImputationRun.GenderModel(
        gender: genders[index],
        recorded: evidence.labelledCounts[index],
        weight: component.weight,
        meanCentimetres: component.mean,
        variance: component.variance
      )
    }
  }
}
