package import StudentStore

/// The findings of `verify`.
package struct VerificationRendering {
  package let report: Answer

  /// The failures shown to people; scripts get all.
  private static let shownFailures = 20

  /// `closing`: the last line of a verification of something other than a database.
  package init(_ verification: Verification, closing: (good: String, bad: String)? = nil) {
    var text = verification.checks.map { check in
      (check.ok ? StyledLine("ok    ", .good) : StyledLine("FAILED", .failure))
        + StyledLine("  \(SafeText.padded(check.name, to: 12))  \(check.detail)")
    }
    for failure in verification.failures.prefix(Self.shownFailures) {
      text.append(StyledLine("  \(failure.table) \(failure.key): \(failure.message)"))
    }
    if verification.failures.count > Self.shownFailures {
      text.append(
        StyledLine("  and \(verification.failures.count - Self.shownFailures) more failures")
      )
    }
    text += verification.notices.map { StyledLine("note    ", .warning) + StyledLine($0) }
    text.append(StyledLine("head    \(verification.head.description)"))
    let added = verification.since.map {
      "Everything added since entry \($0.sequence) is as the trail says."
    }
    text.append(
      verification.ok
        ? StyledLine(closing?.good ?? added ?? "Everything is as the trail says.", .good)
        : StyledLine(
          closing?.bad ?? "This file was changed outside studentdb; do not rely on it.",
          .failure
        )
    )
    report = Answer(
      json: .object([
        .init("ok", .bool(verification.ok)),
        .init("head", .text(verification.head.description)),
        .init("since", .optional(verification.since?.description)),
        .init(
          "checks",
          .array(
            verification.checks.map {
              .object([
                .init("name", .text($0.name)), .init("ok", .bool($0.ok)),
                .init("detail", .text($0.detail)),
              ])
            }
          )
        ),
        .init(
          "failures",
          .array(
            verification.failures.map {
              .object([
                .init("table", .text($0.table)), .init("key", .text($0.key)),
                .init("message", .text($0.message)),
              ])
            }
          )
        ),
        .init("notices", .array(verification.notices.map { .text($0) })),
      ]),
      text: text,
      status: verification.ok ? .done : .data
    )
  }
}
