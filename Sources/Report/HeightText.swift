package import RosterReading

/// Heights and their readings in German; ``HeightMeaning`` has the English ones.
package enum HeightText {
  /// `172,5 cm`.
  static func german(_ centimetres: Double) -> String {
    decimal(plainCentimetres(centimetres)) + " cm"
  }

  /// The readings as a phrase: `5 Fuß 11 Zoll (180,34 cm) oder …`.
  package static func german(_ readings: [HeightMeaning]) -> String {
    readings.map { reading in
      let height = german(reading.centimetres)
      return reading.isPlain ? height : "\(words(reading).german) (\(height))"
    }.joined(separator: " oder ")
  }

  /// How a cell was read.
  package static func words(_ reading: HeightMeaning) -> Phrase {
    let german =
      switch reading.notation {
      case .number(let text, let unit): decimal(text) + " " + german(unit)
      case .feetAndInches(let feet, let inches): "\(feet) Fuß \(decimal(inches)) Zoll"
      case .metresAndCentimetres(let metres, let centimetres):
        "\(metres) Meter \(centimetres) cm"
      case .asWritten(let unit): "wie geschrieben, in \(dative(unit))"
      case .asTaken: "\(german(reading.centimetres)), wie gelesen"
      }
    return Phrase(reading.words, german)
  }

  static func german(_ unit: HeightUnit) -> String {
    switch unit {
    case .centimetres: "cm"
    case .metres: "Meter"
    case .millimetres: "Millimeter"
    case .inches: "Zoll"
    case .feetAndInches: "Fuß"
    }
  }

  /// After a preposition: `in Metern`.
  static func dative(_ unit: HeightUnit) -> String {
    switch unit {
    case .metres: "Metern"
    case .millimetres: "Millimetern"
    case .centimetres, .inches, .feetAndInches: german(unit)
    }
  }

  private static func decimal(_ number: String) -> String {
    number.replacing(".", with: ",")
  }
}

extension HeightDoubt {
  /// Why the height is in doubt, in a few words.
  package var phrase: Phrase {
    switch self {
    case .far(let centimetres, let middle):
      Phrase(
        "\(plainCentimetres(centimetres)) cm, far from the middle of the column "
          + "(\(plainCentimetres(middle)) cm)",
        "\(HeightText.german(centimetres)), weit von der Mitte der Spalte (\(HeightText.german(middle))) entfernt"
      )
    case .outside: Phrase("outside 50 to 260 cm", "außerhalb von 50 bis 260 cm")
    case .readings(let readings) where readings.count == 1:
      Phrase(
        "perhaps \(HeightMeaning.listed(readings))",
        "vielleicht \(HeightText.german(readings))"
      )
    case .readings(let readings):
      Phrase(
        "\(readings.count) readings: \(HeightMeaning.listed(readings))",
        "\(readings.count) Lesarten: \(HeightText.german(readings))"
      )
    case .unclear: Phrase("in doubt", "zweifelhaft")
    }
  }
}
