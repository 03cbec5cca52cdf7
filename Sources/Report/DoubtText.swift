import Mixture
import RosterReading
package import Workflows

/// What a doubt rests on, in a sentence.
extension DoubtFinding {
  /// The sentence in every language, in small letters and without a full stop.
  package var phrase: Phrase {
    switch self {
    case .height(let text, let readings) where readings.count == 1:
      Phrase(
        "\"\(text)\" may be \(HeightMeaning.listed(readings)), but is not certain to be",
        "„\(text)“ ist vielleicht \(HeightText.german(readings)), aber nicht sicher"
      )
    case .height(let text, let readings):
      Phrase(
        "\"\(text)\" can be \(HeightMeaning.listed(readings))",
        "„\(text)“ kann \(HeightText.german(readings)) sein"
      )
    case .impossibleHeight(let text, let readings, let unit): impossible(text, readings, unit)
    case .farHeight(let text, let centimetres, let others):
      Phrase(
        "\"\(text)\" would be \(plainCentimetres(centimetres)) cm, far from the middle of its column",
        "„\(text)“ wären \(HeightText.german(centimetres)), weit von der Mitte der Spalte entfernt"
      ) + perhaps(others)
    case .rareHeight(let centimetres, let median, let others):
      Phrase(
        "\(plainCentimetres(centimetres)) cm is improbable"
          + (median.map { " where the middle is \(plainCentimetres($0)) cm" } ?? ""),
        "\(HeightText.german(centimetres)) ist unwahrscheinlich"
          + (median.map { ", wo die Mitte bei \(HeightText.german($0)) liegt" } ?? "")
      ) + perhaps(others)
    case .birthDate(let text):
      Phrase(
        "\"\(excerpt(of: text))\" is not a day on which a pupil can be born",
        "„\(excerpt(of: text))“ ist kein Tag, an dem ein Schulkind geboren sein kann"
      )
    case .unknownWord(let word): unknown(word)
    case .notAPerson:
      Phrase(
        "the name is a word for a total, an average or a class, or a number, and there is "
          + "neither an id nor a gender; it is in no run unless it is a person",
        "der Name ist ein Wort für eine Summe, einen Durchschnitt oder eine Klasse oder eine Zahl, "
          + "und es gibt weder Nummer noch Geschlecht; die Zeile wird nicht verwendet, solange sie kein Kind ist"
      )
    case .sameName, .twoGenders, .lookAlikeName, .sameBirthDate, .genderChanged, .lookAlikeGroup,
      .idReused:
      ofIdentity
    case .unlikelyHeight(let record, let contradiction): unlikely(record, contradiction)
    case .unlikelyName(let record, let probability, let names):
      unlikely(record, probability, names)
    }
  }

  private func impossible(
    _ text: String,
    _ readings: [HeightMeaning],
    _ unit: HeightUnit?
  ) -> Phrase {
    let (english, german) =
      readings.isEmpty
      ? (
        unit.map { " in \($0.words), nor in another unit" } ?? "",
        unit.map { ", weder in \(HeightText.dative($0)) noch in einer anderen Einheit" } ?? ""
      ) : (": " + HeightMeaning.listed(readings), ": " + HeightText.german(readings))
    return Phrase(
      "\"\(text)\" is not a possible height\(english)",
      "„\(text)“ ist keine mögliche Größe\(german)"
    )
  }

  private func perhaps(_ others: [HeightMeaning]) -> Phrase {
    others.isEmpty
      ? Phrase("", "")
      : Phrase(
        "; it may be \(HeightMeaning.listed(others))",
        "; vielleicht \(HeightText.german(others))"
      )
  }

  private func unknown(_ word: Doubt.UnknownWord) -> Phrase {
    let text = excerpt(of: word.text)
    var phrase = Phrase(
      "\"\(text)\" is not a known word for a gender",
      "„\(text)“ ist kein bekanntes Wort für ein Geschlecht"
    )
    if word.students > 1 {
      phrase += Phrase(
        ", and \(word.students) students have it",
        ", und \(word.students) Kinder haben es"
      )
    }
    if let likely = word.likely {
      let meaning = Phrase.gender(likely.meaning)
      phrase += Phrase("; likely \(likely.meaning)", "; wahrscheinlich \(meaning.german)")
      if likely.word != likely.meaning {
        phrase += Phrase(" (\"\(likely.word)\")", " („\(likely.word)“)")
      }
    }
    return phrase
  }

