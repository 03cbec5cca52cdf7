import StudentStore
package import Workflows

/// A reverted import, for scripts and for people.
package struct RevertRendering {
  package let report: Answer

  package init(_ outcome: RevertWorkflow.Outcome, isDryRun: Bool) {
    switch outcome {
    case .already(let batch, let revert):
      var text = [
        "Import i\(batch.id) (\(SafeText.shown(batch.sourceName))) was reverted before, on "
          + "\(revert.revertedAt.prefix(10)) by \(SafeText.shown(revert.actor)); nothing was changed."
      ]
      if isDryRun { text.append("Nothing was changed.") }
      report = Answer(json: Self.json(RevertedImport(batch), wasReverted: true), text: text)
    case .reverted(let reverted):
      report = Answer(
        json: Self.json(reverted, wasReverted: false),
        text: Self.text(reverted, isDryRun: isDryRun)
      )
    }
  }

  /// When, by whom and why an import was reverted.
  static func words(_ revert: ActRevert) -> String {
    "\(revert.revertedAt) by \(SafeText.shown(revert.actor)): \(SafeText.shown(revert.reason))"
  }

  /// The same for scripts; null for an active import.
  static func json(_ revert: ActRevert?) -> JSONValue {
    guard let revert else { return .null }
    return .object([
      .init("by", .text(revert.actor)),
      .init("at", .text(revert.revertedAt)),
      .init("reason", .text(revert.reason)),
    ])
  }

  private static func text(_ reverted: RevertedImport, isDryRun: Bool) -> [String] {
    let batch = reverted.batch
    var text = [
      "Import i\(batch.id) (\(SafeText.shown(batch.sourceName))) is reverted: "
        + (reverted.students == 0
          ? "it had brought no student."
          : "its \(Numbers.count(reverted.students, "student")) "
            + "\(reverted.students == 1 ? "is" : "are") no longer active.")
    ]
    if reverted.decided > 0 {
      text.append(
        "  \(Numbers.count(reverted.decided, "decision")) about them "
          + "\(reverted.decided == 1 ? "is" : "are") no longer active either"
      )
    }
    if reverted.restored > 0 {
      text.append(
        "  \(Numbers.count(reverted.restored, "other student was", "other students were")) restored "
          + "to earlier values"
      )
    }
    if reverted.kept > 0 {
      let named = reverted.keptStudents.prefix(10).map(String.init).joined(separator: ", ")
      text.append(
        "  \(Numbers.count(reverted.kept, "other student was", "other students were")) corrected "
          + "afterwards, and the corrections are kept: student \(named)\(reverted.kept > 10 ? " …" : "")"
      )
    }
    if reverted.voidedSignatures > 0 {
      text.append(
        "  \(Numbers.count(reverted.voidedSignatures, "signature")) "
          + "\(reverted.voidedSignatures == 1 ? "is" : "are") no longer valid for a student"
      )
    }
    let next = "Next: studentdb import FILE; the same file can be imported again"
    text.append(isDryRun ? "Nothing was changed." : next)
    return text
  }

  private static func json(_ reverted: RevertedImport, wasReverted: Bool) -> JSONValue {
    .object([
      .init("reverted", .text("i\(reverted.batch.id)")),
      .init("already_reverted", .bool(wasReverted)),
      .init("students", .count(reverted.students)),
      .init("decisions", .count(reverted.decided)),
      .init("restored", .count(reverted.restored)),
      .init("kept", .count(reverted.kept)),
      .init("kept_students", .array(reverted.keptStudents.map { .integer($0) })),
      .init("voided_signatures", .count(reverted.voidedSignatures)),
    ])
  }
}
