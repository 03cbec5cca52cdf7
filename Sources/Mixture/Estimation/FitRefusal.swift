/// Why a model cannot be fitted at all.
///
/// Genders are named by their index.
package enum FitRefusal: Error, Codable, Hashable, Sendable {
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
}
