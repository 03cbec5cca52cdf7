import Report
import RosterReading
import StudentStore
import Workflows

/// What an import understood and did, or would do: columns, words, counts, and every line that could not
/// be read.
struct ReportView {
  /// The lines of a kind that are shown; the rest is only counted.
  private static let shown = 50

  private let report: ImportReport
  private let page: Page

  init(_ report: ImportReport, page: Page) {
    self.report = report
    self.page = page
  }

  var html: HTML {
    guard !report.wasAlreadyImported else {
      return """
        <p>\(page.say(.alreadyImportedAs(report.batch.id, String(report.batch.importedAt.prefix(10)))))</p>
        """
    }
    return """
      \(counts)
      \(columns)
      \(words)
      \(doubts)
      \(rejects)
      \(changes)
      \(notes)
      """
  }

  private var counts: HTML {
    let counts = report.batch.counts
    let rows: [(Phrase, Int)] = [
      (.rowsRead, counts.rows), (.rowsAdded, counts.added), (.rowsUpdated, counts.updated),
      (.rowsUnchanged, counts.unchanged), (.rowsConflicting, counts.conflicts),
      (.rowsRejected, counts.rejected), (.missingGender, counts.missingGender),
      (.declinedGender, counts.declinedGender), (.doubtGender, counts.doubtGender),
      (.missingHeight, counts.missingHeight), (.doubtHeight, counts.doubts),
      (.notPersons, counts.notAPerson), (.voidedSignatures, counts.voided),
    ]
    return table(
      .importCounts,
      rows.filter { $0.1 > 0 }.map { label, count in
        "<tr><th scope=\"row\">\(page.say(label))</th><td class=\"number\">\(count)</td></tr>"
      }
    )
  }

  private func table(_ caption: Phrase, _ rows: [HTML]) -> HTML {
    rows.isEmpty
      ? ""
      : "<table><caption>\(page.say(caption))</caption><tbody>\(rows.joined())</tbody></table>"
  }

  private var columns: HTML {
    let batch = report.batch
    var rows = report.columns.map { field, heading -> HTML in
      let known = StudentField(rawValue: field).map { page.say(.field($0)) } ?? field
      return "<tr><th scope=\"row\">\(known)</th><td>\(page.name(heading))</td></tr>"
    }
    let facts: [(Phrase, String?)] = [
      (.heightUnitIs, batch.heightUnit.map { page.say(.unit($0)) }),
      (.decimalSignIs, batch.decimalSign),
      (.sheetIs, batch.sheet.map(SafeText.shown)),
      (.headerLineIs, "\(batch.headerLine)"), (.encodingIs, batch.encoding),
      (.dateFormIs, batch.dateForm), (.measuredOnIs, batch.measuredOn),
    ]
    rows += facts.compactMap { label, value in
      value.map { "<tr><th scope=\"row\">\(page.say(label))</th><td>\($0)</td></tr>" }
    }
    let absent = [StudentField.gender, .height].filter { field in
      !report.columns.contains { $0.field == field.rawValue }
    }
    let said = absent.map { "<p>\(page.say(.noColumnOf($0)))</p>" as HTML }
    return "\(table(.columnsUnderstood, rows))\(said.joined())<p>\(page.say(.otherColumnsKept))</p>"
  }

  private var words: HTML {
    let rows = report.genderWords.prefix(Self.shown).map { word -> HTML in
      let text: HTML = word.text.isEmpty ? "\(page.say(.emptyCell))" : page.name(word.text)
      return """
        <tr><th scope="row">\(text)</th><td>\(page.reading(word.reading))</td>\
        <td class="number">\(word.count)</td></tr>
        """
    }
    guard !rows.isEmpty else { return "" }
    return """
      <table><caption>\(page.say(.wordsUnderstood))</caption><thead><tr>
      <th scope="col">\(page.say(.wordHeading))</th><th scope="col">\(page.say(.readAs))</th>
      <th scope="col" class="number">\(page.say(.linesHeading))</th></tr></thead>
      <tbody>\(rows.joined())</tbody></table>
      """
  }

