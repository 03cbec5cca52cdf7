import StudentStore
package import Workflows

/// All that is stored of one child, for a parent who asks, and for scripts.
package struct DossierRendering {
  package let report: Answer

  package init(_ dossier: StudentDossier) {
    var text: [StyledLine] = []
    for row in dossier.rows {
      text += StudentRendering(row.history).report.text
      var more: [String] = []
      for line in row.lines { more += Self.text(line, dossier) }
      for line in row.rejected {
        more.append(
          "  set aside   \(Self.place(line.importBatch, line.line, dossier)), \(line.code): "
            + SafeText.shown(String(decoding: line.record, as: UTF8.self))
        )
      }
      for signature in row.signatures {
        more.append(
          "  signed      s\(signature.signOff) by \(SafeText.shown(signature.name)), "
            + "\(SafeText.shown(signature.role)), \(signature.signedAt)"
            + (signature.voidedAt.map { "; void since \($0)" } ?? "")
        )
      }
      for entry in row.entries {
        more.append(
          "  trail       entry \(entry.sequence), \(entry.recordedAt), \(entry.kind) by "
            + SafeText.shown(entry.actor)
        )
      }
      text += more.map { StyledLine($0) }
    }
    text.append(
      StyledLine(
        "This is all that the database holds of the child. Not in it: backups, exports, printed "
          + "certificates, and the school's own files."
      )
    )
    report = Answer(
      json: .object([
        .init("rows", .array(dossier.rows.map { Self.json($0, dossier) }))
      ]),
      text: text
    )
  }

  private static func place(_ importBatch: Int64, _ line: Int64, _ dossier: StudentDossier)
    -> String
  {
    let name = dossier.imports[importBatch].map { " (\(SafeText.shown($0.sourceName)))" } ?? ""
    return "import i\(importBatch)\(name), line \(line)"
  }

  private static func text(_ line: LineAbout, _ dossier: StudentDossier) -> [String] {
    ["  in the file \(place(line.importBatch, line.line, dossier))"]
      + line.cells.map { "              \(SafeText.shown($0.heading)): \(SafeText.shown($0.text))" }
  }

  private static func json(_ row: StudentDossier.Row, _ dossier: StudentDossier) -> JSONValue {
    .object([
      .init("record", StudentRendering(row.history).report.json),
      .init(
        "lines",
        .array(
          row.lines.map { line in
            .object([
              .init("import", .text("i\(line.importBatch)")),
              .init("file", .optional(dossier.imports[line.importBatch]?.sourceName)),
              .init("line", .integer(line.line)),
              .init(
                "cells",
                .array(
                  line.cells.map {
                    .object([.init("heading", .text($0.heading)), .init("text", .text($0.text))])
                  }
                )
              ),
            ])
          }
        )
      ),
      .init(
        "set_aside",
        .array(
          row.rejected.map { line in
            .object([
              .init("import", .text("i\(line.importBatch)")),
              .init("line", .integer(line.line)),
              .init("code", .text(line.code)),
              .init("text", .text(String(decoding: line.record, as: UTF8.self))),
            ])
          }
        )
      ),
      .init(
        "signatures",
        .array(
          row.signatures.map { signature in
            .object([
              .init("sign_off", .text("s\(signature.signOff)")),
              .init("by", .text(signature.name)),
              .init("role", .text(signature.role)),
              .init("at", .text(signature.signedAt)),
              .init("void_since", .optional(signature.voidedAt)),
            ])
          }
        )
      ),
      .init(
        "trail",
        .array(
          row.entries.map { entry in
            .object([
              .init("entry", .integer(entry.sequence)),
              .init("at", .text(entry.recordedAt)),
              .init("kind", .text(entry.kind)),
              .init("by", .text(entry.actor)),
            ])
          }
        )
      ),
    ])
  }
}
