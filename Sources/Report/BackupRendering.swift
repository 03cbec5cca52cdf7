import StudentStore
package import Workflows

/// A copy of the database, and whether it proves itself.
package struct BackupRendering {
  package let report: Answer

  /// `file`: as it was named.
  package init(_ outcome: BackupWorkflow.Outcome, file: String) {
    let verification = outcome.verification
    var text = [
      "\(SafeText.shown(file)): a copy of \(Numbers.count(outcome.students, "student")), head "
        + verification.head.description
    ]
    text.append(
      verification.ok
        ? "The copy was verified: everything in it is as its trail says."
        : "The copy is there, but it does not verify, because the database does not: run "
          + "\"studentdb verify\", and restore an older backup."
    )
    report = Answer(
      json: .object([
        .init("backup", .text(file)),
        .init("students", .count(outcome.students)),
        .init("head", .text(verification.head.description)),
        .init("verified", .bool(verification.ok)),
      ]),
      text: text,
      status: verification.ok ? .done : .data
    )
  }
}
