package import StudentStore

/// The version of a file, and what was done or is to do about it.
package struct MigrationRendering {
  /// How far it is.
  package enum Stage {
    /// Nothing was done; `backup` is the name that the backup would have, nil where nothing is to do.
    case pending(backup: String?)
    /// It was done; the file was verified afterwards.
    case done(backup: String, Verification)
  }

  package let report: Answer

  package init(_ plan: MigrationPlan, _ stage: Stage) {
    let scripts = plan.pending.joined(separator: ", ")
    var text: [String]
    var status = ExitStatus.done
    var members: [JSONValue.Member] = [
      .init("version", .count(plan.version)),
      .init("newest", .count(plan.newest)),
      .init("pending", .array(plan.pending.map { .text($0) })),
    ]
    switch stage {
    case .pending(let backup):
      text = ["The file has version \(plan.version); this program's newest is \(plan.newest)."]
      if let backup {
        text += [
          "\"studentdb migrate\" would verify it, copy it to \(SafeText.shown(backup)), and run "
            + "\(scripts), in one transaction.",
          "Nothing was changed.",
        ]
      } else {
        text.append("There is nothing to do.")
      }
      members += [
        .init("migrated", .bool(false)), .init("backup", .optional(backup)),
        .init("verified", .null),
      ]
    case .done(let backup, let verification):
      text = [
        "The file was brought from version \(plan.version) to \(plan.newest) (\(scripts)).",
        "The backup of the file as it was is in \(SafeText.shown(backup)); it was verified.",
        verification.ok
          ? "The file was verified afterwards: everything in it is as its trail says."
          : "The file does not verify afterwards: run \"studentdb verify\", and go back to the "
            + "backup.",
      ]
      status = verification.ok ? .done : .data
      members += [
        .init("migrated", .bool(true)), .init("backup", .text(backup)),
        .init("verified", .bool(verification.ok)),
      ]
    }
    report = Answer(json: .object(members), text: text, status: status)
  }
}
