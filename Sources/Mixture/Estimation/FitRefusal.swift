/// Why a model cannot be fitted at all.
///
/// Genders are named by their index; ``sentence(genders:)`` puts the school's words in.
package enum FitRefusal: Error, Hashable, Sendable {
  /// Not one student has a height.
  case noHeights

  /// No gender is recorded, so there is nothing to learn what a gender looks like from.
  case noLabels

  /// Every recorded gender is the same one, although several are to be told apart.
  case oneLabelOnly(gender: Int)

  /// The recorded heights of a gender have fewer than two distinct values: no spread to start from.
  case tooFewDistinctHeights(gender: Int)

  /// Every height is the same number, so heights tell nothing apart.
  case allHeightsEqual

  /// A height is NaN or infinite.
  case notFinite

  /// A height lies beyond ``Evidence/largestHeight``.
  case heightOutOfRange

  /// The resolution lies outside ``Evidence/resolutions``.
  case resolutionOutOfRange

  /// A cell stands for fewer than zero students.
  case negativeCount

  /// The counts of the cells do not add up to a number that doubles hold exactly.
  case tooManyStudents

  /// There is no gender to model.
  case noGenders

  /// A label is not the index of a gender.
  case labelOutOfRange(Int)

  /// The mixture given as the start, or read back, is not a mixture for these genders.
  case unusableMixture

  /// A stable word for the refusal, for JSON and for the database.
  package var code: String {
    switch self {
    case .noHeights: "no_heights"
    case .noLabels: "no_labels"
    case .oneLabelOnly: "one_label_only"
    case .tooFewDistinctHeights: "too_few_distinct_heights"
    case .allHeightsEqual: "all_heights_equal"
    case .notFinite: "not_finite"
    case .heightOutOfRange: "height_out_of_range"
    case .resolutionOutOfRange: "resolution_out_of_range"
    case .negativeCount: "negative_count"
    case .tooManyStudents: "too_many_students"
    case .noGenders: "no_genders"
    case .labelOutOfRange: "label_out_of_range"
    case .unusableMixture: "unusable_mixture"
    }
  }

  /// What is wrong and what to do about it, in one sentence.
  ///
  /// - Parameter genders: The words for the genders, in the order of their indices. A gender
  ///   without a word is called by its number, counted from one.
  /// - Returns: The sentence, in small letters and without a full stop.
  package func sentence(genders: [String] = []) -> String {
    switch self {
    case .noHeights:
      "no student has a height; record some heights first"
    case .noLabels:
      "no student with a height has a recorded gender; record the gender of at least a few"
    case .oneLabelOnly(let gender):
      "the only recorded gender is \(genders.word(for: gender)); "
        + "record the gender of at least a few students of another"
    case .tooFewDistinctHeights(let gender):
      "the students recorded as \(genders.word(for: gender)) have fewer than two different "
        + "heights; check these heights, or record the gender of more of them"
    case .allHeightsEqual:
      "all heights are the same, so they cannot tell genders apart; check the height column"
    case .notFinite:
      "a height is not a finite number; correct it"
    case .heightOutOfRange:
      "a height is beyond ten kilometres; correct it"
    case .resolutionOutOfRange:
      "the resolution of the heights has to be between 0.000001 and 1000 cm"
    case .negativeCount:
      "a cell stands for fewer than zero students"
    case .tooManyStudents:
      "the cells stand for more than 2^53 students"
    case .noGenders:
      "there is no gender to model; name at least one"
    case .labelOutOfRange(let label):
      "label \(label) is not the index of a modelled gender"
    case .unusableMixture:
      "the mixture does not fit: it needs one component for each gender, positive weights that "
        + "sum to one, and means and variances that heights can have"
    }
  }
}

extension [String] {
  /// The word for a gender, or its number counted from one where there is no word.
  func word(for gender: Int) -> String {
    indices.contains(gender) ? self[gender] : "gender \(gender + 1)"
  }
}
