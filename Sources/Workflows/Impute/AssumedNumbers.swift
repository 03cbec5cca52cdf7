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

/// What a run would state of students under the changes that the records cannot tell.
struct AssumedAnswers {
  let genders: [String]
  let stated: [String?: StatedProbabilities]
  /// What some words of a name say, by their numbers among those that were learnt.
  let term: ([Int]) -> NameTerm?
  /// The shares that a name alone is put on.
  let shares: (String?) -> [Double]

  /// The changes to ask about: where no heights are used, not that of heights.
  var changes: [AssumedChange] {
    AssumedChange.all(genders: genders.count).filter { change in
      if case .height = change { !stated.isEmpty } else { true }
    }
  }

  /// Students with one suggestion.
  struct Suggested: Hashable {
    let stratum: String?
    let height: Double?
    let words: [Int]?
    let gender: String
    /// The part of the students who have a gender of the model.
    let modelled: Double
  }

  /// What is said of a height under a change, kept for the students who have it as well.
  struct Statement {
    fileprivate var known: (stratum: String?, height: Double, statement: HeightStatement)?
  }

  /// Nil where the run says nothing of such students.
  ///
  /// - Parameters:
  ///   - stratum: Their stratum.
  ///   - height: In centimetres; nil where it is not used.
  ///   - name: What their name says.
  ///   - change: What is assumed.
  ///   - last: What was said of the students before under the same change.
  /// - Returns: The probabilities in the order of the genders.
  func probabilities(
    in stratum: String?,
    at height: Double?,
    with name: NameTerm?,
    under change: AssumedChange,
    _ last: inout Statement
  ) -> [Double]? {
    guard let height else {
      let shares = shares(stratum)
      return name.map { change.applied(to: $0.probabilities(given: shares), shares: shares) }
    }
    guard let stated = stated[stratum] else { return nil }
    if let known = last.known, known.height == height, known.stratum == stratum {
      return stated.probabilities(by: known.statement, under: change, with: name)
    }
    let statement = stated.statement(at: change.applied(toHeight: height))
    last.known = (stratum, height, statement)
    return stated.probabilities(by: statement, under: change, with: name)
  }

  /// How many suggestions would be wrong, summed in the order that is given.
  func expectedWrong(
    _ suggested: some Sequence<(key: Suggested, value: Int)>,
    under change: AssumedChange
  ) -> Double {
    var last = Statement()
    return suggested.reduce(0.0) { sum, students in
      guard let gender = genders.firstIndex(of: students.key.gender),
        let probabilities = probabilities(
          in: students.key.stratum,
          at: students.key.height,
          with: students.key.words.flatMap(term),
          under: change,
          &last
        )
      else { return sum }
      return sum + Double(students.value) * (1 - probabilities[gender] * students.key.modelled)
    }
  }
}

extension [EvidenceCell] {
  /// The same as of heights alone where names are used: what the totals and the number of wrong
  /// proposals would be.
  ///
  /// - Parameters:
  ///   - answers: What the run would state.
  ///   - known: How many students of each gender are known.
  ///   - small: The genders that are not in the model.
  /// - Returns: One for each change.
  func sensitivity(
    _ answers: AssumedAnswers,
    known: [Double],
    small: SmallGenders
  ) -> [Sensitivity] {
    let changes = answers.changes
    var expected = changes.map { _ in known }
    var wrong = [Double?](repeating: nil, count: changes.count)
    var last = changes.map { _ in AssumedAnswers.Statement() }
    for cell in self {
      guard let likeliest = answers.genders.firstIndex(of: cell.gender) else { continue }
      let name = cell.words.flatMap(answers.term)
      for (place, change) in changes.enumerated() {
        let probabilities = answers.probabilities(
          in: cell.stratum,
          at: cell.height,
          with: name,
          under: change,
          &last[place]
        )
        guard let probabilities else { continue }
        for gender in probabilities.indices {
          expected[place][gender] += Double(cell.students) * small.lowered(probabilities[gender])
        }
        guard cell.isProposed else { continue }
        wrong[place] =
          (wrong[place] ?? 0)
          + Double(cell.students) * (1 - small.lowered(probabilities[likeliest]))
      }
    }
    return changes.indices.map { place in
      Sensitivity(
        changes[place],
        genders: answers.genders,
        totals: Dictionary(zip(answers.genders, expected[place])) { first, _ in first },
        expectedWrong: wrong[place]
      )
    }
  }
}

extension ImputationRun {
  /// How many of some suggestions would be wrong under each of the changes that the records cannot
  /// tell.
  ///
  /// - Parameters:
  ///   - items: Students of the run's queue.
  ///   - names: What the run learnt of names; nil where it uses none.
  /// - Returns: One for each change; none where nothing is suggested.
  /// - Throws: `StoreError.malformed` where the parameters are those of no model.
  func sensitivity(
    of items: [QueueItem],
    names: (learnt: LearntNames, model: NameModel)?
  ) throws -> [Sensitivity] {
    var counts: [AssumedAnswers.Suggested: Int] = [:]
    for item in items {
      guard let gender = item.suggestion?.gender else { continue }
      let modelled =
        smallGenders.isEmpty ? 1 : item.probabilities.reduce(0) { $0 + $1.evidence }
      let suggested = AssumedAnswers.Suggested(
        stratum: item.stratum,
        height: item.heightCentimetres,
        words: item.words,
        gender: gender,
        modelled: modelled
      )
      counts[suggested, default: 0] += 1
    }
    guard !genders.isEmpty, !counts.isEmpty else { return [] }
    var stated: [String?: StatedProbabilities] = [:]
    for stratum in strata {
      let mixture = try mixture(of: stratum)
      stated[stratum.name] = StatedProbabilities(
        mixture,
        stratum.covariance?.uncertainty(of: mixture)
      )
    }
    // One order, so that the sums are the same to the bit.
    let cells = counts.sorted { one, other in
      let own = (one.key.stratum ?? "", one.key.height ?? .infinity, one.key.gender)
      let others = (other.key.stratum ?? "", other.key.height ?? .infinity, other.key.gender)
      return own == others
        ? (one.key.words ?? []).lexicographicallyPrecedes(other.key.words ?? []) : own < others
    }
    let answers = AssumedAnswers(
      genders: genders,
      stated: stated,
      term: { words in
        names.flatMap { names in
          names.learnt.cell(of: words.map { $0 - 1 }, in: names.model).map {
            names.model.term(of: $0)
          }
        }
      },
      shares: { sharesWithoutHeight(in: $0, known: names?.learnt.sharesOfKnown ?? []) }
    )
    return answers.changes.map { change in
      Sensitivity(
        change,
        genders: genders,
        totals: nil,
        expectedWrong: answers.expectedWrong(cells, under: change)
      )
    }
  }
}
