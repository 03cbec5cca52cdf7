package import Mixture

/// How the numbers of a run would change if those asked about differed in a way that the school's
/// records cannot tell.
package struct Sensitivity: Codable, Hashable, Sendable {
  /// How many centimetres taller they are taken to be; nil where their shares are changed.
  package let centimetres: Double?
  /// The gender whose share among them is changed; nil where heights are.
  package let gender: String?
  /// By how much the share is larger; nil where heights are changed.
  package let share: Double?
  /// The expected total of each gender of the model; nil of a batch.
  package let totals: [String: Double]?
  /// How many of the suggestions would be wrong; nil where there are none.
  package let expectedWrong: Double?

  private enum CodingKeys: String, CodingKey {
    case gender, share, totals
    case centimetres = "height_cm"
    case expectedWrong = "expected_wrong"
  }

  /// What follows from a change; the words are those for the genders, in order.
  package init(
    _ change: AssumedChange,
    genders: [String],
    totals: [String: Double]?,
    expectedWrong: Double?
  ) {
    switch change {
    case .height(let centimetres): (self.centimetres, gender, share) = (centimetres, nil, nil)
    case .share(let index, let difference):
      (centimetres, gender, share) = (nil, genders[index], difference)
    }
    self.totals = totals
    self.expectedWrong = expectedWrong
  }

  /// Whether the numbers can be read in a report.
  var isInRange: Bool {
    let numbers = [centimetres, share, expectedWrong].compactMap(\.self) + (totals ?? [:]).values
    return numbers.allSatisfy(StoredNumber.isStatistic)
  }
}
