import Glibc

/// One way to use names, to be compared with others.
package struct NameCandidate: Hashable, Sendable {
  /// What of the school's own names is learnt from.
  package enum Use: String, Sendable, CaseIterable {
    /// Nothing.
    case off
    /// Whole words.
    case own
    /// Whole words and their endings.
    case endings
  }

  /// What of the school's own names is learnt from.
  package let use: Use

  /// Whether a reference table has a say where it knows a name.
  package let usesReference: Bool

  /// A candidate.
  package init(_ use: Use, withReference usesReference: Bool = false) {
    self.use = use
    self.usesReference = usesReference && use != .off
  }

  /// Names are not looked at.
  package static let off = NameCandidate(.off)

  /// The candidates up to the most that may be used, simpler ones first; a reference comes last.
  package static func all(upTo most: Use, withReference: Bool = false) -> [NameCandidate] {
    let uses = Use.allCases.prefix { $0 != most } + [most]
    let reference = withReference && most != .off
    return uses.map { NameCandidate($0) }
      + (reference ? [NameCandidate(most, withReference: true)] : [])
  }
}

/// Students who are held back together, with what is thought of them without names.
package struct NameRound: Hashable, Sendable {
  /// Students of one cell who are held back.
  package struct HeldBack: Hashable, Sendable {
    /// The place of their cell in ``NameEvidence/cells``; it has a label.
    package let cell: Int
    /// How many of them.
    package let count: Int
    /// What a model of heights says of them that has not seen them; nil for the shares of those who
    /// are not held back.
    package let heights: HeightStatement?
    /// The probabilities by height alone, computed once for all who are as tall; nil without heights.
    let withoutName: [Double]?
    /// The place of the students in ``NamedCells/cells``; nil without such cells.
    package let source: Int?

    package init(
      cell: Int,
      count: Int,
      heights: HeightStatement? = nil,
      withoutName: [Double]? = nil,
      source: Int? = nil
    ) {
      self.cell = cell
      self.count = count
      self.heights = heights
      self.withoutName = withoutName ?? heights?.probabilities()
      self.source = source
    }
  }

  /// In which repeat of cross-validation.
  package let repeatNumber: Int

  /// Who is held back; students of one cell may be in several parts.
  package let heldBack: [HeldBack]

  package init(repeatNumber: Int, heldBack: [HeldBack]) {
    self.repeatNumber = repeatNumber
    self.heldBack = heldBack
  }
}

/// The choice of what to use of names: the simplest of the ways whose predictions of held-back
/// students are the best, up to chance.
///
/// Every count, ending and weight that predicts a student comes from students who are not held back
/// with this one. The reference table is the same for all, but whether it is used is chosen here.
///
/// Up to chance is up to one standard error (Breiman, Friedman, Olshen and Stone 1984, section 3.4.3). Of
/// models of heights more is asked, because one that is chosen wrongly does harm; names whose weights
/// are earned on students left out hardly can: in schools of a hundred known, two in three would be
/// left without the third of the log loss that names take away.
package struct NameSelection: Sendable {
  /// A candidate with what cross-validation says of it.
  package struct Score: Hashable, Sendable {
    package let candidate: NameCandidate
    /// The mean of -log p of the known gender over the held-back students.
    package let logLoss: Double
    /// By how much that may exceed the smallest log loss by chance: one standard error of the
    /// difference over the held-back students.
    package let noise: Double
  }

  /// The scores in the order of the candidates.
  package let scores: [Score]

  /// The simplest candidate that predicts as well as the best.
  package let chosen: NameCandidate

  /// The way to use names that predicts best, whether it is better than not to use them or not.
  package var bestUse: NameCandidate {
    let uses = scores.filter { $0.candidate != .off }
    return uses.min { $0.logLoss < $1.logLoss }?.candidate ?? .off
  }

  /// Compares candidates; nil where nobody is held back.
  ///
  /// - Parameters:
  ///   - candidates: The candidates, simpler ones first.
  ///   - evidence: All students.
  ///   - rounds: Who is held back when; all repeats have as many rounds.
  ///   - reference: The reference table beside the words of the evidence.
  package init?(
    among candidates: [NameCandidate],
    of evidence: NameEvidence,
    rounds: [NameRound],
    reference: MatchedNameReference? = nil
  ) {
    let repeats = Dictionary(grouping: rounds.filter { !$0.heldBack.isEmpty }, by: \.repeatNumber)
      .sorted { $0.key < $1.key }.map(\.value)
    guard !repeats.isEmpty, !candidates.isEmpty else { return nil }
    let losses = candidates.map { candidate in
      repeats.map { rounds in rounds.flatMap { $0.losses(of: candidate, evidence, reference) } }
    }
    let weights = repeats.map { rounds in rounds.flatMap { $0.heldBack.map(\.count) } }
    let means = losses.map { HeldBackMean($0, weights).mean }
    let best = means.indices.dropFirst().reduce(0) { means[$1] < means[$0] ? $1 : $0 }
    let scores = candidates.indices.map { place in
      Score(
        candidate: candidates[place],
        logLoss: means[place],
        noise: HeldBackMean(losses[place], weights, less: losses[best]).standardError
      )
    }
    self.scores = scores
    chosen = Self.simplest(of: scores, best: means[best]) ?? candidates[best]
  }
}

