/// What the heights of a column are measured in.
package enum HeightUnit: String, Sendable, CaseIterable {
  case centimetres = "cm"
  case metres = "m"
  case millimetres = "mm"
  case inches = "in"
  case feetAndInches = "ft-in"

  /// The unit in which a bare number is a usual height, if there is one.
  ///
  /// The ranges do not overlap, so a number speaks for one unit at most. For feet it is the feet of
  /// feet and inches.
  package static func fitting(_ number: Double) -> HeightUnit? {
    switch number {
    case 100...250: .centimetres
    case 1...2.5: .metres
    case 1000...2500: .millimetres
    case 36...90: .inches
    case 3...8: .feetAndInches
    default: nil
    }
  }

  /// The unit's place among all of them, for counting.
  var place: Int {
    switch self {
    case .centimetres: 0
    case .metres: 1
    case .millimetres: 2
    case .inches: 3
    case .feetAndInches: 4
    }
  }

  /// The unit in words, as a reading of a doubtful height is explained.
  package var words: String {
    switch self {
    case .centimetres: "cm"
    case .metres: "metres"
    case .millimetres: "millimetres"
    case .inches: "inches"
    case .feetAndInches: "feet"
    }
  }

  /// One of the unit in hundredths of a centimetre: whole numbers all, an inch being 2.54 cm.
  var hundredthsOfCentimetre: Int {
    switch self {
    case .centimetres: 100
    case .metres: 10_000
    case .millimetres: 10
    case .inches: 254
    case .feetAndInches: 3048
    }
  }
}

/// The sign that divides the whole units of a number from its decimals.
package enum DecimalSign: String, Sendable, CaseIterable {
  case point = "."
  case comma = ","
}
