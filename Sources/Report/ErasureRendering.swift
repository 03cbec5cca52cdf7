import StudentStore
package import Workflows

/// What an erasure removed, and what it cannot reach.
package struct ErasureRendering {
  package let report: Answer

  package init(_ erased: EraseWorkflow.Erased, isDryRun: Bool) {
    let data = erased.data
    let rows = data.rows.values.reduce(0, +)
    let students = Numbers.count(data.students, "row", "rows") + " of students"
    var text = [
      (isDryRun ? "Would erase" : "Erased e\(data.id)")
        + ": \(students), \(Numbers.count(rows, "row")) of \(Numbers.count(data.rows.count, "table")) "
        + "in all"
    ]
    text += data.rows.sorted { $0.key < $1.key }.map { table, count in
      "  \(SafeText.padded(table, to: 16))  \(Numbers.grouped(count))"
    }
    if let importBatch = erased.importBatch, erased.kept > 0 {
      text.append(
        "  \(Numbers.count(erased.kept, "student")) of i\(importBatch) stay, because another file has "
          + "them too"
      )
    }
    text += data.redacted.sorted { $0.key < $1.key }.map { table, count in
      "  \(SafeText.padded(table, to: 16))  a text was taken out of \(Numbers.count(count, "row"))"
    }
    if !data.signOffs.isEmpty {
      let names = data.signOffs.map { "s\($0)" }.joined(separator: ", ")
      text.append(
        "  signatures        \(names): valid for everyone else, and say that some were erased"
      )
    }
    if !data.runs.isEmpty {
      let names = data.runs.map { "r\($0)" }.joined(separator: ", ")
      text.append("  runs              \(names): can no longer be computed again")
    }
    text += data.mentions.map { mention in
      "  still named       in \(Numbers.count(mention.rows, "row")) of \(mention.table).\(mention.column), "
        + "which are about others: look with studentdb list and log"
    }
    if isDryRun {
      text.append("Nothing was changed. Erasing cannot be undone: say --yes instead of --dry-run.")
    } else {
      text.append(
        erased.compactionFailure == nil
          ? "The file was written anew without their bytes. The trail stays valid: studentdb verify"
          : "The rows are gone; the file is not yet written anew without their bytes."
      )
    }
    text += [
      "Not reached: backups, exports, reports, certificates and copies of the file; delete them yourself.",
      "A later file that has the child brings the child back, also if the child had declined.",
    ]
    report = Answer(
      json: .object([
        .init("erasure", isDryRun ? .null : .text("e\(data.id)")),
        .init("kind", .text(erased.kind.rawValue)),
        .init("import", .optional(erased.importBatch.map { "i\($0)" })),
        .init("students", .count(data.students)),
        .init("kept", .count(erased.kept)),
        .init("rows", Self.counts(data.rows)),
        .init("redacted", Self.counts(data.redacted)),
        .init("sign_offs", .array(data.signOffs.map { .text("s\($0)") })),
        .init("runs", .array(data.runs.map { .text("r\($0)") })),
        .init(
          "still_named",
          .array(
            data.mentions.map {
              .object([
                .init("table", .text($0.table)), .init("column", .text($0.column)),
                .init("rows", .count($0.rows)),
              ])
            }
          )
        ),
        .init("compacted", .bool(!isDryRun && erased.compactionFailure == nil)),
      ]),
      text: text
    )
  }

  private static func counts(_ counts: [String: Int]) -> JSONValue {
    .object(counts.sorted { $0.key < $1.key }.map { .init($0.key, .count($0.value)) })
  }
}