extension NameSelection {
  /// The simplest whose log loss is that of the best, up to chance, and smaller than that of all simpler
  /// ones.
  private static func simplest(of scores: [Score], best: Double) -> NameCandidate? {
    var smallest = Double.infinity
    for score in scores {
      if score.logLoss < smallest, score.logLoss - best <= score.noise { return score.candidate }
      smallest = min(smallest, score.logLoss)
    }
    return nil
  }
}

/// The mean of something over the students who are held back, all of them in each repeat.
///
/// Numbers are added as multiples of a power of two, so that the order of the students does not
/// matter to the last bit.
private struct HeldBackMean {
  let mean: Double
  /// The standard error of the mean over the students of one repeat: the repeats have the same ones.
  let standardError: Double

  /// - Parameters:
  ///   - values: Repeat by repeat, for students of one cell who are held back together.
  ///   - counts: How many they are.
  ///   - others: What is taken off each value.
  init(_ values: [[Double]], _ counts: [[Int]], less others: [[Double]]? = nil) {
    let (unit, squareUnit) = (0x1p32, 0x1p20)
    var (sum, square, count) = (0, 0, 0)
    for number in values.indices {
      for place in values[number].indices {
        let value = values[number][place] - (others?[number][place] ?? 0)
        let students = counts[number][place]
        sum += students * Int((value * unit).rounded())
        square += students * Int((value * value * squareUnit).rounded())
        count += students
      }
    }
    mean = Double(sum) / unit / Double(max(count, 1))
    let ownRepeat = Double(count) / Double(max(values.count, 1))
    let variance = Double(square) / squareUnit / Double(max(count, 1)) - mean * mean
    standardError = ownRepeat > 1 ? (max(0, variance) / (ownRepeat - 1)).squareRoot() : .infinity
  }
}

extension NameRound {
  /// What a candidate says of the students who are held back, part by part: share and height, or
  /// share alone, with the name.
  package func probabilities(
    of candidate: NameCandidate,
    _ evidence: NameEvidence,
    _ reference: MatchedNameReference? = nil
  ) -> [[Double]] {
    let training = evidence.withholding(heldBack)
    let shares = training.sharesOfKnown
    guard candidate != .off else { return heldBack.map { $0.withoutName ?? shares } }
    let model = NameModel(training, candidate, reference: reference)
    var terms = [NameTerm?](repeating: nil, count: evidence.cells.count)
    return heldBack.map { part in
      let term = terms[part.cell] ?? model.term(of: evidence.cells[part.cell])
      terms[part.cell] = term
      return part.heights?.probabilities(with: term) ?? term.probabilities(given: shares)
    }
  }

  /// The losses of its students under a candidate, in nats.
  fileprivate func losses(
    of candidate: NameCandidate,
    _ evidence: NameEvidence,
    _ reference: MatchedNameReference?
  ) -> [Double] {
    zip(heldBack, probabilities(of: candidate, evidence, reference)).map { part, probabilities in
      guard let label = evidence.cells[part.cell].label else { return 0 }
      // Nothing is impossible: no single student decides among candidates.
      return -log(max(probabilities[label], 1e-15))
    }
  }
}
