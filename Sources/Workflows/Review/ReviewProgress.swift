package import Mixture
package import StudentStore

/// The progress of a run's review, and the agreement of blind answers with its suggestions.
package struct ReviewProgress: Sendable {
  /// How often blind answers agree with the run.
  package struct Agreement: Equatable, Sendable {
    /// Students decided without seeing the suggestion.
    package let answered: Int
    /// Of these, students whose decision equals the suggestion.
    package let agreed: Int

    /// The share that agrees; nil without answers.
    package var share: Double? { answered > 0 ? Double(agreed) / Double(answered) : nil }
  }

  /// The result of the random sample: an unbiased estimate of the accuracy of the suggestions.
  package struct Sample: Equatable, Sendable {
    /// Students in the sample.
    package let drawn: Int
    /// Sampled students decided blind.
    package let agreement: Agreement
    /// Sampled students who were skipped: they come before a student decided blind, but were put
    /// off, left unknown, or decided with the suggestion visible.
    ///
    /// Students are asked in random order, so that any first part of them is a random sample.
    /// Skipped students may have been skipped because they are difficult.
    package let leftOut: Int

    /// The 95 % confidence interval of the accuracy (Wilson 1927); nil without answers.
    package var interval: ConfidenceInterval? {
      agreement.share.map { ConfidenceInterval(share: $0, of: Double(agreement.answered)) }
    }
  }

  package let run: Int64
  /// All blind answers, inside and outside the sample.
  package let blind: Agreement
  /// The blind answers in the sample.
  package let sample: Sample

  /// Reads the answers.
  package init(of run: Int64, in database: SchoolDatabase) throws {
    self.run = run
    let answers = try database.blindAnswers(of: run)
    blind = Agreement(answered: answers.count, agreed: answers.count(where: \.agrees))
    let draw = try BlindSample(of: run, in: database)
    let ofDrawn = answers.filter { draw.holds($0.student) }
    let answered = Set(ofDrawn.map(\.student))
    // Everybody whose turn came before that of somebody who answered.
    let passed = try answered.map { draw.rank(of: $0) }.max().map { lastTurn in
      try database.suggestedStudents(of: run) { draw.holds($0) && draw.rank(of: $0) < lastTurn }
    }
    sample = Sample(
      drawn: try database.drawnCount(of: run),
      agreement: Agreement(answered: ofDrawn.count, agreed: ofDrawn.count(where: \.agrees)),
      leftOut: passed?.count { !answered.contains($0) } ?? 0
    )
  }
}