  private var doubts: HTML {
    let rows = report.doubts.prefix(Self.shown).map { doubt -> HTML in
      """
      <tr><td class="number">\(doubt.height.line)</td><td>\(page.name(doubt.height.text))</td>\
      <td>\(SafeText.shown(page.say(doubt.reason.phrase)))</td></tr>
      """
    }
    return lines(.doubtfulHeights, rows, of: report.batch.counts.doubts, text: .writtenHeading)
  }

  private var rejects: HTML {
    let rows = report.listed.prefix(Self.shown).map { listed -> HTML in
      let row = listed.row
      let why = listed.reason.map { page.say(.rejection($0)) } ?? row.message
      return """
        <tr><td class="number">\(row.line)</td><td>\(page.name(report.lines.text(of: row)))</td>\
        <td>\(SafeText.shown(why))</td></tr>
        """
    }
    return lines(
      .rejectedHeading,
      rows,
      of: report.rejectsByCode.values.reduce(0, +),
      text: .lineHeading
    )
  }

  private func lines(_ caption: Phrase, _ rows: [HTML], of all: Int, text: Phrase) -> HTML {
    guard !rows.isEmpty else { return "" }
    let more: HTML = all > rows.count ? "<p>\(page.say(.andMore(all - rows.count)))</p>" : ""
    return """
      <div class="scroll" tabindex="0" role="group" aria-label="\(page.say(.tableToScroll))"><table><caption>\(page.say(caption))</caption><thead><tr>
      <th scope="col" class="number">\(page.say(.lineNumber))</th>
      <th scope="col">\(page.say(text))</th><th scope="col">\(page.say(.whyHeading))</th></tr></thead>
      <tbody>\(rows.joined())</tbody></table></div>\(more)
      """
  }

  /// What the file changes of students known before, and who is no longer in it.
  private var changes: HTML {
    let changes = report.changes
    let rows = changes.changes.prefix(Self.shown).map { change -> HTML in
      """
      <tr><th scope="row">\(page.name(change.name))</th><td>\(page.name(change.field))</td>\
      <td>\(page.name(change.old ?? ""))</td><td>\(page.name(change.new ?? ""))</td></tr>
      """
    }
    let more: HTML =
      changes.count > rows.count ? "<p>\(page.say(.andMore(changes.count - rows.count)))</p>" : ""
    let table: HTML =
      rows.isEmpty
      ? ""
      : """
      <div class="scroll" tabindex="0" role="group" aria-label="\(page.say(.tableToScroll))"><table><caption>\(page.say(.changesHeading))</caption><thead><tr>
      <th scope="col">\(page.say(.studentHeading))</th><th scope="col">\(page.say(.fieldHeading))</th>
      <th scope="col">\(page.say(.beforeHeading))</th><th scope="col">\(page.say(.afterHeading))</th>
      </tr></thead><tbody>\(rows.joined())</tbody></table></div>\(more)
      """
    let leavers = report.leavers
    guard leavers.count > 0 else { return table }
    let names = leavers.students.prefix(Self.shown).map { "<li>\(page.name($0.name))</li>" as HTML }
    return """
      \(table)<p>\(page.say(.leaversAre(leavers.count, areMarked: leavers.areMarked)))</p>
      <ul>\(names.joined())</ul>
      """
  }

  private var notes: HTML {
    let notes = report.notes.prefix(Self.shown).map {
      "<li>\(page.sentence($0.phrase))</li>" as HTML
    }
    guard !notes.isEmpty else { return "" }
    let more: HTML =
      report.noteCount > notes.count
      ? "<p>\(page.say(.andMore(report.noteCount - notes.count)))</p>" : ""
    return "<h2>\(page.say(.notesHeading))</h2><ul>\(notes.joined())</ul>\(more)"
  }
}

extension Page {
  /// What a word for a gender is read as.
  func reading(_ gender: Student.RecordedGender) -> String {
    switch gender {
    case .recorded(let word): self.gender(word)
    case .missing: say(.readAsMissing)
    case .declined: say(.readAsDeclined)
    case .doNotInfer: say(.state(.doNotInfer))
    case .inDoubt: say(.readAsDoubt)
    }
  }
}
