/// The words in and around the drawings.
extension Phrase {
  /// A gender as people say it; one that there is no word for is shown as it is recorded.
  package static func gender(_ gender: String) -> Phrase {
    switch gender {
    case "female": Phrase("female", "weiblich")
    case "male": Phrase("male", "männlich")
    case "non-binary": Phrase("non-binary", "nicht-binär")
    case "diverse": Phrase("diverse", "divers")
    default: Phrase(gender, gender)
    }
  }

  static let missingGender = Phrase("gender missing", "Geschlecht fehlt")
  static let underFive = Phrase("fewer than 5", "weniger als 5")
  static let heightAxis = Phrase("height in cm", "Größe in cm")
  static let ageAxis = Phrase("age in years", "Alter in Jahren")
  static let studentsAxis = Phrase("students", "Kinder")
  static let stepAxis = Phrase("step", "Schritt")
  static let statedAxis = Phrase("stated confidence", "angegebene Sicherheit")
  static let rightAxis = Phrase("part that was right", "Anteil, der richtig war")
  static let threshold = Phrase("threshold", "Schwelle")
  static let logLikelihood = Phrase("log-likelihood", "Log-Likelihood")
  static let logPosterior = Phrase(
    "log-likelihood plus log prior",
    "Log-Likelihood plus Log-Prior"
  )
  static let mean = Phrase("mean height in cm", "mittlere Größe in cm")
  static let deviation = Phrase("standard deviation in cm", "Standardabweichung in cm")
  static let shareOfMissing = Phrase(
    "share among those whose gender is missing",
    "Anteil unter denen, deren Geschlecht fehlt"
  )

  static let histogram = Phrase(
    "One row for each gender: bars count students by height, the line is the fitted curve. The last row has the students whose gender is missing.",
    "Eine Zeile je Geschlecht: Balken zählen die Kinder nach Größe, die Linie ist die angepasste Kurve. Die letzte Zeile zeigt die Kinder, deren Geschlecht fehlt."
  )
  static let growthAlone = Phrase(
    "One line for each gender: the mean height by age, with a band of one standard deviation.",
    "Eine Linie je Geschlecht: die mittlere Größe nach Alter, mit einem Band von einer Standardabweichung."
  )
  static let growth = Phrase(
    "One line for each gender: the mean height by age, with a band of one standard deviation. Short lines are students whose gender is missing.",
    "Eine Linie je Geschlecht: die mittlere Größe nach Alter, mit einem Band von einer Standardabweichung. Kurze Striche sind Kinder, deren Geschlecht fehlt."
  )
  static let confidence = Phrase(
    "Each mark is a height with its suggestion: the higher, the surer. Empty marks are not proposed. The dashed line is the threshold.",
    "Jedes Zeichen ist eine Größe mit ihrem Vorschlag: je höher, desto sicherer. Leere Zeichen werden nicht vorgeschlagen. Die gestrichelte Linie ist die Schwelle."
  )
  static let calibration = Phrase(
    "Each point is a group of hidden students: how sure the program was, and which part was right, with a 95 % interval and their number. On the dashed line both are equal.",
    "Jeder Punkt ist eine Gruppe verdeckter Kinder: wie sicher das Programm war und welcher Anteil richtig war, mit 95-%-Bereich und Anzahl. Auf der gestrichelten Linie ist beides gleich."
  )
  static let trace = Phrase(
    "The number after each step of EM.",
    "Die Zahl nach jedem Schritt von EM."
  )
  static let totals = Phrase(
    "Bars are the students whose gender is known. The mark is the number to be expected in all, with its 95 % interval.",
    "Balken sind die Kinder, deren Geschlecht bekannt ist. Das Zeichen ist die insgesamt zu erwartende Anzahl, mit ihrem 95-%-Bereich."
  )
}
