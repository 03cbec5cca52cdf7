package import SQLite

extension SQLiteValue {
  /// A text or NULL.
  package static func optional(_ text: String?) -> SQLiteValue {
    text.map { .text($0) } ?? .null
  }

  /// A real number or NULL.
  package static func optional(_ real: Double?) -> SQLiteValue {
    real.map { .real($0) } ?? .null
  }

  /// An integer or NULL.
  package static func optional(_ integer: Int64?) -> SQLiteValue {
    integer.map { .integer($0) } ?? .null
  }
}
