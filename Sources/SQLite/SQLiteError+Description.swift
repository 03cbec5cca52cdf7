extension SQLiteError: CustomStringConvertible {
  /// What happened, what to do, where, and in which statement; never a bound value.
  package var description: String {
    var text = message
    if let advice = kind.advice { text += "; \(advice)" }
    text += " (SQLite code \(extendedCode))"
    if let path { text += ", file \(path)" }
    if let sql { text += ", in: \(Self.shortened(sql))" }
    return text
  }

  // A schema script can have hundreds of lines; its beginning tells which one it is.
  private static func shortened(_ sql: String) -> String {
    let limit = 300
    let words = sql.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.count <= limit ? words : "\(words.prefix(limit)) …"
  }
}

extension SQLiteError.Kind {
  /// What a person can do about it, where there is something.
  fileprivate var advice: String? {
    switch self {
    case .busy: "another program is using the database; try again when it is done"
    case .full: "the disk is full and nothing was changed; make room and try again"
    case .readOnly: "the file and its folder must be writable"
    case .needsRecovery:
      "a writer was stopped half-way; open the database once for writing, which puts it right"
    case .notADatabase: "choose a file that studentdb made"
    case .corrupt: "the file is damaged; go back to a copy"
    case .exists: "choose another name, or move the file away"
    case .authorization: "only reading is allowed here"
    default: nil
    }
  }
}
