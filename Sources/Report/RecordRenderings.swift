import StudentStore
package import Workflows

/// One record with everything that belongs to it.
package struct ShowRendering {
  package let report: Answer

  /// `printedAt`: the present moment, which a certificate shows.
  package init(_ shown: LookWorkflow.Shown, printedAt: String) throws {
    report =
      switch shown {
      case .importBatch(let batch, let rejects, let doubts, let revert):
        try ImportRecordRendering(batch, rejects: rejects, doubts: doubts, revert: revert).report
      case .run(let run): RunRendering(run).details()
      case .decision(let decision, let name):
        DecisionRendering.report(decision, name: name, isDryRun: false)
      case .batch(let batch, let decisions): BatchRendering.report(batch, decisions: decisions)
      case .signOff(let certificate):
        CertificateRendering(certificate, printedAt: printedAt).report
      case .student(let history): StudentRendering(history).report
      }
  }
}

/// One student with the whole history.
struct StudentRendering {
  let report: Answer

  init(_ history: StudentHistory) {
    let (student, decisions) = (history.student, history.decisions)
    let (changes, inferences) = (history.changes, history.inferences)
    let (signOffs, revert) = (history.signOffs, history.revert)
    let current = decisions.last
    let effective =
      student.isNoPerson
      ? nil
      : student.gender.word ?? (student.gender == .missing ? current?.verdict.gender : nil)
    var text = [
      "Student \(student.id): \(SafeText.shown(student.name))"
        + (student.schoolID.map { ", id \(SafeText.shown($0))" } ?? ""),
      "  from        import i\(student.importBatch), line \(student.line)",
      revert.map { "  reverted    \(RevertRendering.words($0)); no longer active" },
      student.sameAs.map { "  same as     student \($0), whose row counts" },
      history.secondRows.isEmpty
        ? nil
        : "  also        number \(history.secondRows.map(String.init).joined(separator: ", "))",
      "  gender      \(SafeText.shown(effective ?? "not known")) "
        + "(\(effective == nil || student.gender != .missing ? student.status : "decided"))"
        + (student.gender == .inDoubt
          ? " (written \"\(SafeText.shown(student.genderText ?? ""))\")" : ""),
      "  height      \(Self.height(student))",
    ].compactMap(\.self)
    for aspect in StudentAspect.plainTexts {
      if let words = student[text: aspect] {
        text.append("  \(SafeText.padded(aspect.rawValue, to: 11)) \(SafeText.shown(words))")
      }
    }
    if let age = student.text(of: .age) { text.append("  age         \(SafeText.shown(age))") }
    if let day = student.birthDate ?? student.birthText {
      let written = student.birthText.map { " (written \"\(SafeText.shown($0))\")" } ?? ""
      text.append(
        "  birth date  " + (student.birthDate == nil ? "not known" : SafeText.shown(day)) + written
      )
    }
    for record in inferences {
      let words = record.suggestion.map {
        "\($0.gender), \(Numbers.percent($0.confidence)) sure"
      }
      text.append("  run r\(record.run)      \(words ?? "the gate refused")")
    }
    for decision in decisions {
      let state = decision.id == current?.id ? "" : " (no longer active)"
      let reason = decision.reason.map { ": \(SafeText.shown($0))" } ?? ""
      text.append(
        "  d\(decision.id)  \(decision.decidedAt)  \(SafeText.shown(decision.reviewer)): "
          + "\(DecisionRendering.words(decision.verdict))\(state)\(reason)"
      )
    }
    for change in changes {
      text.append(
        "  changed     \(change.field): \(SafeText.shown(change.old ?? "nothing")) to "
          + "\(SafeText.shown(change.new ?? "nothing")) (\(Self.source(of: change)), "
          + "\(change.changedAt))"
      )
    }
    if !signOffs.isEmpty {
      text.append("  signed      \(signOffs.map { "s\($0)" }.joined(separator: ", "))")
    }
    let problems = history.signatureProblems.map { "s\($0.signOff): \($0.problem)" }
    text += problems.map { "  does not hold: \(SafeText.shown($0))" }
    report = Answer(
      json: .object(
        [
          .init("student", .integer(student.id)),
          .init("id", .optional(student.schoolID)),
          .init("name", .text(student.name)),
          .init("import", .text("i\(student.importBatch)")),
          .init("line", .integer(student.line)),
        ]
          + StudentAspect.plainTexts.map {
            .init($0.rawValue, .optional(student[text: $0]))
          } + [
            .init("age", .optional(student.ageYears)),
            .init("birthdate", .optional(student.birthDate)),
            .init("birthdate_text", .optional(student.birthText)),
            .init("gender", .optional(effective)),
            .init("gender_status", .text(student.status)),
            .init("gender_text", .optional(student.genderText)),
            .init("height_cm", .optional(student.height.centimetres)),
            .init("height_text", .optional(student.heightText)),
            .init("height_problem", .optional(student.height.problem)),
            .init("inferences", .array(inferences.map(Self.json))),
            .init("decisions", .array(decisions.map(DecisionRendering.json))),
            .init("changes", .array(changes.map(Self.json))),
            .init("signed", .array(signOffs.map { .text("s\($0)") })),
            .init("signature_problems", .array(problems.map { .text($0) })),
            .init("same_as", .optional(student.sameAs)),
            .init("second_rows", .array(history.secondRows.map { .integer($0) })),
            .init("reverted", RevertRendering.json(revert)),
          ]
      ),
      text: text,
      status: problems.isEmpty ? .done : .data
    )
  }

