import Mixture
import Report

/// The texts of the review.
extension Phrase {
  static let nothingInferredYet = Phrase(
    "Nothing was inferred yet, so there is nothing to review.",
    "Es wurde noch nichts geschätzt, also gibt es nichts zu prüfen."
  )
  static let queueIsEmpty = Phrase(
    "There are no students to review",
    "Es gibt keine Kinder zu prüfen"
  )
  static func allDecided(_ count: Int) -> Phrase {
    Phrase(
      "Nothing is left to decide: all \(count) are done",
      "Es ist nichts mehr zu entscheiden: Alle \(count) sind erledigt"
    )
  }
  static let showList = Phrase("Show all in a list (b)", "Alle in einer Liste zeigen (b)")
  static let undo = Phrase("Undo my last decision", "Meine letzte Entscheidung zurücknehmen")
  static let redo = Phrase("Redo", "Wiederherstellen")
  static func undone(_ name: String, _ count: Int) -> Phrase {
    Phrase(
      count == 1 ? "Taken back: the decision about \(name)." : "Taken back: \(count) decisions.",
      count == 1
        ? "Zurückgenommen: die Entscheidung über \(name)."
        : "Zurückgenommen: \(count) Entscheidungen."
    )
  }
  static func redone(_ count: Int) -> Phrase {
    Phrase(
      count == 1 ? "1 decision is active again." : "\(count) decisions are active again.",
      count == 1 ? "1 Entscheidung gilt wieder." : "\(count) Entscheidungen gelten wieder."
    )
  }
  static let nothingToRedo = Phrase(
    "There is nothing to redo: nothing was undone, or a newer decision came after it.",
    "Es gibt nichts wiederherzustellen: Nichts wurde zurückgenommen, oder danach wurde neu entschieden."
  )

  static let group = Phrase("class", "Klasse")
  static func number(_ number: Int64) -> Phrase { Phrase("student \(number)", "Kind \(number)") }
  static let schoolID = Phrase("id", "Nummer")
  static func progress(decided: Int, all: Int) -> Phrase {
    Phrase(
      "\(decided) of \(all) decided, \(all - decided) left",
      "\(decided) von \(all) entschieden, noch \(all - decided)"
    )
  }
  static let decidedNow = Phrase("Decided:", "Entschieden:")
  static let signedNow = Phrase("Decided and signed:", "Entschieden und unterschrieben:")

  static let height = Phrase("Height", "Größe")
  static let heightNotUsed = Phrase("not used", "nicht verwendet")
  static let suggestionHidden = Phrase(
    "The suggestion is hidden. Your answer without it shows how good the suggestions are.",
    "Der Vorschlag ist verdeckt. Ihre Antwort ohne ihn zeigt, wie gut die Vorschläge sind."
  )
  static let noSuggestion = Phrase(
    "No suggestion: what is known does not support one for this student.",
    "Kein Vorschlag: Was bekannt ist, trägt für dieses Kind keinen."
  )
  static func suggested(_ gender: String, _ sure: String) -> Phrase {
    Phrase("Suggestion: \(gender), \(sure) sure.", "Vorschlag: \(gender), zu \(sure) sicher.")
  }
  static func suggested(
    _ gender: String,
    _ sure: String,
    between low: String,
    and high: String
  ) -> Phrase {
    Phrase(
      "Suggestion: \(gender), \(sure) sure, between \(low) and \(high) (95 % interval).",
      "Vorschlag: \(gender), zu \(sure) sicher, zwischen \(low) und \(high) (95-%-Intervall)."
    )
  }

  static let ofHundred = Phrase("Of 100", "Von 100")
  static let thisTall = Phrase("this tall", "dieser Größe")
  static let thisTallSuchAName = Phrase(
    "this tall with such a name",
    "dieser Größe mit einem solchen Namen"
  )
  static let suchAName = Phrase("with such a name", "mit einem solchen Namen")
  static func frequencies(_ like: Phrase, place: Phrase, _ counts: String) -> Phrase {
    Phrase(
      "students\(place.english) \(like.english) whose gender is missing: \(counts).",
      "Kindern\(place.german) \(like.german), deren Geschlecht fehlt: \(counts)."
    )
  }
  static let nearby = Phrase("Of about this height", "Etwa gleich groß")
  static func neighbours(place: Phrase, _ counts: String) -> Phrase {
    Phrase(
      "known students\(place.english) within 1 cm: \(counts).",
      "bekannte Kinder\(place.german) bis 1 cm Unterschied: \(counts)."
    )
  }
  static func noNeighbours(place: Phrase) -> Phrase {
    Phrase(
      "no known student\(place.english) within 1 cm.",
      "kein bekanntes Kind\(place.german) bis 1 cm Unterschied."
    )
  }

