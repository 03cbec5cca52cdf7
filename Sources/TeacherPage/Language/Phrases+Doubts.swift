import Report
import Workflows

/// The texts of the doubts.
extension Phrase {
  static let stepDoubts = Phrase("Doubts", "Zweifel")
  static let doubtsTitle = Phrase("Doubts about the list", "Zweifel an der Liste")
  static let doubtsExplained = Phrase(
    "Each can be answered here, with how you know. Nothing has to be: what is in doubt is not used, and all the rest is.",
    "Jeder kann hier geklärt werden, mit der Angabe, woher Sie es wissen. Nichts muss: Zweifelhaftes wird nicht verwendet, alles andere schon."
  )
  static let noDoubts = Phrase("There are no doubts.", "Es gibt keine Zweifel.")
  static func doubt(_ code: DoubtCode) -> Phrase {
    switch code {
    case .unitDoubt:
      Phrase("Heights with several readings", "Größen, die sich mehrfach lesen lassen")
    case .implausibleHeight: Phrase("Unlikely heights", "Unwahrscheinliche Größen")
    case .birthdateDoubt: Phrase("Doubtful birth dates", "Zweifelhafte Geburtsdaten")
    case .unknownGenderWord:
      Phrase("Unknown words for genders", "Unbekannte Wörter für Geschlechter")
    case .duplicateStudent:
      Phrase("Perhaps the same child twice", "Vielleicht zweimal dasselbe Kind")
    case .possibleSameStudent:
      Phrase("One birth date and nearly one name", "Gleiches Geburtsdatum und fast gleicher Name")
    case .contradictoryGender:
      Phrase("One child with two genders", "Ein Kind mit zwei Geschlechtern")
    case .genderChanged:
      Phrase(
        "Genders that a later list changed",
        "Geschlechter, die eine spätere Liste geändert hat"
      )
    case .suspiciousRecorded:
      Phrase(
        "Recorded genders that are unlikely",
        "Angegebene Geschlechter, die unwahrscheinlich sind"
      )
    case .lookAlikeName: Phrase("Names that only look alike", "Namen, die nur gleich aussehen")
    case .lookAlikeGroup: Phrase("Classes that only look alike", "Klassen, die nur gleich aussehen")
    case .idReused:
      Phrase("Ids that went to another name", "Nummern, die an einen anderen Namen gingen")
    case .notAPerson:
      Phrase("Lines that are perhaps no child", "Zeilen, die vielleicht kein Kind sind")
    }
  }
  static func wordCount(_ word: String, _ count: Int) -> Phrase {
    Phrase(
      "\"\(word)\", written for \(students(count).english)",
      "„\(word)“, geschrieben bei \(count == 1 ? "1 Kind" : "\(count) Kindern")"
    )
  }
  static let howYouKnow = Phrase("How do you know?", "Woher wissen Sie es?")
  static let voidTheSignature = Phrase(
    "This is signed: make the signature void for it",
    "Das ist unterschrieben: die Unterschrift dafür ungültig machen"
  )
  static let settle = Phrase("Save the answer", "Antwort speichern")
  static let reasonMissing = Phrase(
    "Write how you know it. Nothing was changed.",
    "Schreiben Sie, woher Sie es wissen. Nichts wurde geändert."
  )
  static let answerMissing = Phrase(
    "Choose or write the answer. Nothing was changed.",
    "Wählen oder schreiben Sie die Antwort. Nichts wurde geändert."
  )
  static let rightBirthDate = Phrase(
    "The right birth date, such as 2012-03-07",
    "Das richtige Geburtsdatum, zum Beispiel 2012-03-07"
  )
  static let otherwiseRightID = Phrase(
    "Otherwise: the id that tells this student apart",
    "Sonst: die Nummer, die dieses Kind unterscheidet"
  )
  static let rightName = Phrase("The right name", "Der richtige Name")
  static let otherwiseRightName = Phrase(
    "Otherwise: the right name of this student",
    "Sonst: der richtige Name dieses Kindes"
  )
  static let rightGroup = Phrase("The right class", "Die richtige Klasse")
  static let isAChild = Phrase("This is a child", "Das ist ein Kind")
  static let isNoChild = Phrase("This is no child", "Das ist kein Kind")
  static let heightIsMissing = Phrase("The height is not known", "Die Größe ist nicht bekannt")
  static let otherHeight = Phrase(
    "Another height, such as 172 cm",
    "Eine andere Größe, zum Beispiel 172 cm"
  )
  static let anotherGender = Phrase("or another gender", "oder ein anderes Geschlecht")
  static func isTheSameChild(_ number: Int64) -> Phrase {
    Phrase(
      "This is the same child as student \(number)",
      "Das ist dasselbe Kind wie Kind \(number)"
    )
  }
  static func wordSettled(_ count: Int) -> Phrase {
    Phrase("Saved for \(students(count).english).", "Gespeichert für \(students(count).german).")
  }
  static let joined = Phrase(
    "Saved: the two lines are one child now.",
    "Gespeichert: Die beiden Zeilen sind jetzt ein Kind."
  )
  static func corrected(_ name: String, _ changes: Int) -> Phrase {
    changes == 0
      ? Phrase("\(name): this was recorded already.", "\(name): Das war schon so gespeichert.")
      : Phrase("Saved: \(name).", "Gespeichert: \(name).")
  }
}
