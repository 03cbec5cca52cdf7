/// What refits of a model of heights, each without a fold, say of those who were held back.
package struct HeldBackHeights: Sendable {
  /// Round by round, repeat by repeat: what the fit of each stratum says; nil where there is none.
  let rounds: [[StatedProbabilities?]]
  /// How many rounds a repeat has.
  let foldsUsed: Int
  /// In which of the divisions of the school the strata are.
  let division: Int
}

extension CrossValidation {
  /// What a candidate says of held-back heights.
  ///
  /// - Parameters:
  ///   - candidate: The candidate, whose students are divided as these are.
  ///   - place: The place of that division among all.
  ///   - isBelieved: Whether the heights of a stratum may be used.
  /// - Returns: Nothing of strata whose heights are not believed.
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
      division: place
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

  /// How those of them whose names say something were predicted by names alone; nil where no name
  /// does.
  package let evaluationOfNames: Evaluation?

  /// What was said of held-back students, with names and without, and what is known of each.
  private let judged: [Judged]

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
    let judged = rounds.flatMap { $0.judged(used, evidence, matched, repeats: repeats) }
    guard let evaluation = Evaluation(judged.map(\.both)),
      let other = Evaluation(judged.map(\.without))
    else { return nil }
    self.selection = selection
    self.evidence = evidence
    self.evaluation = evaluation
    evaluationWithoutNames = other
    evaluationOfNames = Evaluation(judged.compactMap(\.alone))
    self.judged = judged
    model = NameModel(evidence, used, reference: matched)
  }

  /// How well parts of the school are predicted with names, and the same students without.
  ///
  /// - Parameter parts: Of held-back students, by their place in ``NamedCells/cells`` and by what
  ///   their name is known, how many of one belong to which part.
  /// - Returns: The evaluations of each part in which somebody was held back.
  package func groups<Part: Hashable>(
    _ parts: (_ cell: Int, _ basis: NameBasis) -> [Part: Double]
  ) -> [Part: (both: Evaluation, without: Evaluation)] {
    let divided = parts
    var parts: [Part: [Judged]] = [:]
    for one in judged {
      for (part, weight) in divided(one.source, one.basis) {
        parts[part, default: []].append(weight == 1 ? one : one.weighted(by: weight))
      }
    }
    return parts.compactMapValues { judged in
      guard let both = Evaluation(judged.map(\.both)),
        let without = Evaluation(judged.map(\.without))
      else { return nil }
      return (both, without)
    }
  }

  /// The same where each student belongs to one part.
  package func evaluations<Part: Hashable>(
    by part: (_ cell: Int, _ basis: NameBasis) -> Part
  ) -> [Part: (both: Evaluation, without: Evaluation)] {
    var parts: [Part: [Int]] = [:]
    for (place, one) in judged.enumerated() {
      parts[part(one.source, one.basis), default: []].append(place)
    }
    return parts.compactMapValues { places in
      guard let both = Evaluation(places.map { judged[$0].both }),
        let without = Evaluation(places.map { judged[$0].without })
      else { return nil }
      return (both, without)
    }
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
        var known: [HeightPlace: (statement: HeightStatement, probabilities: [Double])] = [:]
        var parts: [NameRound.HeldBack] = []
        let slot = number * cells.assignment.folds + fold
        let stated = heights?.rounds[number * folds + fold]
        for (index, cell) in cells.cells.enumerated() where places[index] >= 0 {
          let count = Int(cells.heldBack[index, slot])
          guard count > 0 else { continue }
          let parent = cells.parents[Int(cell.parent)]
          let stratum = heights.map { parent.strata[$0.division] }
          var said: (statement: HeightStatement, probabilities: [Double])?
          if let height = parent.height, let stratum, let stated = stated?[stratum] {
            let place = HeightPlace(stratum: stratum, height: height)
            if known[place] == nil {
              let statement = stated.statement(at: height)
              known[place] = (statement, statement.probabilities())
            }
            said = known[place]
          }
          parts.append(
            NameRound.HeldBack(
              cell: places[index],
              count: count,
              heights: said?.statement,
              withoutName: said?.probabilities,
              source: index
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

/// What is said of some students who are held back: with names, without, and by names alone.
private struct Judged: Sendable {
  let both: Prediction
  let without: Prediction
  /// Nil where the name says nothing.
  let alone: Prediction?
  let basis: NameBasis
  let source: Int

  /// A part of the students.
  func weighted(by part: Double) -> Judged {
    Judged(
      both: both.weighted(by: part),
      without: without.weighted(by: part),
      alone: alone?.weighted(by: part),
      basis: basis,
      source: source
    )
  }
}

extension NameRound {
  fileprivate func judged(
    _ candidate: NameCandidate,
    _ evidence: NameEvidence,
    _ reference: MatchedNameReference?,
    repeats: Double
  ) -> [Judged] {
    let training = evidence.withholding(heldBack)
    let model = NameModel(training, candidate, reference: reference)
    let shares = training.sharesOfKnown
    var terms = [(term: NameTerm, basis: NameBasis)?](
      repeating: nil,
      count: evidence.cells.count
    )
    return heldBack.compactMap { part in
      let cell = evidence.cells[part.cell]
      guard let label = cell.label else { return nil }
      let (term, basis) = terms[part.cell] ?? (model.term(of: cell), model.basis(of: cell))
      terms[part.cell] = (term, basis)
      func prediction(_ probabilities: [Double]) -> Prediction {
        Prediction(
          probabilities: probabilities,
          shares: shares,
          truth: label,
          weight: Double(part.count) / repeats
        )
      }
      let named = term.probabilities(given: shares)
      return Judged(
        both: prediction(part.heights?.probabilities(with: term) ?? named),
        without: prediction(part.withoutName ?? shares),
        alone: term.isSilent ? nil : prediction(named),
        basis: basis,
        source: part.source ?? -1
      )
    }
  }
}
