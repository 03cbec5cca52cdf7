import StudentStore
package import Workflows

/// The trail in words: who did what, to whom, from which value to which, and why.
package struct LogRendering {
  package let report: Answer

  package init(_ entries: [LoggedEntry], isShort: Bool) {
    var text: [String] = []
    for logged in entries {
      let entry = logged.entry
      let line = "\(entry.sequence)  \(entry.recordedAt)  \(entry.kind)  \(entry.actor)"
      // Line ends in names and reasons are escaped, so that an entry is one line.
      text.append(SafeText.shown("\(line)  \(Self.words(logged))"))
      if !isShort {
        text.append("     hash \(entry.hash.hexadecimal)")
      }
    }
    report = Answer(
      json: .array(entries.map(Self.json)),
      text: text.isEmpty ? ["The log has no matching entries."] : text
    )
  }

  /// The facts that the tables tell better.
  private static let told: Set<String> = [
    "batch", "decision", "erasure", "fields", "file", "import", "join", "name", "other", "role",
    "run",
    "sign_off", "student", "voided",
  ]

  /// What an entry did and why.
  package static func words(_ logged: LoggedEntry) -> String {
    var parts = logged.details.listed.map(words)
    if logged.details.further > 0 { parts.append("and \(logged.details.further) more") }
    let facts = logged.entry.body.facts.filter { fact in
      parts.isEmpty || !told.contains(fact.name)
        || (fact.name == "run" && !logged.details.listed.contains { $0.thing?.first == "r" })
    }
    parts += facts.map { "\($0.name) \($0.value.plainText ?? "-")" }
    return parts.joined(separator: ", ")
  }

  private static func words(_ detail: EntryDetail) -> String {
    let who =
      detail.student.map { student in
        detail.name.map { "\($0) (student \(student))" } ?? "student \(student) (erased)"
      } ?? [detail.thing, detail.title].compactMap(\.self).joined(separator: " ")
    let changes = detail.changes.map(words).joined(separator: ", ")
    let why = detail.reason.map { "; why: \($0)" } ?? ""
    return who + (detail.isErased ? " (erased)" : "") + (changes.isEmpty ? "" : ": \(changes)")
      + why
  }

  private static func words(_ change: EntryDetail.Change) -> String {
    switch change {
    case .field(let field, let old, let new):
      "\(field) \(old ?? "nothing") -> \(new ?? "nothing")"
    case .decision(let id, let old, let new):
      "\(old.map(state) ?? "open") -> \(state(new)) (d\(id))"
    case .join(let other, let isReverted):
      isReverted ? "no longer the same child as student \(other)" : "same child as student \(other)"
    case .void(let signOff): "s\(signOff) is void for the student"
    }
  }

  private static func state(_ verdict: Verdict) -> String {
    switch verdict {
    case .accept(let gender): "\(gender), as suggested"
    case .correct(let gender): gender
    case .leaveUnknown: "left unknown"
    case .later: "put off"
    case .reopen: "open"
    }
  }

  private static func json(_ logged: LoggedEntry) -> JSONValue {
    let entry = logged.entry
    return .object([
      .init("sequence", .integer(entry.sequence)),
      .init("time", .text(entry.recordedAt)),
      .init("kind", .text(entry.kind)),
      .init("actor", .text(entry.actor)),
      .init(
        "facts",
        .object(entry.body.facts.map { .init($0.name, .optional($0.value.plainText)) })
      ),
      .init("what", .text(words(logged))),
      .init(
        "rows",
        .count(entry.body.rows.count + entry.body.ranges.reduce(0) { $0 + $1.count })
      ),
      .init("previous_hash", .text(entry.previousHash.hexadecimal)),
      .init("hash", .text(entry.hash.hexadecimal)),
    ])
  }
}
