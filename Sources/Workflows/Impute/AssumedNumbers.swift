import Mixture
import StudentStore

extension [FittedStratum] {
  /// What the totals and the number of wrong proposals would be under each of the changes that the
  /// records cannot tell.
  func sensitivity(small: SmallGenders) -> [Sensitivity] {
    guard let genders = first?.genders else { return [] }
    let known = genders.indices.map { gender in
      Double(reduce(0) { $0 + $1.fit.evidence.labelledCounts[gender] })
    }
    return AssumedChange.all(genders: genders.count).map { change in
      var expected = known
      var wrong: Double?
      for stratum in self {
        for cell in stratum.fit.missing {
          let probabilities = stratum.stated.probabilities(at: cell.height, under: change)
          for gender in expected.indices {
            expected[gender] += Double(cell.count) * small.lowered(probabilities[gender])
          }
        }
        for cell in stratum.cells where cell.isProposed {
          guard let likeliest = genders.firstIndex(of: cell.gender) else { continue }
          guard let height = cell.height else { continue }
          let probabilities = stratum.stated.probabilities(at: height, under: change)
          wrong =
            (wrong ?? 0) + Double(cell.students) * (1 - small.lowered(probabilities[likeliest]))
        }
      }
      return Sensitivity(
        change,
        genders: genders,
        totals: Dictionary(zip(genders, expected)) { first, _ in first },
        expectedWrong: wrong
      )
    }
  }
}

extension ImputationRun {
  /// How many of some suggestions would be wrong under each of the changes that the records cannot
  /// tell.
  ///
  /// - Parameter items: Students of the run's queue.
  /// - Returns: One for each change; none where nothing is suggested.
  /// - Throws: `StoreError.malformed` where the parameters are those of no model.
  func sensitivity(of items: [QueueItem]) throws -> [Sensitivity] {
    struct Suggested: Hashable {
      let stratum: String?
      let height: Double
      let gender: String
      /// The part of the students who have a gender of the model.
      let modelled: Double
    }
    var counts: [Suggested: Int] = [:]
    for item in items {
      // What other heights would change is known of heights alone.
      guard names?.learnt == nil, let gender = item.suggestion?.gender,
        let height = item.heightCentimetres
      else { continue }
      let modelled =
        smallGenders.isEmpty ? 1 : item.probabilities.reduce(0) { $0 + $1.evidence }
      let suggested = Suggested(
        stratum: item.stratum,
        height: height,
        gender: gender,
        modelled: modelled
      )
      counts[suggested, default: 0] += 1
    }
    guard let genders = strata.first?.genders.map(\.gender), !counts.isEmpty else { return [] }
    var stated: [String?: StatedProbabilities] = [:]
    for stratum in strata {
      let mixture = try mixture(of: stratum)
      stated[stratum.name] = StatedProbabilities(
        mixture,
        stratum.covariance?.uncertainty(of: mixture)
      )
    }
    // One order, so that the sums are the same to the bit.
    let cells = counts.sorted {
      ($0.key.stratum ?? "", $0.key.height, $0.key.gender)
        < ($1.key.stratum ?? "", $1.key.height, $1.key.gender)
    }
    return AssumedChange.all(genders: genders.count).map { change in
      let wrong = cells.reduce(0.0) { sum, cell in
        guard let stated = stated[cell.key.stratum],
          let gender = genders.firstIndex(of: cell.key.gender)
        else { return sum }
        let probabilities = stated.probabilities(at: cell.key.height, under: change)
        return sum + Double(cell.value) * (1 - probabilities[gender] * cell.key.modelled)
      }
      return Sensitivity(change, genders: genders, totals: nil, expectedWrong: wrong)
    }
  }
}
