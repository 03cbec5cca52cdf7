import RosterReading
import StudentStore
package import Workflows

/// A signature's certificate, without any pupil's name.
package struct CertificateRendering {
  package let report: Answer

  /// The students listed for people; scripts get all.
  private static let listed = 50

  /// `printedAt`: the present moment.
  package init(_ certificate: Certificate, printedAt: String) {
    let problems = certificate.evidence.problems
    let body = Self.facts(of: certificate, printedAt: printedAt).map { StyledLine($0) }
    let closing =
      problems.isEmpty
      ? [
        StyledLine("To prove later that nothing before this was changed:"),
        StyledLine("  studentdb verify --expect-head \(certificate.head.description)"),
      ]
      : problems.map { StyledLine("  \($0)") } + [
        StyledLine(Self.warning(certificate), .failure)
      ]
    let opening = problems.isEmpty ? [] : [StyledLine(Self.warning(certificate), .failure)]
    report = Answer(
      json: Self.json(certificate, printedAt: printedAt),
      text: opening + body + closing,
      status: problems.isEmpty ? .done : .data
    )
  }

  private static func warning(_ certificate: Certificate) -> String {
    "Signature s\(certificate.signOff.id) does not hold: it is not what studentdb stored. Do not "
      + "rely on it; \"studentdb verify\" names what was changed."
  }

  private static func facts(of certificate: Certificate, printedAt: String) -> [String] {
    let (signOff, lost) = (certificate.signOff, certificate.invalid)
    var lines = [
      "Sign-off s\(signOff.id) of run r\(signOff.run)",
      "  signed by     \(SafeText.shown(signOff.printedName)), \(SafeText.shown(signOff.role))",
      "  entered by    \(SafeText.shown(signOff.actor))",
      "  at            \(signOff.signedAt)",
      "  meaning       \(SafeText.shown(signOff.statement))",
      "  accepted      \(signOff.accepted), of them \(signOff.inBatches) in batches",
      "  corrected     \(signOff.corrected - signOff.withoutSuggestion)",
      "  decided       \(signOff.withoutSuggestion), without a suggestion",
      "  left unknown  \(signOff.leftUnknown)",
      "  still open    \(signOff.open)",
      "  of the \(signOff.students) signed: \(signOff.lookedAt) looked at one by one, "
        + "\(signOff.inBatches) in batches, \(signOff.fromFiles) from files",
    ]
    if signOff.outsideRun > 0 {
      lines.append(
        "  outside r\(signOff.run)    \(signOff.outsideRun) of them, decided before the run or without a height"
      )
    }
    if signOff.voided > 0 {
      lines.append(
        "  void for      \(Numbers.count(signOff.voided, "student")), by a later change"
      )
    }
    if signOff.leftSince > 0 {
      lines.append(
        "  left since    \(Numbers.count(signOff.leftSince, "student")), for whom it is still valid"
      )
    }
    if signOff.erasedSince > 0 {
      lines.append("  erased since  \(Numbers.count(signOff.erasedSince, "student"))")
    }
    lines += Self.lines(lost, of: signOff)
    lines.append("  content       sha256 \(signOff.contentDigest.hexadecimal)")
    lines.append("  trail before  \(signOff.head.description)")
    if let entry = certificate.evidence.entry {
      lines.append("  at signing    \(entry.description)")
    }
    lines.append("  trail now     \(certificate.head.description)")
    lines.append("  printed       \(printedAt)")
    return lines
  }

  /// The invalid part, by the students' numbers: a certificate has no names of pupils.
  private static func lines(_ lost: [SignatureInvalidation], of signOff: SignOff) -> [String] {
    guard !lost.isEmpty else { return [] }
    var lines = ["  stands for    \(signOff.students - lost.count) of \(signOff.students) students"]
    for standing in lost.prefix(listed) {
      let voided = standing.voided.map { "; void by \(SafeText.shown($0.by)), \($0.at)" } ?? ""
      lines.append("    not for student \(standing.student): \(standing.words)\(voided)")
    }
    if lost.count > listed { lines.append("    nor for \(lost.count - listed) more") }
    return lines
  }

  private static func json(_ certificate: Certificate, printedAt: String) -> JSONValue {
    let signOff = certificate.signOff
    return .object([
      .init("sign_off", .text("s\(signOff.id)")),
      .init("run", .text("r\(signOff.run)")),
      .init("name", .text(signOff.printedName)),
      .init("role", .text(signOff.role)),
      .init("actor", .text(signOff.actor)),
      .init("statement", .text(signOff.statement)),
      .init("signed_at", .text(signOff.signedAt)),
      .init("accepted", .count(signOff.accepted)),
      .init("corrected", .count(signOff.corrected)),
      .init("decided", .count(signOff.withoutSuggestion)),
      .init("left_unknown", .count(signOff.leftUnknown)),
      .init("open", .count(signOff.open)),
      .init("in_batches", .count(signOff.inBatches)),
      .init("looked_at", .count(signOff.lookedAt)),
      .init("from_files", .count(signOff.fromFiles)),
      .init("outside_run", .count(signOff.outsideRun)),
      .init("voided", .count(signOff.voided)),
      .init("left_since", .count(signOff.leftSince)),
      .init("erased_since", .count(signOff.erasedSince)),
      .init("stands_for", .count(signOff.students - certificate.invalid.count)),
      .init("no_longer_stands", .array(certificate.invalid.map(Self.json))),
      .init("holds", .bool(certificate.evidence.holds)),
      .init("problems", .array(certificate.evidence.problems.map { .text($0) })),
      .init("content_digest", .text(signOff.contentDigest.hexadecimal)),
      .init("head_before", .text(signOff.head.description)),
      .init("head_at_signing", .optional(certificate.evidence.entry?.description)),
      .init("head", .text(certificate.head.description)),
      .init("printed_at", .text(printedAt)),
    ])
  }

  private static func json(_ standing: SignatureInvalidation) -> JSONValue {
    .object([
      .init("student", .integer(standing.student)),
      .init("decided_anew", .optional(standing.newDecision.map { "d\($0)" })),
      .init("other_values", .bool(standing.hasOtherValues)),
      .init("changed", .array(standing.changedFields.map { .text($0) })),
      .init("voided_by", .optional(standing.voided?.by)),
      .init("voided_at", .optional(standing.voided?.at)),
    ])
  }
}
