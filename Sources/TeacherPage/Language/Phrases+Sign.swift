import Report
import StudentStore

/// The texts of the signature.
extension Phrase {
  static let signTitle = Phrase("Sign what was decided", "Entschiedenes unterschreiben")
  static let whatIsSigned = Phrase("The students of the review", "Die Kinder der Prüfung")
  static let stateHeading = Phrase("State", "Stand")
  static func reviewState(_ state: QueueItem.State) -> Phrase {
    switch state {
    case .open: Phrase("still open", "noch offen")
    case .later: Phrase("put off", "zurückgestellt")
    case .accepted: Phrase("suggestion accepted", "Vorschlag übernommen")
    case .corrected: Phrase("decided by hand", "von Hand entschieden")
    case .leftUnknown: Phrase("left unknown", "offen gelassen")
    case .signed: Phrase("signed already", "schon unterschrieben")
    }
  }
  static func openItemsLeft(_ count: Int) -> Phrase {
    Phrase(
      "\(students(count).english) \(count == 1 ? "is" : "are") not decided.",
      "Über \(students(count).german) ist nicht entschieden."
    )
  }
  static let signWithoutThem = Phrase(
    "Sign without them; they stay open",
    "Ohne sie unterschreiben; sie bleiben offen"
  )
  static let yourSignature = Phrase("Your signature", "Ihre Unterschrift")
  static let signatureMeans = Phrase("You sign:", "Sie unterschreiben:")
  static let statement = Phrase(
    "I have reviewed the genders listed as decided and take responsibility for them.",
    "Ich habe die als entschieden aufgeführten Geschlechter geprüft und übernehme dafür die Verantwortung."
  )
  static let yourRole = Phrase("Your role", "Ihre Funktion")
  static let roleExample = Phrase(
    "For example: class teacher 7b.",
    "Zum Beispiel: Klassenleitung 7b."
  )
  static let signNow = Phrase("Sign", "Unterschreiben")
  static let nameAndRoleMissing = Phrase(
    "Write your name and your role. Nothing was signed.",
    "Schreiben Sie Ihren Namen und Ihre Funktion. Nichts wurde unterschrieben."
  )
  static func signedNotice(_ id: Int64) -> Phrase {
    Phrase("Signed: s\(id).", "Unterschrieben: s\(id).")
  }
  static let earlierSignatures = Phrase("Earlier signatures", "Frühere Unterschriften")
  static func certificateOf(_ id: Int64) -> Phrase {
    Phrase("Certificate of signature s\(id)", "Bescheinigung der Unterschrift s\(id)")
  }
  static let signedBy = Phrase("Signed by", "Unterschrieben von")
  static let enteredBy = Phrase("Entered by", "Eingegeben von")
  static let signedAt = Phrase("At", "Am")
  static let meaning = Phrase("Meaning", "Bedeutung")
  static let acceptedCount = Phrase("Suggestions accepted", "Vorschläge übernommen")
  static let correctedCount = Phrase(
    "Corrected: another gender than suggested",
    "Berichtigt: ein anderes Geschlecht als vorgeschlagen"
  )
  static let withoutSuggestionCount = Phrase(
    "Decided without a suggestion",
    "Ohne Vorschlag entschieden"
  )
  static let leftUnknownCount = Phrase("Left unknown", "Offen gelassen")
  static let stillOpenCount = Phrase("Still open", "Noch offen")
  static let lookedAtCount = Phrase("Looked at one by one", "Einzeln angesehen")
  static let inBatchesCount = Phrase("In batches", "In Stapeln")
  static let fromFilesCount = Phrase("From files", "Aus Dateien")
  static let contentDigest = Phrase("Digest of what is signed", "Prüfsumme des Unterschriebenen")
  static let trailBefore = Phrase("Trail before", "Protokoll davor")
  static let trailThen = Phrase("Trail at signing", "Protokoll bei der Unterschrift")
  static let printedAt = Phrase("Printed at", "Gedruckt am")
  static let signatureBroken = Phrase(
    "This signature does not hold: it is not what studentdb stored. Do not rely on it.",
    "Diese Unterschrift gilt nicht: Sie ist nicht so, wie studentdb sie gespeichert hat. Verlassen Sie sich nicht darauf."
  )
  static let trailNow = Phrase("Trail now", "Protokoll jetzt")
  static let certificateProves = Phrase(
    "This proves later that nothing before it was changed:",
    "Damit lässt sich später zeigen, dass davor nichts geändert wurde:"
  )
  static let printIt = Phrase(
    "Print this page with your browser and keep it in a safe place.",
    "Drucken Sie diese Seite mit Ihrem Browser und bewahren Sie sie sicher auf."
  )
  static func signatureHolds(_ count: Int, of all: Int) -> Phrase {
    Phrase(
      "The signature still holds for \(count) of \(all) students. Not for:",
      "Die Unterschrift gilt noch für \(count) von \(all) Kindern. Nicht für:"
    )
  }
}