  static let nameHeading = Phrase("The name", "Der Name")
  static let nameSaysNothing = Phrase(
    "no word of the name counts.",
    "kein Wort des Namens zählt."
  )
  static let firstName = Phrase("first name", "Vornamen")
  static let furtherName = Phrase("further name", "weiteren Namen")
  static let lastName = Phrase("family name", "Familiennamen")
  static func knownWithName(_ called: String, _ counts: String) -> Phrase {
    Phrase(
      "known students with the \(called): \(counts)",
      "bekannte Kinder mit dem \(called): \(counts)"
    )
  }
  static func nobodyWithName(_ called: String) -> Phrase {
    Phrase("no known student has the \(called)", "kein bekanntes Kind hat den \(called)")
  }
  static func namesEndingIn(_ letters: String, _ counts: String) -> Phrase {
    Phrase(
      "of those whose name ends in -\(letters): \(counts)",
      "von denen, deren Name auf -\(letters) endet: \(counts)"
    )
  }
  static func inReference(_ counts: String) -> Phrase {
    Phrase("reference table: \(counts)", "Namenstabelle: \(counts)")
  }
  static let nobody = Phrase("none", "keine")

  static func curvesOf(_ genders: String, _ height: String) -> Phrase {
    Phrase(
      "Curves of the heights: \(genders); a line marks this student at \(height).",
      "Kurven der Größen: \(genders); ein Strich zeigt dieses Kind bei \(height)."
    )
  }
  static let curvesExplained = Phrase(
    "At the line, the heights of the curves have the ratio of the probabilities. Heights in cm.",
    "Am Strich verhalten sich die Höhen der Kurven wie die Wahrscheinlichkeiten. Größen in cm."
  )

  static let inBits = Phrase("The evidence in bits", "Die Gründe in Bit")
  static let bitsExplained = Phrase(
    "One bit doubles the odds; a negative number counts against the gender. The rows add up to the last one.",
    "Ein Bit verdoppelt die Chance; eine negative Zahl spricht gegen das Geschlecht. Die Zeilen ergeben zusammen die letzte."
  )
  static let bitsHeading = Phrase("In bits", "In Bit")
  static let bitsShare = Phrase("share among the missing", "Anteil unter den fehlenden")
  static let bitsHeight = Phrase("height", "Größe")
  static let bitsName = Phrase("name", "Name")
  static let bitsUncertainty = Phrase("uncertainty of the model", "Unsicherheit des Modells")
  static let bitsTogether = Phrase("together", "zusammen")
  static func inTheFile(_ file: String, _ line: Int64) -> Phrase {
    Phrase(
      "The line in the list (\(file), line \(line))",
      "Die Zeile in der Liste (\(file), Zeile \(line))"
    )
  }

  static let yourDecision = Phrase("Your decision", "Ihre Entscheidung")
  static let accept = Phrase("Accept the suggestion", "Vorschlag übernehmen")
  static let leaveUnknown = Phrase("Leave unknown", "Offen lassen")
  static let later = Phrase("Later", "Später")
  static let spaceKey = Phrase("space", "Leertaste")
  static let comment = Phrase("Comment (optional)", "Bemerkung (freiwillig)")
  static let find = Phrase("Find a student by name or number", "Kind suchen (Name oder Nummer)")
  static let findButton = Phrase("Find", "Suchen")
  static let keys = Phrase("Keys", "Tasten")
  static let keysExplained = Phrase(
    "a accepts the suggestion; the letter or the number on a button decides that gender; n leaves the gender unknown; the space bar puts the student off; u takes your last decision back, r repeats it; c writes a comment; / finds; b shows the list; ? shows this help. Capital letters are the same keys. Every decision is stored before the next student appears.",
    "a übernimmt den Vorschlag; der Buchstabe oder die Zahl auf einem Knopf entscheidet dieses Geschlecht; n lässt das Geschlecht offen; die Leertaste stellt das Kind zurück; u nimmt Ihre letzte Entscheidung zurück, r stellt sie wieder her; c schreibt eine Bemerkung; / sucht; b zeigt die Liste; ? zeigt diese Hilfe. Großbuchstaben sind dieselben Tasten. Jede Entscheidung ist gespeichert, bevor das nächste Kind erscheint."
  )
  static let voidLegend = Phrase("This is signed", "Das ist unterschrieben")
  static let voidSignature = Phrase(
    "Make the signature void for this student and decide anew",
    "Die Unterschrift für dieses Kind ungültig machen und neu entscheiden"
  )
  static let voidReason = Phrase("Why", "Warum")
  static let voidNeedsReason = Phrase(
    "Say why the signature is to be void for this student. Nothing was changed.",
    "Sagen Sie, warum die Unterschrift für dieses Kind ungültig sein soll. Nichts wurde geändert."
  )
}

