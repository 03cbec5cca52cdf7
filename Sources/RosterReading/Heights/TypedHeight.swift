/// A single height typed by the user, without a column that gives the unit of a bare number.
package enum TypedHeight {
  /// Parses a typed height, or a word for a missing one: `172 cm`, `5'8"`, `1.72 m`, `missing`.
  ///
  /// A bare number is accepted if it has only one reading: 172, 1.72 and 1720, but not 68, which
  /// can be 68 cm or 68 inches.
  ///
  /// - Throws: `RosterError.typedHeight` if the text is not a height, is outside 50 to 260 cm, or
  ///   has two readings.
  package static func read(_ text: String) throws(RosterError) -> RosterRow.Height {
    switch HeightGrammar.reading(of: text) {
    case .empty:
      guard text.utf8.contains(where: { $0 != 0x20 }) else {
        throw .typedHeight(text: text, .unreadable)
      }
      return .missing
    case .unreadable: throw .typedHeight(text: text, .unreadable)
    case .ambiguous(let meanings): throw .typedHeight(text: text, .ambiguous(meanings))
    case .measured(let centimetres, _):
      guard HeightDecision.plausibleCentimetres.contains(centimetres) else {
        throw .typedHeight(text: text, .impossible)
      }
      return .measured(centimetres: centimetres)
    case .number(let number):
      let meanings = Self.meanings(of: number)
      guard meanings.count == 1, let only = meanings.first, only.unit.isMetric else {
        if meanings.isEmpty { throw .typedHeight(text: text, .impossible) }
        throw .typedHeight(text: text, .ambiguous(meanings.map(\.meaning)))
      }
      return .measured(centimetres: only.meaning.centimetres)
    }
  }

  /// Every possible height for a bare number, with its unit.
  private static func meanings(
    of number: HeightNumber
  ) -> [(unit: HeightUnit, meaning: HeightMeaning)] {
    HeightUnit.allCases.flatMap { unit -> [(unit: HeightUnit, meaning: HeightMeaning)] in
      let isPlausible =
        unit == .centimetres
        && HeightDecision.plausibleCentimetres.contains(number.centimetres(as: unit))
      guard isPlausible || HeightUnit.fitting(number.value) == unit else { return [] }
      let meanings =
        unit == .feetAndInches ? number.meaningsInFeet : [number.meaning(as: unit)]
      return meanings.map { (unit, $0) }
    }
  }
}

/// Why a typed height is refused.
package enum TypedHeightProblem: Sendable, Equatable {
  /// It is not a height.
  case unreadable
  /// It has several readings, or one that is uncertain.
  case ambiguous([HeightMeaning])
  /// It is outside 50 to 260 cm.
  case impossible
}

extension HeightUnit {
  /// Whether bare numbers are commonly written in it.
  fileprivate var isMetric: Bool {
    switch self {
    case .centimetres, .metres, .millimetres: true
    case .inches, .feetAndInches: false
    }
  }
}
