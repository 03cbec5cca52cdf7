import Report

/// The texts of taking the list out.
extension Phrase {
  static let stepTakeOut = Phrase("Take out", "Mitnehmen")
  static let takeOutTitle = Phrase("Take the list out", "Die Liste mitnehmen")
  static let takeOutExplained = Phrase(
    "You get your columns back in their order and their words, with the missing genders filled in, and columns that say where each value comes from.",
    "Sie bekommen Ihre Spalten in ihrer Reihenfolge und mit ihren Wörtern zurück, die fehlenden Geschlechter eingetragen, und Spalten, die sagen, woher jeder Wert kommt."
  )
  static func openInList(_ count: Int) -> Phrase {
    Phrase(
      "\(students(count).english) \(count == 1 ? "is" : "are") not decided; \(count == 1 ? "that cell stays" : "those cells stay") empty.",
      "Über \(students(count).german) ist nicht entschieden; \(count == 1 ? "diese Zelle bleibt" : "diese Zellen bleiben") leer."
    )
  }
  static let whichForm = Phrase("As which file?", "Als welche Datei?")
  static let asItCame = Phrase(
    "CSV, written as the list came",
    "CSV, geschrieben wie die Liste kam"
  )
  static let forExcel = Phrase(
    "CSV for Excel, in which nothing is computed",
    "CSV für Excel, in der nichts gerechnet wird"
  )
  static let asWorkbook = Phrase("a workbook (.xlsx)", "eine Arbeitsmappe (.xlsx)")
  static let oneRosterBack = Phrase(
    "The list came as OneRoster",
    "Die Liste kam als OneRoster"
  )
  static let oneRosterBackExplained = Phrase(
    "Choose the same files once more. You get demographics.csv with the decided genders in its column sex; put it in the place of the old one. Every other line and file stays as it is.",
    "Wählen Sie dieselben Dateien noch einmal aus. Sie bekommen demographics.csv mit den entschiedenen Geschlechtern in der Spalte sex; legen Sie sie an die Stelle der alten. Jede andere Zeile und Datei bleibt, wie sie ist."
  )
  static let oneRosterFiles = Phrase(
    "users.csv, demographics.csv and roles.csv if there is one, or the ZIP file",
    "users.csv, demographics.csv und, wenn vorhanden, roles.csv, oder die ZIP-Datei"
  )
  static let saveDemographics = Phrase("Save demographics.csv", "demographics.csv speichern")
  static let noOneRoster = Phrase(
    "This is no OneRoster export. Choose users.csv and demographics.csv together, or the ZIP file.",
    "Das ist kein OneRoster-Export. Wählen Sie users.csv und demographics.csv zusammen aus, oder die ZIP-Datei."
  )
  static let whatIsIn = Phrase("What is in it?", "Was steht darin?")
  static let fillAsked = Phrase("Missing genders", "Fehlende Geschlechter")
  static let fillDecided = Phrase("filled with what was decided", "mit dem Entschiedenen gefüllt")
  static let fillNone = Phrase("left empty", "leer gelassen")
  static let fillInferred = Phrase(
    "filled with suggestions, too, which nobody has reviewed",
    "auch mit Vorschlägen gefüllt, die niemand geprüft hat"
  )
  static let columnsAsked = Phrase("Columns", "Spalten")
  static let columnsAll = Phrase(
    "mine, and where each value comes from",
    "meine, und woher jeder Wert kommt"
  )
  static let columnsOriginal = Phrase("mine only", "nur meine")
  static let signedOnly = Phrase("Only signed students", "Nur unterschriebene Kinder")
  static let withLeft = Phrase("Students who have left, too", "Auch abgegangene Kinder")
  static let saveList = Phrase("Save the list", "Liste speichern")
  static let reportTitle = Phrase("The report", "Der Bericht")
  static let reportExplained = Phrase(
    "One file with pictures, to read, print and sign: what was inferred, how far it can be relied on, what was decided. It opens in any browser.",
    "Eine Datei mit Bildern zum Lesen, Drucken und Unterschreiben: was geschätzt wurde, wie weit Verlass darauf ist, was entschieden wurde. Jeder Browser öffnet sie."
  )
  static let reportAnonymous = Phrase(
    "Without names, to be handed on",
    "Ohne Namen, zum Weitergeben"
  )
  static let saveReport = Phrase("Save the report", "Bericht speichern")
  static let certificates = Phrase("Certificates", "Bescheinigungen")
  static let notSignedYet = Phrase("Nothing is signed yet.", "Noch ist nichts unterschrieben.")
}
