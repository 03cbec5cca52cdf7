/// The words that a cell holds when the school does not know.
enum MissingWords {
  /// The words, folded.
  static let all: Set<String> = [
    "", "-", "--", "–", "—", "?", "??", "na", "n/a", "n.a.", "#n/a", "null", "none", "unknown",
    "not known", "missing", "blank", "unbekannt", "fehlt", "inconnu", "inconnue", "desconocido",
    "desconocida", "sconosciuto", "sconosciuta", "desconhecido", "desconhecida", "onbekend",
    "nieznany", "nieznana", "nieznane", "brak", "brak danych", "okand", "okant", "saknas",
  ]

  /// True when the bytes of a cell without spaces around it are one of the words.
  ///
  /// Cells that begin with a digit are heights, nearly always: they are told apart by that.
  static func contain(_ cell: borrowing Span<UInt8>) -> Bool {
    guard cell.count > 0, cell.count <= 16 else { return cell.count == 0 }
    if (0x30...0x39).contains(cell[0]) { return false }
    return all.contains(folded(String(copying: cell)))
  }
}

extension String {
  /// The text of UTF-8 bytes, with U+FFFD for what is none.
  package init(copying bytes: borrowing Span<UInt8>) {
    self.init(
      decoding: [UInt8](capacity: bytes.count) { output in
        for index in bytes.indices { output.append(bytes[index]) }
      },
      as: UTF8.self
    )
  }
}
