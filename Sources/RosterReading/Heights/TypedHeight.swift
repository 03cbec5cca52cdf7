/// A height as a person types it, by itself: no column says what a bare number measures.
package enum TypedHeight {
  /// The height that a text means, or that there is none: `172 cm`, `5'8"`, `1.72 m`, `missing`.
  ///
  /// A bare number counts where it can be one metric height only: 172, 1.72 and 1720, but not 68,
  /// which is as well 68 cm as 68 inches.
  ///
  /// - Throws: `RosterError.typedHeight` where the text is no height, is outside 50 to 260 cm, or has two readings.
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

  /// Every height that a bare number can be, with its unit.
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

/// Why a typed height cannot be taken.
package enum TypedHeightProblem: Sendable, Equatable {
  /// It is no height.
  case unreadable
  /// It can be read in more than one way, or the one way is not certain.
  case ambiguous([HeightMeaning])
  /// It is outside 50 to 260 cm.
  case impossible
}

extension HeightUnit {
  /// Whether it is one that a bare number is commonly written in.
  fileprivate var isMetric: Bool {
    switch self {
    case .centimetres, .metres, .millimetres: true
    case .inches, .feetAndInches: false
    }
  }
}