  private func unlikely(_ record: UnlikelyRecord, _ contradiction: Contradiction?) -> Phrase {
    guard let contradiction else {
      return recorded(record)
        + Phrase(
          ": so far from the others of every gender that "
            + "the height is likely to be a mistake (by r\(record.run), fitted without this student)",
          ": so weit von den anderen jedes Geschlechts entfernt, dass die Größe "
            + "wahrscheinlich ein Fehler ist (nach r\(record.run), ohne dieses Kind berechnet)"
        )
    }
    return recorded(record)
      + Phrase(
        ": of 1,000 students this tall \(Self.part(contradiction.probability)) \(record.gender) "
          + "(by r\(record.run), fitted without this student), and \(contradiction.likelier) is "
          + "likelier; look at the gender and at the height",
        ": von 1.000 so großen Kindern \(Self.germanPart(contradiction.probability)) "
          + "\(Phrase.gender(record.gender).german) (nach r\(record.run), ohne dieses Kind berechnet), "
          + "und \(Phrase.gender(contradiction.likelier).german) ist wahrscheinlicher; "
          + "prüfen Sie das Geschlecht und die Größe"
      )
  }

  private func unlikely(
    _ record: UnlikelyRecord,
    _ probability: Double,
    _ names: [NameCount]
  ) -> Phrase {
    let counts = names.map(\.phrase)
    return recorded(record)
      + Phrase(
        ", " + counts.map(\.english).joined(separator: ", "),
        ", " + counts.map(\.german).joined(separator: ", ")
      )
      + Phrase(
        ": of 1,000 students \(record.centimetres == nil ? "with such a name" : "this tall with such a name") "
          + "\(Self.part(probability)) \(record.gender) (by r\(record.run), without this student); "
          + "look at the gender",
        ": von 1.000 \(record.centimetres == nil ? "Kindern mit so einem Namen" : "so großen Kindern mit so einem Namen") "
          + "\(Self.germanPart(probability)) \(Phrase.gender(record.gender).german) "
          + "(nach r\(record.run), ohne dieses Kind); prüfen Sie das Geschlecht"
      )
  }

  /// `recorded female, 188 cm in 7b`.
  private func recorded(_ record: UnlikelyRecord) -> Phrase {
    Phrase(
      "recorded \(record.gender)"
        + (record.centimetres.map { ", \(plainCentimetres($0)) cm" } ?? "")
        + (record.stratum.map { " in \($0)" } ?? ""),
      "angegeben: \(Phrase.gender(record.gender).german)"
        + (record.centimetres.map { ", " + HeightText.german($0) } ?? "")
        + (record.stratum.map { " in \($0)" } ?? "")
    )
  }

  private static func part(_ probability: Double) -> String {
    let share = probability * 1_000
    return share < 1 ? "fewer than 1 is" : "about \(Int(nearest: share)) are"
  }

  private static func germanPart(_ probability: Double) -> String {
    let share = probability * 1_000
    return share < 1 ? "ist weniger als 1" : "sind etwa \(Int(nearest: share))"
  }
}

extension DoubtFinding.NameCount {
  fileprivate var phrase: Phrase {
    let english = students.map { "\($0.students) \($0.gender)" }.joined(separator: ", ")
    let german = students.map { "\($0.students) \(Phrase.gender($0.gender).german)" }
      .joined(separator: ", ")
    return switch source {
    case .school:
      Phrase("of the others called \(text) \(english)", "von den anderen namens \(text) \(german)")
    case .ending:
      Phrase(
        "of the others called ...\(text) \(english)",
        "von den anderen, deren Name so endet (…\(text)), \(german)"
      )
    case .reference:
      Phrase(
        "in the reference \(text) is \(english)",
        "im Vergleichsverzeichnis ist \(text) \(german)"
      )
    }
  }
}
