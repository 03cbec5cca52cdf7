import StudentStore
package import Workflows

/// The results of imports, for scripts and for people.
package struct ImportRendering {
  package let report: Answer

  /// The number of lines of a kind that are shown; the rest is only counted.
  private static let shownRejects = 5
  /// The words for genders shown to people; scripts get all.
  private static let shownWords = 20

  package init(_ reports: [ImportReport], isDryRun: Bool, database: String) {
    let json = JSONValue.object([.init("imports", .array(reports.map(Self.json)))])
    var text = reports.flatMap(Self.text)
    let leftOver = reports.contains {
      !$0.wasAlreadyImported && $0.batch.counts.rejected + $0.batch.counts.conflicts > 0
    }
    if isDryRun {
      text.append("Nothing was changed.")
    } else {
      text.append("Next: studentdb \(Self.next(after: reports))")
    }
    report = Answer(json: json, text: text, status: leftOver ? .workLeft : .done)
  }

  /// What to do next: settle the doubts, then infer missing genders.
  private static func next(after reports: [ImportReport]) -> String {
    if reports.contains(where: {
      !$0.wasAlreadyImported && $0.batch.counts.doubts + $0.batch.counts.doubtGender > 0
    }) {
      return "check"
    }
    return reports.contains { $0.batch.counts.missingGender > 0 } ? "impute" : "status"
  }

  private static func json(_ report: ImportReport) -> JSONValue {
    let batch = report.batch
    let counts = batch.counts
    let isOld = report.wasAlreadyImported
    let known = counts.added + counts.updated + counts.unchanged
    return .object([
      .init("import", .text("i\(batch.id)")),
      .init("file", .text(batch.sourceName)),
      .init("sha256", .text(batch.sha256.hexadecimal)),
      .init("already_imported", .bool(isOld)),
      .init("rows", .count(counts.rows)),
      .init("added", .count(isOld ? 0 : counts.added)),
      .init("updated", .count(isOld ? 0 : counts.updated)),
      .init("unchanged", .count(isOld ? known : counts.unchanged)),
      .init("rejected", .count(counts.rejected)),
      .init("conflicts", .count(counts.conflicts)),
      .init("doubts", .count(counts.doubts)),
      .init("missing_gender", .count(counts.missingGender)),
      .init("declined_gender", .count(counts.declinedGender)),
      .init("doubt_gender", .count(counts.doubtGender)),
      .init("missing_height", .count(counts.missingHeight)),
      .init("blank_lines", .count(counts.blankLines)),
      .init("not_a_person", .count(counts.notAPerson)),
      .init("voided", .count(isOld ? 0 : counts.voided)),
      .init("encoding", .text(batch.encoding)),
      .init("delimiter", .text(batch.delimiter)),
      .init("decimal", .optional(batch.decimalSign)),
      .init("height_unit", .optional(batch.heightUnit)),
      .init("date_form", .optional(batch.dateForm)),
      .init("measured_on", .optional(batch.measuredOn)),
      .init("sheet", .optional(batch.sheet)),
      .init("as_for", report.applied.map { AppliedAnswersRendering($0).json } ?? .null),
      .init("own_export", .bool(report.isOwnExport)),
      .init(
        "words",
        .array(
          report.genderWords.map {
            .object([
              .init("field", .text("gender")), .init("text", .text($0.text)),
              .init("reading", .text($0.reading.word ?? $0.reading.status)),
              .init("count", .count($0.count)),
            ])
          }
        )
      ),
      .init("changes", ImportChangesRendering(report).json),
      .init("left", ImportChangesRendering(report).jsonOfLeavers),
      .init("returned", .count(report.changes.returned)),
      .init("kept_blanks", .count(isOld ? 0 : report.changes.keptBlanks)),
      .init("notes", .array(report.notes.map { .text($0.phrase.english) })),
      .init("columns", .object(report.columns.map { .init($0.field, .text($0.heading)) })),
      .init("rejects", .array(report.rejects.map { json($0, of: report.lines) })),
    ])
  }

  private static func json(_ row: RejectedRow, of lines: RejectedLines) -> JSONValue {
    .object([
      .init("file", .optional(row.file)),
      .init("line", .count(row.line)),
      .init("column", row.column.map { .count($0) } ?? .null),
      .init("byte", .count(row.byteOffset)),
      .init("code", .text(row.code)),
      .init("message", .text(row.message)),
      .init("text", .text(lines.text(of: row))),
    ])
  }

  private static func text(_ report: ImportReport) -> [String] {
    let batch = report.batch
    let counts = batch.counts
    let name = SafeText.shown(batch.sourceName)
    if report.wasAlreadyImported {
      let leavers = report.leavers
      return [
        "\(name): this file was already imported as i\(batch.id) on "
          + "\(batch.importedAt.prefix(10)); "
          + (leavers.areMarked && leavers.count > 0
            ? "who is not in it has left." : "nothing was changed.")
      ] + ImportChangesRendering(report).textOfLeavers
        + (counts.conflicts == 0
          ? []
          : [
            "  \(Numbers.count(counts.conflicts, "line")) of it "
              + "\(counts.conflicts == 1 ? "was" : "were") set aside; once that is settled, take it back "
              + "with \"studentdb revert i\(batch.id) -m WHY\" and import it again."
          ])
    }
    var lines = ["\(name): import i\(batch.id), \(Numbers.count(counts.rows, "line")) read."]
    let columns = report.columns.map { "\($0.heading) -> \($0.field)" }.joined(separator: ", ")
    lines.append("  columns     \(SafeText.shown(columns)); all others are kept as they are")
    lines.append("  file        \(Self.fileFacts(batch))")
    if let applied = report.applied { lines.append(AppliedAnswersRendering(applied).text) }
    if let sheet = batch.sheet {
      lines.append(SafeText.shown("  sheet       \"\(sheet)\" of the workbook, read as text"))
    }
    if batch.headerLine > 1 {
      let above = Numbers.count(batch.headerLine - 1, "line")
      lines.append("  above       \(above) above the headings, kept with them for the export")
    }
    for (number, words) in [
      (counts.added, "added"), (counts.updated, "updated"), (counts.unchanged, "unchanged"),
      (counts.conflicts, "set aside: they contradict what is recorded, or fit several students"),
      (counts.rejected, "rejected"),
    ] where number > 0 {
      lines.append("  \(SafeText.padded("\(number)", to: 10, alignedRight: true))  \(words)")
    }
    lines.append(
      "  gender      \(absence(of: "gender", report))\(counts.missingGender) missing, \(counts.declinedGender) declined"
        + (counts.doubtGender > 0 ? ", \(counts.doubtGender) in doubt and left out" : "")
    )
    lines += words(report)
    lines.append(
      "  height      \(absence(of: "height", report))\(counts.missingHeight) missing, \(counts.doubts) in doubt and left out"
    )
    for doubt in report.doubts.prefix(shownRejects) {
      lines.append(
        SafeText.shown(
          "    line \(doubt.height.line), student \(doubt.height.student): \"\(doubt.height.text)\": "
            + doubt.reason.phrase.english
        )
      )
    }
    if counts.doubts > 0 {
      lines.append(
        "    studentdb check lists the possible readings; then use studentdb correct, or import a corrected file"
      )
    }
    for note in report.notes.prefix(shownRejects) {
      lines.append(SafeText.shown("    \(note.phrase.english)"))
    }
    if report.noteCount > shownRejects {
      lines.append("    and \(report.noteCount - shownRejects) more such notes")
    }
    if counts.notAPerson > 0 {
      lines.append(
        "  no person   \(Numbers.count(counts.notAPerson, "row")) of totals, averages or classes; "
          + "studentdb check lists them"
      )
    }
    let changes = ImportChangesRendering(report)
    lines += changes.text + changes.textOfLeavers
    if counts.voided > 0 {
      lines.append(
        "  signatures  void for \(Numbers.count(counts.voided, "student")), because this file changed "
          + "what was signed"
      )
    }
    return lines + rejects(report)
  }

  private static func absence(of field: String, _ report: ImportReport) -> String {
    report.columns.contains { $0.field == field } ? "" : "no column was read; "
  }

  /// Each word for a gender with its reading.
  private static func words(_ report: ImportReport) -> [String] {
    let words = report.genderWords.prefix(shownWords).map { word in
      let text = word.text.isEmpty ? "\"\"" : word.text
      let reading =
        word.reading.status == "recorded" ? word.reading.word ?? "" : spaced(word.reading.status)
      return "\(text) -> \(reading) \(word.count)"
    }
    guard !words.isEmpty else { return [] }
    let rest = report.genderWords.count - words.count
    var lines = [
      SafeText.shown(
        "  words       " + words.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
      )
    ]
    if report.isOwnExport {
      lines.append(
        "  export      of studentdb: decided and inferred genders are imported as missing"
      )
    }
    if report.batch.counts.doubtGender > 0 {
      lines.append(
        "    unknown words are not read as genders: studentdb check lists them, and studentdb correct "
          + "--word WORD=GENDER -m WHY settles one"
      )
    }
    return lines
  }

  private static func spaced(_ word: String) -> String {
    word.split(separator: "_").joined(separator: " ")
  }

  private static func fileFacts(_ batch: ImportBatch) -> String {
    let delimiters = [",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"]
    var facts = [
      batch.encoding + (batch.hasByteOrderMark ? " with byte order mark" : ""),
      delimiters[batch.delimiter] ?? batch.delimiter,
    ]
    if let unit = batch.heightUnit { facts.append("bare heights in \(unit)") }
    if let sign = batch.decimalSign {
      facts.append(sign == "," ? "decimal comma" : "decimal point")
    }
    return facts.joined(separator: ", ")
  }

  private static func rejects(_ report: ImportReport) -> [String] {
    var lines: [String] = []
    let byCode = Dictionary(grouping: report.rejects) { $0.code }
    for (code, rows) in byCode.sorted(by: { $0.key < $1.key }) {
      for row in rows.prefix(shownRejects) {
        let file = report.batch.sourceName + (row.file.map { "/\($0)" } ?? "")
        let column = row.column.map { ":\($0)" } ?? ""
        lines.append(SafeText.shown("\(file):\(row.line)\(column): \(code): \(row.message)"))
      }
      let count = report.rejectsByCode[code] ?? rows.count
      if count > shownRejects {
        lines.append("  and \(count - shownRejects) more lines with \(code)")
      }
    }
    return lines
  }
}