/// The sentences about decisions.
extension Phrase {
  static let inABatch = Phrase("in a batch", "in einem Stapel")
  static func by(_ name: String) -> Phrase { Phrase("by \(name)", "von \(name)") }
  static func asSuggested(_ gender: String) -> Phrase {
    Phrase("\(gender), as suggested", "\(gender), wie vorgeschlagen")
  }
  static func byHand(_ gender: String) -> Phrase {
    Phrase("\(gender), decided by hand", "\(gender), von Hand entschieden")
  }
  static let leftUnknown = Phrase("left unknown", "offen gelassen")
  static let putOff = Phrase("put off until later", "auf später verschoben")
  static let openAgain = Phrase("open again", "wieder offen")
  static func kept(_ name: String, _ verdict: String, _ id: Int64, isBlind: Bool) -> Phrase {
    Phrase(
      "Saved: \(name): \(verdict)\(isBlind ? ", answered without the suggestion" : "") (d\(id)).",
      "Gespeichert: \(name): \(verdict)\(isBlind ? ", ohne den Vorschlag beantwortet" : "") (d\(id))."
    )
  }
  static func keptButStuck(_ id: Int64) -> Phrase {
    Phrase(
      "Saved: decision d\(id). What comes next cannot be read:",
      "Gespeichert: Entscheidung d\(id). Das Nächste kann nicht gelesen werden:"
    )
  }
  static func conflict(_ theirs: String) -> Phrase {
    Phrase(
      "Not saved. While this student was on your screen, it was decided: \(theirs). To replace that, decide again.",
      "Nicht gespeichert. Während dieses Kind auf Ihrem Bildschirm war, wurde entschieden: \(theirs). Um das zu ersetzen, entscheiden Sie noch einmal."
    )
  }
  static let noStudentToDecide = Phrase(
    "This student is no longer to be decided. Nothing was saved.",
    "Über dieses Kind ist nicht mehr zu entscheiden. Nichts wurde gespeichert."
  )
  static let hiddenCannotBeAccepted = Phrase(
    "The suggestion is hidden. Say the gender that you know, or leave it unknown.",
    "Der Vorschlag ist verdeckt. Sagen Sie das Geschlecht, das Sie kennen, oder lassen Sie es offen."
  )
  static let takenBackMeanwhile = Phrase(
    "Not saved. Another person took a decision back in the meantime; decide again.",
    "Nicht gespeichert. Jemand anderes hat inzwischen eine Entscheidung zurückgenommen; entscheiden Sie noch einmal."
  )
  static func nothingToUndo(_ name: String) -> Phrase {
    Phrase(
      "There is nothing to take back: \(name) has no active decision.",
      "Es gibt nichts zurückzunehmen: Von \(name) gilt keine Entscheidung."
    )
  }
  static let notKept = Phrase("Not saved:", "Nicht gespeichert:")

  static func blindAgreed(_ answered: Int, _ agreed: Int, _ share: Double) -> Phrase {
    Phrase(
      "Of \(answered) answers without the suggestion, \(agreed) agreed with it (\(Language.english.percent(share))).",
      "Von \(answered) Antworten ohne den Vorschlag stimmten \(agreed) mit ihm überein (\(Language.german.percent(share)))."
    )
  }
  static let noneDrawn = Phrase(
    "None of them was drawn at random, so this says nothing about the others.",
    "Keines dieser Kinder wurde ausgelost; über die anderen sagt das nichts."
  )
  static func drawnAgreed(
    _ answered: Int,
    of drawn: Int,
    _ accuracy: Double,
    _ interval: ConfidenceInterval
  ) -> Phrase {
    Phrase(
      "Accuracy of the suggestions, by the \(answered) of \(drawn) drawn at random that were answered: \(Language.english.share(accuracy, interval)).",
      "Trefferquote der Vorschläge, nach den beantworteten \(answered) von \(drawn) ausgelosten: \(Language.german.share(accuracy, interval))."
    )
  }
  static func drawnLeftOut(_ count: Int) -> Phrase {
    Phrase(
      "\(count) drawn \(count == 1 ? "student" : "students") whose turn had come \(count == 1 ? "was" : "were") not answered without the suggestion, so it may be off.",
      "\(count) \(count == 1 ? "ausgelostes Kind war" : "ausgeloste Kinder waren") an der Reihe und wurden nicht ohne den Vorschlag beantwortet; die Zahl kann deshalb abweichen."
    )
  }
}
