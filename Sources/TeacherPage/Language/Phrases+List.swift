import Mixture
import Report
import ReviewSession

/// The texts of the list of the review, and of batches.
extension Phrase {
  static let listTitle = Phrase("All students of the review", "Alle Kinder der Prüfung")
  static func listed(_ count: Int) -> Phrase {
    Phrase("\(students(count).english) listed.", "\(students(count).german) aufgeführt.")
  }
  static let groupHeading = Phrase("Class", "Klasse")
  static let suggestionHeading = Phrase("Suggestion", "Vorschlag")
  static let hiddenShort = Phrase("hidden", "verdeckt")
  static let filters = Phrase(
    "Which students, in which order",
    "Welche Kinder, in welcher Reihenfolge"
  )
  static let showWhich = Phrase("Show", "Zeigen")
  static func show(_ state: ReviewDesk.StateFilter) -> Phrase {
    switch state {
    case .open: Phrase("those still to be decided", "die noch zu entscheidenden")
    case .decided: Phrase("the decided ones", "die entschiedenen")
    case .all: Phrase("all", "alle")
    }
  }
  static let orderBy = Phrase("Order", "Reihenfolge")
  static func order(_ order: QueueArrangement.Order) -> Phrase {
    switch order {
    case .unsure: Phrase("least sure first", "unsicherste zuerst")
    case .sure: Phrase("surest first", "sicherste zuerst")
    case .name: Phrase("by name", "nach Namen")
    case .group: Phrase("by class", "nach Klassen")
    }
  }
  static let onlyGroup = Phrase("Only this class", "Nur diese Klasse")
  static let allGroups = Phrase("all classes", "alle Klassen")
  static let hideAll = Phrase(
    "Hide every suggestion until I have decided",
    "Jeden Vorschlag verdecken, bis ich entschieden habe"
  )
  static let apply = Phrase("Show these", "So zeigen")
  static let previousPage = Phrase("Previous 100", "Vorige 100")
  static let nextPage = Phrase("Next 100", "Nächste 100")

  static let othersTitle = Phrase("Students without a height", "Kinder ohne Größe")
  static let othersExplained = Phrase(
    "Their gender is missing, and so is a usable height, so that nothing is suggested for them. Say what you know; the others stay open.",
    "Ihr Geschlecht fehlt und eine brauchbare Größe auch; deshalb gibt es für sie keinen Vorschlag. Sagen Sie, was Sie wissen; die anderen bleiben offen."
  )
  static let noOthers = Phrase(
    "All of them are decided, or there were none.",
    "Alle sind entschieden, oder es gab keine."
  )
  static func savedOthers(_ count: Int) -> Phrase {
    Phrase(
      count == 1 ? "Saved: 1 decision." : "Saved: \(count) decisions.",
      count == 1 ? "Gespeichert: 1 Entscheidung." : "Gespeichert: \(count) Entscheidungen."
    )
  }
  static let batchTitle = Phrase("Accept many at once", "Viele auf einmal übernehmen")
  static let batchExplained = Phrase(
    "Every open suggestion above a confidence is accepted in one step. It is marked as a batch in lists and on certificates, and it can be taken back as a whole.",
    "Jeder offene Vorschlag ab einer Sicherheit wird in einem Schritt übernommen. In Listen und Bescheinigungen ist das als Stapel gekennzeichnet, und als Ganzes lässt sich das zurücknehmen."
  )
  static let batchThreshold = Phrase("At least this sure", "Mindestens so sicher")
  static let countThem = Phrase("Count them", "Zählen")
  static let nothingToAccept = Phrase(
    "There is no open suggestion as sure as that.",
    "So sicher ist kein offener Vorschlag."
  )
  static func batchWould(_ count: Int, _ threshold: String, wrong: String) -> Phrase {
    Phrase(
      "\(count) \(count == 1 ? "suggestion is" : "suggestions are") at least \(threshold) sure. About \(wrong) of them \(count == 1 ? "is" : "are") wrong, according to the model.",
      "\(count) \(count == 1 ? "Vorschlag ist" : "Vorschläge sind") zu mindestens \(threshold) sicher. Etwa \(wrong) davon sind falsch, nach dem Modell."
    )
  }
  static let acceptThem = Phrase("Accept them all", "Alle übernehmen")
  static func typeTheNumber(_ count: Int) -> Phrase {
    Phrase(
      "Type the number \(count) to accept them",
      "Tippen Sie die Zahl \(count), um sie zu übernehmen"
    )
  }
  static let numberMissing = Phrase(
    "Type the number of suggestions. Nothing was accepted.",
    "Tippen Sie die Zahl der Vorschläge. Nichts wurde übernommen."
  )
  static func batchAccepted(_ count: Int, _ batch: Int64) -> Phrase {
    Phrase(
      "Saved: \(count) suggestions accepted in one batch (b\(batch)).",
      "Gespeichert: \(count) Vorschläge in einem Stapel übernommen (b\(batch))."
    )
  }
  static func undoBatch(_ batch: Int64) -> Phrase {
    Phrase("Take the batch b\(batch) back", "Den Stapel b\(batch) zurücknehmen")
  }
  static func batchUndone(_ count: Int, _ batch: Int64) -> Phrase {
    Phrase(
      "Taken back: \(count) decisions of the batch b\(batch).",
      "Zurückgenommen: \(count) Entscheidungen des Stapels b\(batch)."
    )
  }
  static let spotCheckTitle = Phrase("Look at some first", "Erst einige ansehen")
  static let spotCheckExplained = Phrase(
    "These are drawn at random, without their suggestions. Say what you know; your answers are stored and show how good the suggestions are.",
    "Diese sind ausgelost, ohne ihre Vorschläge. Sagen Sie, was Sie wissen; Ihre Antworten werden gespeichert und zeigen, wie gut die Vorschläge sind."
  )
  static let skip = Phrase("skip", "überspringen")
  static let saveAnswers = Phrase("Save these answers", "Diese Antworten speichern")
  static func spotCheckAgreed(
    _ asked: Int,
    _ agreed: Int,
    _ share: Double,
    _ interval: ConfidenceInterval
  ) -> Phrase {
    Phrase(
      "Of the \(asked) you looked at, \(agreed) were as suggested: \(Language.english.share(share, interval)).",
      "Von den \(asked) angesehenen waren \(agreed) wie vorgeschlagen: \(Language.german.share(share, interval))."
    )
  }
}
