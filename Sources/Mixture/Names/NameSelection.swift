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
    /// The place of what they have in common in ``NamedCells/parents``; nil without such cells.
    package let parent: Int?

    package init(
      cell: Int,
      count: Int,
      heights: HeightStatement? = nil,
      parent: Int? = nil
    ) {
      self.cell = cell
      self.count = count
      self.heights = heights
      self.parent = parent
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
package struct NameSelection: Sendable {
  /// A candidate with what cross-validation says of it.
  package struct Score: Hashable, Sendable {
    package let candidate: NameCandidate
    /// The mean of -log p of the known gender over the held-back students.
    package let logLoss: Double
    /// By how much that may exceed the smallest log loss by chance alone.
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
      Losses(
        repeats: repeats.map { rounds in
          rounds.map { $0.loss(of: candidate, evidence, reference) }
        }
      )
    }
    let means = losses.map(\.mean)
    let best = means.indices.dropFirst().reduce(0) { means[$1] < means[$0] ? $1 : $0 }
    let scores = candidates.indices.map { place in
      Score(
        candidate: candidates[place],
        logLoss: means[place],
        noise: losses[place].noise(beside: losses[best])
      )
    }
    self.scores = scores
    chosen = scores.first { $0.logLoss - means[best] <= $0.noise }?.candidate ?? candidates[best]
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
    let model = NameModel(training, candidate, reference: reference)
    let shares = training.sharesOfKnown
    var terms: [Int: NameTerm] = [:]
    return heldBack.map { part in
      guard candidate != .off else { return part.heights?.probabilities() ?? shares }
      let term = terms[part.cell] ?? model.term(of: evidence.cells[part.cell])
      terms[part.cell] = term
      return part.heights?.probabilities(with: term) ?? term.probabilities(given: shares)
    }
  }

  /// The losses of its students under a candidate.
  ///
  /// In units of 2^-32 nats, so that the order of the students does not matter.
  fileprivate func loss(
    of candidate: NameCandidate,
    _ evidence: NameEvidence,
    _ reference: MatchedNameReference?
  ) -> Losses.Round {
    let unit = 0x1p32
    var (sum, count) = (0, 0)
    for (part, probabilities) in zip(heldBack, probabilities(of: candidate, evidence, reference)) {
      guard let label = evidence.cells[part.cell].label else { continue }
      // Nothing is impossible: no single student decides among candidates.
      sum += part.count * Int((-log(max(probabilities[label], 1e-15)) * unit).rounded())
      count += part.count
    }
    return Losses.Round(sum: Double(sum) / unit, count: Double(count))
  }
}
