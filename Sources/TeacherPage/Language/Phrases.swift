import Report

/// The texts of the frame and of refusals.
extension Phrase {
  static let stepStart = Phrase("Start", "Start")
  static let stepReview = Phrase("Review", "Prüfen")
  static let stepSign = Phrase("Sign", "Unterschreiben")

  static let steps = Phrase("Steps", "Schritte")
  static let skipToContent = Phrase("Skip to the content", "Zum Inhalt springen")
  static let actingAs = Phrase("Acting:", "Es handelt:")
  static let changeName = Phrase("change", "ändern")
  static let tableToScroll = Phrase(
    "Table, which can be scrolled sideways",
    "Tabelle, seitlich verschiebbar"
  )
  static let goOn = Phrase("Go on", "Weiter")
  static let backToStart = Phrase("Back to the start", "Zurück zum Start")
  static let nothingLeaves = Phrase(
    "This page comes from a program on your own computer. Nothing leaves it.",
    "Diese Seite kommt von einem Programm auf Ihrem eigenen Rechner. Nichts verlässt ihn."
  )
  static let switchKeysOff = Phrase("Switch single-key shortcuts off", "Tastenkürzel ausschalten")
  static let switchKeysOn = Phrase("Switch single-key shortcuts on", "Tastenkürzel einschalten")
  static let closeProgram = Phrase("Close the program", "Programm beenden")
  static let closed = Phrase(
    "The program is closed. Everything that was decided is stored. You can close this window.",
    "Das Programm ist beendet. Alles Entschiedene ist gespeichert. Sie können dieses Fenster schließen."
  )
  static let keysAreOff = Phrase(
    "Single-key shortcuts are switched off.",
    "Die Tastenkürzel sind ausgeschaltet."
  )
  static let keysAreOn = Phrase(
    "Single-key shortcuts are switched on.",
    "Die Tastenkürzel sind eingeschaltet."
  )

  static let notDone = Phrase("This was not done", "Das wurde nicht getan")
  static let lookBeforeRepeating = Phrase(
    "Look before you repeat this",
    "Sehen Sie nach, bevor Sie das wiederholen"
  )
  static let notFromThisPage = Phrase(
    "This request does not come from the page itself. Nothing was changed. Open the address that studentdb printed.",
    "Diese Anfrage kommt nicht von der Seite selbst. Nichts wurde geändert. Öffnen Sie die Adresse, die studentdb ausgegeben hat."
  )
  static let noSession = Phrase(
    "This browser is not known. Nothing was changed. Start \"studentdb open\" and open the address that it prints.",
    "Dieser Browser ist nicht bekannt. Nichts wurde geändert. Starten Sie „studentdb open“ und öffnen Sie die Adresse, die es ausgibt."
  )
  static let keyUsed = Phrase(
    "This address works once and for one minute only. Start \"studentdb open\" again for a new one.",
    "Diese Adresse gilt nur einmal und nur eine Minute. Starten Sie „studentdb open“ noch einmal, um eine neue zu bekommen."
  )
  static let notThisWay = Phrase(
    "This address is for a form. Nothing was changed.",
    "Diese Adresse gehört zu einem Formular. Nichts wurde geändert."
  )
  static let noSuchPage = Phrase("There is no such page.", "Diese Seite gibt es nicht.")
  static let formUsed = Phrase(
    "This form was already sent, or is too old. It changed nothing this time. Go back to the start and look at what is stored.",
    "Dieses Formular wurde schon abgeschickt oder ist zu alt. Dieses Mal hat es nichts geändert. Gehen Sie zum Start zurück und sehen Sie nach, was gespeichert ist."
  )
  static let busy = Phrase(
    "A list is being imported. Nothing was changed; try again when the import is done.",
    "Eine Liste wird gerade eingelesen. Nichts wurde geändert; versuchen Sie es noch einmal, wenn das Einlesen fertig ist."
  )
  static let formTooLong = Phrase(
    "This is larger than the page takes. Nothing was changed. Import such a file with \"studentdb import\".",
    "Das ist größer, als die Seite annimmt. Nichts wurde geändert. Lesen Sie eine solche Datei mit „studentdb import“ ein."
  )
  static let formTooSlow = Phrase(
    "The form did not arrive in time. Nothing was changed; try again.",
    "Das Formular ist nicht rechtzeitig angekommen. Nichts wurde geändert; versuchen Sie es noch einmal."
  )
  static let formBroken = Phrase(
    "The form did not arrive whole. Nothing was changed; try again.",
    "Das Formular ist nicht vollständig angekommen. Nichts wurde geändert; versuchen Sie es noch einmal."
  )
  static let formNotStored = Phrase(
    "The file could not be put aside: the disk may be full. Nothing was changed.",
    "Die Datei konnte nicht zwischengespeichert werden: Vielleicht ist die Platte voll. Nichts wurde geändert."
  )
  static let noRandomness = Phrase(
    "The computer gave no random numbers. Nothing was changed.",
    "Der Rechner hat keine Zufallszahlen geliefert. Nichts wurde geändert."
  )
  /// Before a sentence that there is in English alone.
  static let inTheProgramsWords = Phrase("", "Das Programm meldet auf Englisch: ")
  static let ours = Phrase(
    "This should not happen; please report it:",
    "Das sollte nicht vorkommen; bitte melden Sie es:"
  )

  static let decidedMeanwhile = Phrase(
    "Another person decided about this student in the meantime. Your decision was not stored.",
    "Über dieses Kind hat inzwischen jemand anderes entschieden. Ihre Entscheidung wurde nicht gespeichert."
  )
  static let wouldBreakSignature = Phrase(
    "This is signed. A change would make the signature void for this student, so nothing was changed.",
    "Das ist unterschrieben. Eine Änderung würde die Unterschrift für dieses Kind ungültig machen; deshalb wurde nichts geändert."
  )
  static func openItems(_ count: Int) -> Phrase {
    Phrase(
      "\(count) are still to be decided. Nothing was signed. Decide them, or say that you sign without them.",
      "\(count) sind noch zu entscheiden. Nichts wurde unterschrieben. Entscheiden Sie darüber, oder sagen Sie, dass Sie ohne sie unterschreiben."
    )
  }
  static func unexpectedCount(_ actual: Int) -> Phrase {
    Phrase(
      "It would be \(actual) now. Nothing was accepted; look again and type that number.",
      "Jetzt wären es \(actual). Nichts wurde übernommen; sehen Sie noch einmal nach und tippen Sie diese Zahl."
    )
  }
  static let noListYet = Phrase("There is no list yet.", "Es gibt noch keine Liste.")
}

/// The words of the school.
extension Phrase {
  static func students(_ count: Int) -> Phrase {
    Phrase(
      count == 1 ? "1 student" : "\(count) students",
      count == 1 ? "1 Kind" : "\(count) Kinder"
    )
  }
}
