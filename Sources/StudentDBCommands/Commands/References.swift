import Report
import StudentStore

/// Reads the short ids of imports, runs, decisions, batches and signatures: `r7`, `7`, or `@` for the
/// newest.
enum Reference {
  /// A run where one is named; nil where none is.
  static func run(_ text: String?, in database: SchoolDatabase) throws -> Int64? {
    guard let text else { return nil }
    return try run(text, in: database) as Int64
  }

  static func run(_ text: String, in database: SchoolDatabase) throws -> Int64 {
    let run = try number(text, prefix: "r", kind: "run", newest: { try database.newestRun() })
    guard try database.hasRun(run) else { throw StoreError.unknown(kind: "run", id: "r\(run)") }
    return run
  }

  static func importBatch(_ text: String?, in database: SchoolDatabase) throws -> Int64? {
    guard let text else { return nil }
    return try number(
      text,
      prefix: "i",
      kind: "import",
      newest: { try database.importIDs().last }
    )
  }

  static func decision(_ text: String?, in database: SchoolDatabase) throws -> Int64? {
    guard let text else { return nil }
    return try number(
      text,
      prefix: "d",
      kind: "decision",
      newest: { try database.newestUndoableDecision()?.id }
    )
  }

  /// A batch: only with its letter, because a bare number is a decision.
  static func batch(_ text: String, in database: SchoolDatabase) throws -> Int64? {
    guard text.first == "b" else { return nil }
    return try number(text, prefix: "b", kind: "batch", newest: { try database.newestBatch() })
  }

  static func signOff(_ text: String, in database: SchoolDatabase) throws -> Int64 {
    try number(text, prefix: "s", kind: "sign-off", newest: { try database.newestSignOff() })
  }

  static func join(_ text: String, in database: SchoolDatabase) throws -> Int64 {
    try number(text, prefix: "j", kind: "join", newest: { try database.newestJoin() })
  }

  private static func number(
    _ text: String,
    prefix: Character,
    kind: String,
    newest: () throws -> Int64?
  ) throws -> Int64 {
    if text == "@" || text == "\(prefix)@" {
      guard let newest = try newest() else {
        throw CommandFailure(.noInput, "there is no \(kind) yet")
      }
      return newest
    }
    let digits = text.first == prefix ? text.dropFirst() : text[...]
    guard let number = Int64(digits), number > 0 else {
      throw CommandFailure(
        .usage,
        "\"\(text)\" names no \(kind); write \(prefix)7, or @ for the newest"
      )
    }
    return number
  }
}
