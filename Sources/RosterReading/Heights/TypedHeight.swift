/// A height as a person types it, by itself: no column says what a bare number measures.
package enum TypedHeight {
  /// The height that a text means, or that there is none: `172 cm`, `5'8"`, `1.72 m`, `missing`.
  ///
  /// A bare number counts where it can be one metric height only: 172, 1.72 and 1720, but not 68,
  /// which is as well 68 cm as 68 inches.
  ///
  /// - Throws: `TypedHeightError` where the text is no height, is outside 50 to 260 cm, or has two readings.
  package static func read(_ text: String) throws(TypedHeightError) -> RosterRow.Height {
    switch HeightGrammar.reading(of: text) {
    case .empty:
      guard text.utf8.contains(where: { $0 != 0x20 }) else { throw .unreadable(text) }
      return .missing
    case .unreadable: throw .unreadable(text)
    case .ambiguous(let meanings): throw .ambiguous(text, meanings)
    case .measured(let centimetres, _):
      guard HeightDecision.plausibleCentimetres.contains(centimetres) else {
        throw .impossible(text, centimetres: centimetres)
      }
      return .measured(centimetres: centimetres)
    case .number(let number):
      let meanings = Self.meanings(of: number)
      guard meanings.count == 1, let only = meanings.first, only.unit.isMetric else {
        if meanings.isEmpty { throw .impossible(text, centimetres: number.value) }
        throw .ambiguous(text, meanings.map(\.meaning))
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
package enum TypedHeightError: Error, Equatable {
  /// It is no height.
  case unreadable(String)
  /// It can be read in more than one way, or the one way is not certain.
  case ambiguous(String, [HeightMeaning])
  /// Nobody is so tall or so small.
  case impossible(String, centimetres: Double)
}

extension TypedHeightError: CustomStringConvertible {
  /// What is wrong, and what to type.
  package var description: String {
    switch self {
    case .unreadable(let text):
      return "\"\(text)\" is not a height; write it with its unit, such as \"172 cm\", \"1.72 m\", "
        + "\"68 in\" or \"5'8\\\"\", or \"missing\" where nobody knows it"
    case .ambiguous(let text, let meanings):
      let readings = meanings.map { "\($0.words) (\(plainCentimetres($0.centimetres)) cm)" }
      let likely = meanings.first { HeightUnit.fitting($0.centimetres) == .centimetres }
      let example = plainCentimetres((likely ?? meanings.first)?.centimetres ?? 172)
      return
        "\"\(text)\" can be \(readings.joined(separator: " or ")); write it with its unit, such "
        + "as \"\(example) cm\""
    case .impossible(let text, _):
      return "\"\(text)\" is outside 50 to 260 cm"
    }
  }
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
