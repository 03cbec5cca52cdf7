/// The errors of calling students by their likeliest gender, gender by gender.
///
/// The measures are those by which services that guess a gender are compared: Wais (2016),
/// Santamaría and Mihaljević (2018).
package struct CodingErrors: Hashable, Sendable {
  /// What happened to the students of one recorded gender.
  package struct Gender: Hashable, Sendable {
    /// How many have the gender recorded.
    package fileprivate(set) var recorded = 0.0
    /// How many of them were called another.
    package fileprivate(set) var wrong = 0.0
    /// How many of them were not called, for want of confidence.
    package fileprivate(set) var notCalled = 0.0
    /// How many were called this gender, whatever is recorded.
    package fileprivate(set) var called = 0.0

    /// The part of its students that was called another; nil where it has none.
    package var error: Double? { recorded > 0 ? wrong / recorded : nil }
  }

  /// The confidence from which students were called.
  package let threshold: Double

  /// Gender by gender, in order.
  package let genders: [Gender]

  init(_ predictions: [Prediction], genders count: Int, threshold: Double) {
    var genders = [Gender](repeating: Gender(), count: count)
    for prediction in predictions {
      genders[prediction.truth].recorded += prediction.weight
      if prediction.confidence < threshold {
        genders[prediction.truth].notCalled += prediction.weight
      } else {
        genders[prediction.called].called += prediction.weight
        if !prediction.isRight { genders[prediction.truth].wrong += prediction.weight }
      }
    }
    self.threshold = threshold
    self.genders = genders
  }

  private var recorded: Double { genders.reduce(0) { $0 + $1.recorded } }
  private var wrong: Double { genders.reduce(0) { $0 + $1.wrong } }
  private var notCalled: Double { genders.reduce(0) { $0 + $1.notCalled } }

  /// The part of all students that was called wrongly or not at all.
  package var errorCoded: Double { (wrong + notCalled) / recorded }

  /// The part of all students that was not called.
  package var naCoded: Double { notCalled / recorded }

  /// How many more students were called a gender than should have been, as a part of those called.
  ///
  /// Of two genders one has the negative of the other; nil where nobody was called.
  package func bias(towards gender: Int) -> Double? {
    let classified = recorded - notCalled
    guard classified > 0 else { return nil }
    let should = genders[gender].recorded - genders[gender].notCalled
    return (genders[gender].called - should) / classified
  }
}
