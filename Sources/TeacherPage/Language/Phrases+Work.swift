import Report

/// The texts of work that takes long.
extension Phrase {
  static func importRuns(_ name: String) -> Phrase {
    Phrase("\(name) is being imported", "\(name) wird eingelesen")
  }
  static func lookingRuns(_ name: String) -> Phrase {
    Phrase("\(name) is being looked at", "\(name) wird angesehen")
  }
  static func linesRead(_ count: Int) -> Phrase {
    Phrase("\(count) lines read", "\(count) Zeilen gelesen")
  }
  static let lookAgain = Phrase("Look again", "Noch einmal nachsehen")
  static let inferenceRuns = Phrase(
    "The missing genders are being inferred",
    "Die fehlenden Geschlechter werden geschätzt"
  )
  static let verificationRuns = Phrase("The file is being checked", "Die Datei wird geprüft")
}
