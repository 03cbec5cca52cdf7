/// What refits of a model of heights, each without a fold, say of those who were held back.
package struct HeldBackHeights: Sendable {
  /// Round by round, repeat by repeat: what the fit of each stratum says; nil where there is none.
  let rounds: [[StatedProbabilities?]]
  /// How many rounds a repeat has.
  let foldsUsed: Int
  /// In which of the divisions of the school the strata are.
  let division: Int
  /// The names of the strata.
  let names: [String?]
}

extension CrossValidation {
  /// What a candidate says of held-back heights.
  ///
  /// - Parameters:
  ///   - candidate: The candidate, whose students are divided as these are.
  ///   - division: The place of that division among all.
  ///   - isBelieved: Whether the heights of a stratum may be used.
  package func heldBackHeights(
    of candidate: Candidate,
    division place: Int,
    isBelieved: (String?) -> Bool
  ) -> HeldBackHeights {
    HeldBackHeights(
      rounds: stated(of: candidate).map { strata in
        zip(strata, division.names).map { isBelieved($1) ? $0 : nil }
      },
      foldsUsed: foldsUsed,
      division: place,
      names: division.names
    )
  }
}

/// How names are used in a school, with what that is worth on students who were held back.
package struct NameChoice: Sendable {
  /// The scores of all ways to use them; that of ``NameCandidate/off`` is of heights alone.
  package let selection: NameSelection

  /// Learnt from all students in the chosen way.
  package let model: NameModel

  /// The students that it was learnt from.
  package let evidence: NameEvidence

  /// How held-back students were predicted by heights, where those are believed, and names.
  package let evaluation: Evaluation

  /// How the same students were predicted by heights alone, where those are believed.
  package let evaluationWithoutNames: Evaluation

  /// How they were predicted by names alone.
  package let evaluationOfNames: Evaluation

  /// The first of these by what each name was known by.
  package let byBasis: [(basis: NameBasis, evaluation: Evaluation)]

  /// Judges names; nil where nobody can be held back.
  ///
  /// - Parameters:
  ///   - candidates: The ways to use them, simpler ones first.
  ///   - cells: The students.
  ///   - labels: For each gender of the model, its label in the cells.
  ///   - heights: What heights say of held-back students; nil where they say nothing.
  ///   - reference: A reference table, with what it calls each gender of the model.
  package init?(
    among candidates: [NameCandidate],
    of cells: NamedCells,
    labels: [Int],
    heights: HeldBackHeights?,
    reference: (table: NameReference, genders: [String?])? = nil
  ) {
    var evidence = NameEvidence(genderCount: labels.count, book: cells.book)
    var places = [Int](repeating: -1, count: cells.cells.count)
    for (index, cell) in cells.cells.enumerated() {
      let parent = cells.parents[Int(cell.parent)]
      let label = parent.label.flatMap { labels.firstIndex(of: $0) }
      // A gender that is not in the model takes no part.
      guard parent.label == nil || label != nil else { continue }
      places[index] = evidence.add(
        numbered: Int(cell.name),
        label: label,
        count: Int(cell.count)
      )
    }
    let matched = reference.flatMap {
      MatchedNameReference($0.table, genders: $0.genders, evidence: evidence)
    }
    let rounds = Self.rounds(cells, places, heights)
    guard
      let selection = NameSelection(
        among: candidates.filter { !$0.usesReference || matched != nil },
        of: evidence,
        rounds: rounds,
        reference: matched
      )
    else { return nil }
    let used = selection.chosen == .off ? selection.bestUse : selection.chosen
    let repeats = Double(Set(rounds.map(\.repeatNumber)).count)
    var (both, without, alone): ([Prediction], [Prediction], [Prediction]) = ([], [], [])
    var bases: [NameBasis: [Prediction]] = [:]
    for round in rounds {
      let judged = round.judged(used, evidence, matched, repeats: repeats)
      both += judged.both
      without += judged.without
      alone += judged.alone
      for (basis, prediction) in zip(judged.bases, judged.both) {
        bases[basis, default: []].append(prediction)
      }
    }
    guard let evaluation = Evaluation(both), let other = Evaluation(without),
      let own = Evaluation(alone)
    else { return nil }
    self.selection = selection
    self.evidence = evidence
    self.evaluation = evaluation
    evaluationWithoutNames = other
    evaluationOfNames = own
    byBasis = NameBasis.allCases.compactMap { basis in
      bases[basis].flatMap { Evaluation($0) }.map { (basis, $0) }
    }
    model = NameModel(evidence, used, reference: matched)
  }

  /// What a name says of a student without a known gender.
  ///
  /// - Parameter name: Its number in the book of names.
  package func term(ofName name: Int) -> NameTerm {
    model.term(of: evidence.book.cells[name])
  }

  private static func rounds(
    _ cells: NamedCells,
    _ places: [Int],
    _ heights: HeldBackHeights?
  ) -> [NameRound] {
    let recorded = cells.cells.reduce(0) {
      let parent = cells.parents[Int($1.parent)]
      return $0 + (parent.label != nil && !parent.isDecided ? Int($1.count) : 0)
    }
    let folds = heights?.foldsUsed ?? cells.assignment.worthwhileFolds(recorded: recorded)
    let repeats =
      heights.map { $0.rounds.count / $0.foldsUsed }
      ?? cells.assignment.worthwhileRepeats(recorded: recorded)
    return (0..<repeats).flatMap { number in
      (0..<folds).map { fold in
        var known: [HeightPlace: HeightStatement?] = [:]
        var parts: [NameRound.HeldBack] = []
        let slot = number * cells.assignment.folds + fold
        let stated = heights?.rounds[number * folds + fold]
        for (index, cell) in cells.cells.enumerated() where places[index] >= 0 {
          let count = Int(cells.heldBack[index, slot])
          guard count > 0 else { continue }
          let parent = cells.parents[Int(cell.parent)]
          let stratum = heights.map { parent.strata[$0.division] }
          var statement: HeightStatement?
          if let height = parent.height, let stratum, let stated = stated?[stratum] {
            let place = HeightPlace(stratum: stratum, height: height)
            statement = known[place] ?? stated.statement(at: height)
            known[place] = statement
          }
          parts.append(
            NameRound.HeldBack(
              cell: places[index],
              count: count,
              heights: statement,
              stratum: stratum.flatMap { heights?.names[$0] }
            )
          )
        }
        return NameRound(repeatNumber: number, heldBack: parts)
      }
    }
  }
}

