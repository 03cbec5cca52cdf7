/// Why a list could not be given back as it was asked for.
package enum ExportError: Error, Equatable {
  /// Something that studentdb adds cannot be written in the file's own encoding.
  case missingCharacter(detail: String)
}

extension ExportError: CustomStringConvertible {
  /// What, why, and what to do.
  package var description: String {
    switch self {
    case .missingCharacter(let detail):
      "the list cannot be written in its file's own encoding: \(detail) with --encoding utf-8"
    }
  }
}
