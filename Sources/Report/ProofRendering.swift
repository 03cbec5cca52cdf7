package import StudentStore

/// The proof of one student's rows, as the file that `verify --proof` reads.
package struct ProofRendering {
  package let report: Answer

  package init(_ proof: StudentProof) {
    let json = Self.json(proof)
    // The file is the answer, whatever the format.
    let lines = json.pretty.split(separator: "\n").map { StyledLine(String($0)) }
    report = Answer(json: json, text: lines)
  }

  private static func json(_ proof: StudentProof) -> JSONValue {
    .object([
      .init("format", .text(proof.format)),
      .init("student", .integer(proof.student)),
      .init("head", .text(proof.head)),
      .init("rows", .array(proof.rows.map(json))),
      .init("previous_hash", .text(proof.previousHash)),
      .init("entries", .array(proof.entries.map(json))),
    ])
  }

  private static func json(_ row: StudentProof.CommittedRow) -> JSONValue {
    .object([
      .init("table", .text(row.table)),
      .init("key", .integer(row.key)),
      .init("entry", .integer(row.entry)),
      .init("salt", .text(row.salt)),
      .init("columns", .array(row.columns.map(json))),
      .init("position", row.position.map { .count($0) } ?? .null),
      .init("path", .array(row.path.map(json))),
    ])
  }

  private static func json(_ column: StudentProof.Column) -> JSONValue {
    var members: [JSONValue.Member] = [.init("name", .text(column.name))]
    if let integer = column.integer { members.append(.init("integer", .integer(integer))) }
    if let real = column.real { members.append(.init("real", .number(real))) }
    if let text = column.text { members.append(.init("text", .text(text))) }
    if let blob = column.blob { members.append(.init("blob", .text(blob))) }
    return .object(members)
  }

  private static func json(_ level: StudentProof.Level) -> JSONValue {
    .object([
      .init("before", .array(level.before.map { .text($0) })),
      .init("after", .array(level.after.map { .text($0) })),
    ])
  }

  private static func json(_ link: StudentProof.Link) -> JSONValue {
    .object([
      .init("sequence", .integer(link.sequence)),
      .init("time", .text(link.time)),
      .init("kind", .text(link.kind)),
      .init("actor", .text(link.actor)),
      link.body.map { .init("body", .text($0)) }
        ?? .init("body_sha256", .optional(link.bodyDigest)),
    ])
  }
}

/// What a proof shows, checked without a database.
package struct CheckedProofRendering {
  package let report: Answer

  /// `isNoted`: whether a head from elsewhere was compared.
  package init(_ proof: StudentProof, _ verification: Verification, isNoted: Bool) {
    let checked = VerificationRendering(verification, closing: Self.closing(proof, isNoted)).report
    let shown = verification.ok ? proof.rows.flatMap { Self.lines($0, of: proof) } : []
    report = Answer(
      json: checked.json,
      text: shown.map { StyledLine($0) } + checked.text,
      status: checked.status
    )
  }

  private static func lines(_ row: StudentProof.CommittedRow, of proof: StudentProof) -> [String] {
    let link = proof.entries.first { $0.sequence == row.entry }
    let act = link.map { "\($0.kind) by \($0.actor), \($0.time)" } ?? ""
    return ["\(row.table) \(row.key), of entry \(row.entry): \(act)"]
      + row.columns.compactMap { column in
        column.shown.map { "  \(SafeText.padded(column.name, to: 16)) \($0)" }
      }
  }

  private static func closing(_ proof: StudentProof, _ isNoted: Bool) -> (good: String, bad: String)
  {
    (
      isNoted
        ? "The proof holds, up to the head that was noted."
        : "The proof holds for this head; compare it with one that was noted elsewhere "
          + "(--expect-head).",
      "This proof does not hold; do not rely on it."
    )
  }
}
