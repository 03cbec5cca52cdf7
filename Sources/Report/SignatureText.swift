package import StudentStore

extension SignatureInvalidation {
  /// What of the signature no longer holds, in a few words and without the pupil's name.
  package var phrase: Phrase {
    var german: [String] = []
    if let newDecision { german.append("neu entschieden mit d\(newDecision)") }
    if hasOtherValues {
      let fields = changedFields.map(Self.german).joined(separator: ", ")
      german.append(fields.isEmpty ? "ein unterschriebener Wert geändert" : "geändert: \(fields)")
    }
    if let revertedImport { german.append("Liste i\(revertedImport) zurückgenommen") }
    return Phrase(
      words,
      german.isEmpty ? "für ungültig erklärt" : german.joined(separator: ", ")
    )
  }

  /// A signed column; one without a German word keeps its name.
  private static func german(_ column: String) -> String {
    switch column {
    case "name": "Name"
    case "gender": "Geschlecht"
    case "height_cm": "Größe"
    case "group_name": "Klasse"
    case "age_years": "Alter"
    default: column
    }
  }
}
