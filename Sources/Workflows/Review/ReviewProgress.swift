package import Mixture
package import StudentStore

/// How far the review of a run has come, and what blind answers say about its suggestions.
package struct ReviewProgress: Sendable {
  /// How often blind answers were what the run suggests.
  package struct Agreement: Equatable, Sendable {
    /// Students of whom a person said a gender without seeing the suggestion.
    package let answered: Int
    /// Of them, students of whom it was the suggested one.
    package let agreed: Int

    /// The part that agreed; nil where no student was asked.
    package var share: Double? { answered > 0 ? Double(agreed) / Double(answered) : nil }
  }

  /// What the random sample says: an accuracy of the run's suggestions that is not biased.
  package struct Sample: Equatable, Sendable {
    /// Students who were drawn.
    package let drawn: Int
    /// The drawn students who were answered blind.
    package let agreement: Agreement
    /// Drawn students whose turn was before that of one who was answered, and who were not answered
    /// blind themselves: put off, left unknown, or decided with the suggestion in sight.
    ///
    /// Answers are taken in random order, so that any first part of them is a random part. Where
    /// some were left out, the person who did may have had a reason that has to do with how
    /// hard they are.
    package let leftOut: Int

    /// The interval of the accuracy by Wilson (1927) for 95 %; nil where there was no answer.
    package var interval: ConfidenceInterval? {
      agreement.share.map { ConfidenceInterval(share: $0, of: Double(agreement.answered)) }
    }
  }

  package let run: Int64
  /// All blind answers, of drawn students and others.
  package let blind: Agreement
  /// The blind answers of the students who were drawn.
  package let sample: Sample

  /// Looks the answers up.
  package init(of run: Int64, in database: SchoolDatabase) throws {
    self.run = run
    let answers = try database.blindAnswers(of: run)
    blind = Agreement(answered: answers.count, agreed: answers.count(where: \.agrees))
    let draw = try BlindSample(of: run, in: database)
    let drawn = try database.suggestedStudents(of: run).filter(draw.holds)
    let ofDrawn = answers.filter { draw.holds($0.student) }
    let answered = Set(ofDrawn.map(\.student))
    let lastTurn = answered.map { draw.rank(of: $0) }.max()
    sample = Sample(
      drawn: drawn.count,
      agreement: Agreement(answered: ofDrawn.count, agreed: ofDrawn.count(where: \.agrees)),
      leftOut: drawn.count { student in
        lastTurn.map { draw.rank(of: student) < $0 } == true && !answered.contains(student)
      }
    )
  }
}
