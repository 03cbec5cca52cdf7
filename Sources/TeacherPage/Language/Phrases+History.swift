import Report

/// The texts of the history.
extension Phrase {
  static let stepHistory = Phrase("History", "Verlauf")
  static let historyTitle = Phrase("What was done", "Was getan wurde")
  static let historyExplained = Phrase(
    "Nothing is ever removed from here: taking something back is an entry of its own. The newest comes first.",
    "Hieraus verschwindet nie etwas: Auch das Zurücknehmen ist ein eigener Eintrag. Das Neueste steht oben."
  )
  static func entries(_ count: Int) -> Phrase {
    Phrase(
      count == 1 ? "1 entry" : "\(count) entries",
      count == 1 ? "1 Eintrag" : "\(count) Einträge"
    )
  }
  static let entryNumber = Phrase("Number", "Nummer")
  static let whenHeading = Phrase("When", "Wann")
  static let whoHeading = Phrase("Who", "Wer")
  static let whatHeading = Phrase("What and why", "Was und warum")
  static func act(_ kind: String) -> Phrase {
    switch kind {
    case "migrate": Phrase("file made", "Datei angelegt")
    case "import": Phrase("list imported", "Liste eingelesen")
    case "impute": Phrase("genders inferred", "Geschlechter geschätzt")
    case "decide": Phrase("decided", "entschieden")
    case "accept": Phrase("suggestions accepted in a batch", "Vorschläge im Stapel übernommen")
    case "undo": Phrase("taken back", "zurückgenommen")
    case "redo": Phrase("done again", "wiederhergestellt")
    case "sign-off": Phrase("signed", "unterschrieben")
    case "correct": Phrase("corrected", "berichtigt")
    case "revert": Phrase("import taken back", "Einlesen zurückgenommen")
    case "apply": Phrase("decisions read from a file", "Entscheidungen aus einer Datei gelesen")
    case "same": Phrase("two lines of one child joined", "zwei Zeilen eines Kindes zusammengeführt")
    case "erase": Phrase("data of children erased", "Daten von Kindern gelöscht")
    case "compact":
      Phrase("the file written anew after that", "die Datei danach neu geschrieben")
    default: Phrase(kind.replacing("_", with: " "), kind.replacing("_", with: " "))
    }
  }
  static let verifyNow = Phrase("Check the file", "Datei prüfen")
  static let verifiedTitle = Phrase("The file was checked", "Die Datei wurde geprüft")
  static let allAsTrailSays = Phrase(
    "Everything is as the history says.",
    "Alles ist so, wie der Verlauf es sagt."
  )
  static let changedOutside = Phrase(
    "This file was changed outside studentdb. Do not rely on it.",
    "Diese Datei wurde außerhalb von studentdb verändert. Verlassen Sie sich nicht auf sie."
  )
  static let checkOK = Phrase("in order", "in Ordnung")
  static let checkFailed = Phrase("FAILED", "NICHT IN ORDNUNG")
  static func check(_ name: String) -> Phrase {
    switch name {
    case "schema": Phrase("structure of the file", "Aufbau der Datei")
    case "integrity": Phrase("the database itself", "die Datenbank selbst")
    case "foreign_keys": Phrase("references", "Verweise")
    case "chain": Phrase("chain of the entries", "Kette der Einträge")
    case "rows": Phrase("rows against their entries", "Zeilen gegen ihre Einträge")
    case "changes": Phrase("changes of students", "Änderungen bei Kindern")
    case "signatures": Phrase("signatures", "Unterschriften")
    default: Phrase(name.replacing("_", with: " "), name.replacing("_", with: " "))
    }
  }
  static let headIs = Phrase("The newest entry:", "Der neueste Eintrag:")
  static let headExplained = Phrase(
    "Whoever holds the whole file could write a new history. Note this line elsewhere, on paper for example: later it shows that nothing before it was changed.",
    "Wer die ganze Datei hat, könnte einen neuen Verlauf schreiben. Notieren Sie diese Zeile woanders, zum Beispiel auf Papier: Später zeigt sie, dass davor nichts geändert wurde."
  )
  static let backToHistory = Phrase("Back to the history", "Zurück zum Verlauf")
}
