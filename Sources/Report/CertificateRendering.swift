import RosterReading
import StudentStore
package import Workflows

/// A signature's certificate, without any pupil's name.
package struct CertificateRendering {
  package let report: Answer

  /// The students listed for people; scripts get all.
  private static let listed = 50

  package init(_ certificate: Certificate) {
    let (signOff, head) = (certificate.signOff, certificate.head)
    let lost = certificate.invalid
    let voided =
      signOff.voided > 0
      ? ["  void for      \(Numbers.count(signOff.voided, "student")), by a later change"] : []
    let left =
      signOff.leftSince > 0
      ? [
        "  left since    \(Numbers.count(signOff.leftSince, "student")), for whom it is still valid"
      ] : []
    let outside =
      signOff.outsideRun > 0
      ? [
        "  outside r\(signOff.run)    \(signOff.outsideRun) of them, decided before the run or without a height"
      ] : []
    let text =
      [
        "Sign-off s\(signOff.id) of run r\(signOff.run)",
        "  signed by     \(SafeText.shown(signOff.printedName)), \(SafeText.shown(signOff.role))",
        "  at            \(signOff.signedAt)",
        "  meaning       \(SafeText.shown(signOff.statement))",
        "  accepted      \(signOff.accepted), of them \(signOff.inBatches) in batches",
        "  corrected     \(signOff.corrected)",
        "  left unknown  \(signOff.leftUnknown)",
        "  still open    \(signOff.open)",
        "  of the \(signOff.students) signed: \(signOff.lookedAt) looked at one by one, "
          + "\(signOff.inBatches) in batches, \(signOff.fromFiles) from files",
      ] + outside + voided + left + Self.lines(lost, of: signOff) + [
        "  content       sha256 \(signOff.contentDigest.hexadecimal)",
        "  trail before  \(signOff.head.description)",
        "  trail now     \(head.description)",
        "To prove later that nothing before this was changed:",
        "  studentdb verify --expect-head \(head.description)",
      ]
    report = Answer(
      json: .object([
        .init("sign_off", .text("s\(signOff.id)")),
        .init("run", .text("r\(signOff.run)")),
        .init("name", .text(signOff.printedName)),
        .init("role", .text(signOff.role)),
        .init("statement", .text(signOff.statement)),
        .init("signed_at", .text(signOff.signedAt)),
        .init("accepted", .count(signOff.accepted)),
        .init("corrected", .count(signOff.corrected)),
        .init("left_unknown", .count(signOff.leftUnknown)),
        .init("open", .count(signOff.open)),
        .init("in_batches", .count(signOff.inBatches)),
        .init("looked_at", .count(signOff.lookedAt)),
        .init("from_files", .count(signOff.fromFiles)),
        .init("outside_run", .count(signOff.outsideRun)),
        .init("voided", .count(signOff.voided)),
        .init("left_since", .count(signOff.leftSince)),
        .init("stands_for", .count(signOff.students - lost.count)),
        .init("no_longer_stands", .array(lost.map(Self.json))),
        .init("content_digest", .text(signOff.contentDigest.hexadecimal)),
        .init("head_before", .text(signOff.head.description)),
        .init("head", .text(head.description)),
      ]),
      text: text
    )
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
