package import Mixture

extension FitRefusal {
  /// What is wrong and what to do about it, in one sentence.
  ///
  /// - Parameter genders: The words for the genders, in the order of their indices. A gender
  ///   without a word is called by its number, counted from one.
  /// - Returns: The sentence, in small letters and without a full stop.
  package func phrase(genders: [String] = []) -> Phrase {
    func word(_ gender: Int) -> Phrase {
      genders.indices.contains(gender)
        ? Phrase.gender(genders[gender])
        : Phrase("gender \(gender + 1)", "Geschlecht \(gender + 1)")
    }
    return switch self {
    case .noHeights:
      Phrase(
        "no student has a height; record some heights first, or use the students' names with "
          + "--names own",
        "kein Kind hat eine Größe; tragen Sie erst Größen ein, oder verwenden Sie die Namen"
      )
    case .noLabels:
      Phrase(
        "no student with a height has a recorded gender; record the gender of at least a few",
        "kein Kind mit Größe hat ein angegebenes Geschlecht; tragen Sie wenigstens einige ein"
      )
    case .oneLabelOnly(let gender):
      Phrase(
        "the only recorded gender is \(word(gender).english); "
          + "record the gender of at least a few students of another",
        "das einzige angegebene Geschlecht ist \(word(gender).german); "
          + "tragen Sie wenigstens einige Kinder eines anderen ein"
      )
    case .tooFewDistinctHeights(let gender):
      Phrase(
        "the students recorded as \(word(gender).english) have fewer than two different "
          + "heights; check these heights, or record the gender of more of them",
        "die als \(word(gender).german) angegebenen Kinder haben weniger als zwei verschiedene "
          + "Größen; prüfen Sie diese Größen, oder tragen Sie mehr Geschlechter ein"
      )
    case .allHeightsEqual:
      Phrase(
        "all heights are the same, so they cannot tell genders apart; check the height column",
        "alle Größen sind gleich und können Geschlechter nicht unterscheiden; prüfen Sie die Spalte der "
          + "Größen"
      )
    case .notFinite:
      Phrase(
        "a height is not a finite number; correct it",
        "eine Größe ist keine endliche Zahl; berichtigen Sie sie"
      )
    case .heightOutOfRange:
      Phrase(
        "a height is beyond ten kilometres; correct it",
        "eine Größe liegt über zehn Kilometern; berichtigen Sie sie"
      )
    case .resolutionOutOfRange:
      Phrase(
        "the resolution of the heights has to be between 0.000001 and 1000 cm",
        "die Auflösung der Größen muss zwischen 0,000001 und 1000 cm liegen"
      )
    case .negativeCount:
      Phrase(
        "a cell stands for fewer than zero students",
        "eine Zelle steht für weniger als null Kinder"
      )
    case .tooManyStudents:
      Phrase(
        "the cells stand for more than 2^53 students",
        "die Zellen stehen für mehr als 2^53 Kinder"
      )
    case .noGenders:
      Phrase(
        "there is no gender to model; name at least one",
        "es gibt kein Geschlecht, das berechnet werden kann; nennen Sie wenigstens eines"
      )
    case .labelOutOfRange(let label):
      Phrase(
        "label \(label) is not the index of a modelled gender",
        "\(label) ist nicht die Nummer eines berechneten Geschlechts"
      )
    case .unusableMixture:
      Phrase(
        "the mixture does not fit: it needs one component for each gender, positive weights that "
          + "sum to one, and means and variances that heights can have",
        "die Mischung passt nicht: sie braucht eine Komponente je Geschlecht, positive Gewichte mit der "
          + "Summe eins und Mittelwerte und Varianzen, die Größen haben können"
      )
    }
  }

  /// The same in English.
  package func sentence(genders: [String] = []) -> String { phrase(genders: genders).english }
}