private struct HeightPlace: Hashable {
  let stratum: Int
  let height: Double
}

extension NameRound {
  /// What is said of the students who are held back: with names, without, and by names alone.
  fileprivate func judged(
    _ candidate: NameCandidate,
    _ evidence: NameEvidence,
    _ reference: MatchedNameReference?,
    repeats: Double
  ) -> (both: [Prediction], without: [Prediction], alone: [Prediction], bases: [NameBasis]) {
    let training = evidence.withholding(heldBack)
    let model = NameModel(training, candidate, reference: reference)
    let shares = training.sharesOfKnown
    var terms: [Int: (term: NameTerm, basis: NameBasis)] = [:]
    var judged: ([Prediction], [Prediction], [Prediction], [NameBasis]) = ([], [], [], [])
    for part in heldBack {
      guard let label = evidence.cells[part.cell].label else { continue }
      let cell = evidence.cells[part.cell]
      let (term, basis) = terms[part.cell] ?? (model.term(of: cell), model.basis(of: cell))
      terms[part.cell] = (term, basis)
      func prediction(_ probabilities: [Double]) -> Prediction {
        Prediction(
          probabilities: probabilities,
          shares: shares,
          truth: label,
          weight: Double(part.count) / repeats,
          stratum: part.stratum
        )
      }
      let named = term.probabilities(given: shares)
      judged.0.append(prediction(part.heights?.probabilities(with: term) ?? named))
      judged.1.append(prediction(part.heights?.probabilities() ?? shares))
      judged.2.append(prediction(named))
      judged.3.append(basis)
    }
    return judged
  }
}
