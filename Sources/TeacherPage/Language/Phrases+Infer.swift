import Mixture
import Report

/// The texts of inferring.
extension Phrase {
  static func more(_ count: Int) -> Phrase { Phrase("\(count) more", "\(count) weitere") }
  static let figuresTitle = Phrase("Drawings", "Zeichnungen")
  static let figuresInReport = Phrase(
    "For so many students they are in the report, which you can save.",
    "Bei so vielen Kindern stehen sie im Bericht, den Sie speichern können."
  )
  static let stepInfer = Phrase("Infer", "Schätzen")
  static let inferTitle = Phrase("Infer the missing genders", "Fehlende Geschlechter schätzen")
  static let inferResult = Phrase("What can be told", "Was sich sagen lässt")
  static let inferNow = Phrase("Infer now", "Jetzt schätzen")
  static let inferAgain = Phrase("Infer again", "Noch einmal schätzen")
  static let inferExplained = Phrase(
    "The program learns from the students whose gender is recorded, and tests itself on some of them whose gender it hides. A recorded gender never changes, and nothing is decided: you get suggestions to review. Who did not want to say is left out.",
    "Das Programm lernt von den Kindern, deren Geschlecht angegeben ist, und prüft sich an einigen, deren Geschlecht es verdeckt. Ein angegebenes Geschlecht ändert sich nie, und nichts wird entschieden: Sie bekommen Vorschläge zum Prüfen. Wer es nicht sagen wollte, bleibt außen vor."
  )
  static let useNames = Phrase("Use names as well?", "Auch Namen verwenden?")
  static let namesExplained = Phrase(
    "Names often say more than heights. A child of whom this is not true is treated unfairly by it, so it is your choice.",
    "Namen sagen oft mehr als Größen. Einem Kind, bei dem das nicht stimmt, wird man damit nicht gerecht; deshalb entscheiden Sie."
  )
  static let namesOff = Phrase("No, heights only", "Nein, nur Größen")
  static let namesOwn = Phrase(
    "Yes, the names of this school's list",
    "Ja, die Namen aus der Liste dieser Schule"
  )
  static let namesEndings = Phrase(
    "Yes, and the endings of names that nobody else has",
    "Ja, und bei Namen, die sonst niemand hat, ihre Endungen"
  )
  static let gateRefused = Phrase(
    "These suggestions cannot be relied on, so none is made.",
    "Auf diese Vorschläge wäre kein Verlass; deshalb wird keiner gemacht."
  )
  static let decideByHand = Phrase("Decide by hand", "Von Hand entscheiden")
  static func proposesFor(_ count: Int) -> Phrase {
    Phrase(
      "There is a suggestion for \(students(count).english).",
      "Für \(students(count).german) gibt es einen Vorschlag."
    )
  }
  static func expectedWrong(_ wrong: String, of count: Int) -> Phrase {
    Phrase(
      "If all were taken as they are, about \(wrong) of \(count) would be wrong.",
      "Würden alle übernommen, wären etwa \(wrong) von \(count) falsch."
    )
  }
  static func testedOn(_ count: String, _ right: String, _ low: String, _ high: String) -> Phrase {
    Phrase(
      "Tested on \(count) students whose gender is known and was hidden: \(right) correct (95 % interval \(low) to \(high)).",
      "Geprüft an \(count) Kindern, deren Geschlecht bekannt ist und verdeckt wurde: \(right) richtig (95-%-Intervall \(low) bis \(high))."
    )
  }
  static let notTested = Phrase(
    "It could not be tested: too few genders are recorded.",
    "Es konnte nicht geprüft werden: Zu wenige Geschlechter sind angegeben."
  )
  static let namesOfNoUse = Phrase(
    "Names were asked for, but they help nothing here and are not used.",
    "Namen waren gewünscht, helfen hier aber nicht und werden nicht verwendet."
  )
  static func namesBring(_ both: String, _ heights: String) -> Phrase {
    Phrase(
      "With names \(both) of the hidden genders are called correctly, without them \(heights).",
      "Mit Namen werden \(both) der verdeckten Geschlechter richtig genannt, ohne sie \(heights)."
    )
  }
  static let whyRefused = Phrase("Why not", "Warum nicht")
  static let notEverywhere = Phrase(
    "Where no suggestion is made by height",
    "Wo nach der Größe nichts vorgeschlagen wird"
  )
  static let inNumbers = Phrase("In numbers", "In Zahlen")
  static func gateReason(_ code: GateRefusalCode) -> Phrase {
    switch code {
    case .tooFewRecorded:
      Phrase(
        "Too few students with a recorded gender and height. Record more of them.",
        "Zu wenige Kinder mit angegebenem Geschlecht und angegebener Größe. Tragen Sie mehr ein."
      )
    case .noSkill:
      Phrase(
        "In the test, heights told genders no better than a guess by their shares.",
        "In der Prüfung sagten Größen nicht mehr als ein Raten nach den Anteilen."
      )
    case .notInformative:
      Phrase(
        "Girls and boys are too much alike in height here for height to tell anything. Ask for these genders.",
        "Mädchen und Jungen sind hier zu ähnlich groß, als dass die Größe etwas sagen könnte. Fragen Sie nach diesen Geschlechtern."
      )
    case .componentsDrifted:
      Phrase(
        "The heights of those whose gender is missing do not fit the known ones.",
        "Die Größen der Kinder ohne Angabe passen nicht zu den bekannten."
      )
    case .askedDiffer:
      Phrase(
        "Those whose gender is missing have other heights than expected of them.",
        "Die Kinder ohne Angabe sind anders groß, als von ihnen zu erwarten wäre."
      )
    case .beyondTheTurn:
      Phrase(
        "Some heights are so unusual that the known ones say nothing about them.",
        "Einige Größen sind so ungewöhnlich, dass die bekannten nichts über sie sagen."
      )
    case .miscalibrated:
      Phrase(
        "In the test, the program was more or less sure than it was right.",
        "In der Prüfung war das Programm sich sicherer oder unsicherer, als es recht hatte."
      )
    case .notConverged:
      Phrase("The calculation did not come to its end.", "Die Rechnung kam nicht zu ihrem Ende.")
    case .degenerate:
      Phrase(
        "The calculation collapsed: one gender shrank to a single height.",
        "Die Rechnung ist zusammengefallen: Ein Geschlecht schrumpfte auf eine einzige Größe."
      )
    case .noHeights:
      Phrase("Nobody's height is recorded.", "Von keinem Kind ist die Größe angegeben.")
    case .heightsNotFitted:
      Phrase(
        "Nothing can be learnt from the heights that there are.",
        "Aus den vorhandenen Größen lässt sich nichts lernen."
      )
    }
  }
  static let withoutSuggestion = Phrase("Students without a suggestion", "Kinder ohne Vorschlag")
  static func notInferred(_ reason: String) -> Phrase {
    switch reason {
    case "declined": Phrase("did not want to say", "wollte es nicht sagen")
    case "already_decided":
      Phrase("already decided by a person", "schon von einem Menschen entschieden")
    case "no_height": Phrase("no height is recorded", "keine Größe angegeben")
    case "height_in_doubt": Phrase("the height is in doubt", "die Größe ist zweifelhaft")
    case "gate_refused":
      Phrase("no reliable suggestion (see above)", "kein verlässlicher Vorschlag (siehe oben)")
    case "beyond_the_turn": Phrase("too unusual a height", "eine zu ungewöhnliche Größe")
    case "do_not_infer": Phrase("the school asked not to", "von der Schule nicht gewünscht")
    case "gender_in_doubt":
      Phrase(
        "the word for the gender is not known",
        "das Wort für das Geschlecht ist nicht bekannt"
      )
    case "not_a_person": Phrase("the line is no person", "die Zeile ist kein Kind")
    case "left": Phrase("has left the school", "nicht mehr an der Schule")
    case "no_model_for_stratum":
      Phrase(
        "nothing is known of this class or age",
        "über diese Klasse oder dieses Alter ist nichts bekannt"
      )
    default: Phrase(reason.replacing("_", with: " "), reason.replacing("_", with: " "))
    }
  }
  static let totalsCaption = Phrase(
    "How many there are likely to be, the missing included",
    "Wie viele es vermutlich sind, die fehlenden eingeschlossen"
  )
  static let genderHeading = Phrase("Gender", "Geschlecht")
  static let knownHeading = Phrase("Known", "Bekannt")
  static let expectedHeading = Phrase("Expected", "Erwartet")
  static let intervalHeading = Phrase("95 % interval", "95-%-Intervall")
  static let thresholdsCaption = Phrase(
    "If only suggestions above a confidence were accepted",
    "Wenn nur Vorschläge ab einer Sicherheit übernommen würden"
  )
  static let atLeastHeading = Phrase("At least", "Mindestens")
  static let suggestionsHeading = Phrase("Suggestions", "Vorschläge")
  static let probablyWrongHeading = Phrase("Probably wrong", "Vermutlich falsch")
  static let rightInTestHeading = Phrase("Right in the test", "In der Prüfung richtig")
  static func modelSummary(_ id: Int64) -> Phrase {
    Phrase("What was estimated (r\(id))", "Was geschätzt wurde (r\(id))")
  }
  static let wholeSchool = Phrase("all", "alle")
  static let placeHeading = Phrase("Class or age", "Klasse oder Alter")
  static let shareOfMissingHeading = Phrase("Share among the missing", "Anteil unter den fehlenden")
  static let meanHeading = Phrase("Mean (cm)", "Mittel (cm)")
  static let deviationHeading = Phrase("Standard deviation (cm)", "Standardabweichung (cm)")
}