  private static func source(of change: ChangeRecord) -> String {
    if let batch = change.importBatch { return "import i\(batch), line \(change.line ?? 0)" }
    if let reverted = change.reverted { return "revert of i\(reverted)" }
    let reason = change.reason.map { ": \(SafeText.shown($0))" } ?? ""
    if let join = change.join { return "j\(join), by \(SafeText.shown(change.actor))\(reason)" }
    return "correction by \(SafeText.shown(change.actor))\(reason)"
  }

  /// The height, with its spelling.
  static func height(_ student: Student) -> String {
    let written = student.heightText.map { " (written \"\(SafeText.shown($0))\")" } ?? ""
    return switch student.height {
    case .measured(let centimetres): Numbers.fixed(centimetres, 1) + " cm" + written
    case .missing: "missing" + written
    case .doubt: "in doubt" + written
    }
  }

  private static func json(_ record: InferenceRecord) -> JSONValue {
    .object([
      .init("run", .text("r\(record.run)")),
      .init("gender", .optional(record.suggestion?.gender)),
      .init("confidence", .optional(record.suggestion?.confidence)),
      .init("made_at", .text(record.createdAt)),
    ])
  }

  private static func json(_ change: ChangeRecord) -> JSONValue {
    .object([
      .init("field", .text(change.field)),
      .init("old", .optional(change.old)),
      .init("new", .optional(change.new)),
      .init("import", .optional(change.importBatch.map { "i\($0)" })),
      .init("line", .optional(change.line)),
      .init("actor", .text(change.actor)),
      .init("changed_at", .text(change.changedAt)),
      .init("reason", .optional(change.reason)),
      .init("reverted", .optional(change.reverted.map { "i\($0)" })),
      .init("join", .optional(change.join.map { "j\($0)" })),
    ])
  }
}

/// The stored record of one import.
struct ImportRecordRendering {
  let report: Answer

  init(
    _ batch: ImportBatch,
    rejects: [RejectedRow],
    doubts: [DoubtfulHeight],
    revert: ActRevert?
  ) throws {
    let lines = try RejectedLines(of: batch)
    let counts = batch.counts
    let numbers: [(String, Int)] = [
      ("rows", counts.rows), ("added", counts.added), ("updated", counts.updated),
      ("unchanged", counts.unchanged), ("conflicts", counts.conflicts),
      ("rejected", counts.rejected), ("doubts", counts.doubts),
      ("missing_gender", counts.missingGender), ("declined_gender", counts.declinedGender),
      ("doubt_gender", counts.doubtGender), ("missing_height", counts.missingHeight),
      ("not_a_person", counts.notAPerson), ("voided", counts.voided),
      ("blank_lines", counts.blankLines),
    ]
    var text = [
      "Import i\(batch.id): \(SafeText.shown(batch.sourceName)), \(batch.byteCount) bytes",
      "  sha256      \(batch.sha256.hexadecimal)",
      "  read        \(batch.importedAt) by \(SafeText.shown(batch.actor)), "
        + "studentdb \(batch.programVersion)",
    ]
    if let revert { text.append("  reverted    \(RevertRendering.words(revert))") }
    text += numbers.map {
      "  " + SafeText.padded($0.0.split(separator: "_").joined(separator: " "), to: 16) + "\($0.1)"
    }
    for doubt in doubts {
      text.append(
        SafeText.shown(
          "  line \(doubt.line), student \(doubt.student): height \"\(doubt.text)\" in doubt"
        )
      )
    }
    for reject in rejects.prefix(50) {
      text.append(SafeText.shown("  \(reject.place): \(reject.code): \(reject.message)"))
    }
    report = Answer(
      json: .object(
        [
          .init("import", .text("i\(batch.id)")),
          .init("file", .text(batch.sourceName)),
          .init("sha256", .text(batch.sha256.hexadecimal)),
          .init("bytes", .count(batch.byteCount)),
          .init("encoding", .text(batch.encoding)),
          .init("sheet", .optional(batch.sheet)),
          .init("delimiter", .text(batch.delimiter)),
          .init("decimal", .optional(batch.decimalSign)),
          .init("height_unit", .optional(batch.heightUnit)),
          .init("date_form", .optional(batch.dateForm)),
          .init("measured_on", .optional(batch.measuredOn)),
          .init("imported_by", .text(batch.actor)),
          .init("imported_at", .text(batch.importedAt)),
          .init("reverted", RevertRendering.json(revert)),
        ] + numbers.map { .init($0.0, .count($0.1)) } + [
          .init(
            "rejects",
            .array(
              rejects.map {
                .object([
                  .init("file", .optional($0.file)), .init("line", .count($0.line)),
                  .init("code", .text($0.code)),
                  .init("message", .text($0.message)),
                  .init("text", .text(lines.text(of: $0))),
                ])
              }
            )
          )
        ]
      ),
      text: text
    )
  }
}
