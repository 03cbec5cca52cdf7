import StudentStore

/// A signature on a page of its own, without any pupil's name.
struct CertificateRendering {
  let report: Report

  /// `head`: the newest entry of the trail, which covers the signature.
  init(_ signOff: SignOff, head: TrailHead) {
    let voided =
      signOff.voided > 0
      ? ["  void for      \(Numbers.count(signOff.voided, "student")), by a later act"] : []
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
      ] + voided + [
        "  content       sha256 \(signOff.contentDigest.hexadecimal)",
        "  trail before  \(signOff.head.description)",
        "  trail now     \(head.description)",
        "To prove later that nothing before this was changed:",
        "  studentdb verify --expect-head \(head.description)",
      ]
    report = Report(
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
        .init("voided", .count(signOff.voided)),
        .init("content_digest", .text(signOff.contentDigest.hexadecimal)),
        .init("head_before", .text(signOff.head.description)),
        .init("head", .text(head.description)),
      ]),
      text: text
    )
  }
}
