import Report
import ReviewSession
import RosterReading
import StudentStore
import Terminal
import Workflows

/// The page that shows one student: the evidence above, the keys and the last message below.
///
/// A large window shows everything, with blank lines and the next students. A small one uses fewer
/// words, and if necessary leaves out the curves, the file's line and the neighbours, in this
/// order. The name, the height and the suggestion are always shown.
struct StudentPage {
  /// The minimum window size: a decision needs visible evidence.
  static let least = TerminalSize(columns: 40, rows: 15)

  let sheet: EvidenceSheet
  let keys: ReviewKeys
  let comment: String?
  /// The number of undecided students, and the total.
  let toDo: Int
  let all: Int
  /// The next students, for a large window.
  var upcoming: [QueueItem] = []
  /// Whether an item's suggestion is hidden.
  var isHidden: (QueueItem) -> Bool = \.isBlind

  /// The level of detail.
  private struct Style {
    var isShort = false
    var hasGaps = false
    var curveRows = 1
    /// The window's width, for the line of the file.
    var lineRows = 1
    var hasNeighbours = true
  }

  /// The lines of the page that fit.
  ///
  /// `bottom`: the lines below it.
  func lines(_ size: TerminalSize, above bottom: Int) -> [String] {
    let keyLines = keyLines(size.columns)
    let room = size.rows - bottom - keyLines.count
    let hasPanel = size.columns >= 120 && room >= 20 && !upcoming.isEmpty
    let width = hasPanel ? size.columns - 46 : size.columns
    var body = body(width, room: room)
    body += Array(repeating: "", count: max(0, room - body.count))
    if hasPanel {
      let panel = self.panel(44, rows: room)
      body = zip(body, panel).map { ScreenText.cell($0, width) + "  " + $1 }
    }
    return body.map { $0.trimmingEnd() } + keyLines
  }

  private func body(_ width: Int, room: Int) -> [String] {
    var found: [String] = []
    for style in styles {
      found = body(width, style)
      if found.count <= room { return found }
    }
    return Array(found.prefix(max(0, room)))
  }

  /// From the most detailed on.
  private var styles: [Style] {
    let roomy = (1...8).reversed().flatMap { rows in
      // A long line takes no more than the curves do.
      [2 * rows + 2, rows + 2].map { Style(hasGaps: true, curveRows: rows, lineRows: $0) }
    }
    return roomy + [
      Style(lineRows: 3), Style(isShort: true), Style(isShort: true, curveRows: 0),
      Style(isShort: true, curveRows: 0, lineRows: 0),
      Style(isShort: true, curveRows: 0, lineRows: 0, hasNeighbours: false),
    ]
  }

  private func body(_ width: Int, _ style: Style) -> [String] {
    let words = EvidenceWords(sheet)
    var parts = [heading(width)]
    if style.lineRows > 0 { parts.append(fileLines(width, style)) }
    let evidence = words.evidence.filter { style.hasNeighbours || $0.label != "nearby" }
    parts.append(evidence.flatMap { lines(of: $0, width, style) })
    if !sheet.isBlind, style.curveRows > 0, let mixture = sheet.mixture,
      let height = sheet.item.heightCentimetres
    {
      let curves = DensityCurves(
        mixture,
        genders: sheet.explanation.genders,
        height: height
      )
      let indent = style.isShort ? 0 : 2
      parts.append(
        curves.lines(width: min(100, width - indent), rows: style.curveRows)
          .map { String(repeating: " ", count: indent) + $0 }
      )
    }
    parts.append(notes(width))
    let gap = style.hasGaps ? [""] : []
    // If the parts are separated by blank lines, so are the last one and the keys.
    return Array(parts.filter { !$0.isEmpty }.joined(separator: gap)) + gap
  }

  private func heading(_ width: Int) -> [String] {
    let item = sheet.item
    let place = [
      item.group.map { "group \(SafeText.shown($0))" }, "student \(item.student)",
      item.schoolID.map { "id \(SafeText.shown($0))" },
    ].compactMap(\.self).joined(separator: " · ")
    let progress =
      width < 60
      ? "\(toDo) left" : "\(all - toDo) of \(all) decided, \(toDo) left"
    return [
      ScreenText.fitted(SafeText.shown(item.name), to: width),
      ScreenText.spread(place, progress, to: width),
    ]
  }

  private func fileLines(_ width: Int, _ style: Style) -> [String] {
    guard !style.isShort else {
      return FileLine(sheet.line).lines("", width: width, indent: 0, lines: style.lineRows)
    }
    let label = SafeText.padded("file", to: 12) + "In \(FileLine(sheet.line).place): "
    return FileLine(sheet.line).lines(label, width: width, indent: 12, lines: style.lineRows)
  }

  private func lines(
    of statement: EvidenceWords.Statement,
    _ width: Int,
    _ style: Style
  ) -> [String] {
    guard !style.isShort else {
      return [ScreenText.fitted(statement.short, to: width)]
    }
    let label = SafeText.padded(statement.label, to: 12)
    return ScreenText.wrapped(label + statement.sentence, to: width, indent: 12)
  }

  private func notes(_ width: Int) -> [String] {
    var notes: [String] = []
    if let decision = sheet.decision {
      let label = sheet.state == .signed ? "signed      " : "decided     "
      notes += ScreenText.wrapped(
        label + EvidenceWords.words(decision, isHidden: sheet.isBlind),
        to: width,
        indent: 12
      )
    }
    if let comment {
      notes += ScreenText.wrapped("comment     " + SafeText.shown(comment), to: width, indent: 12)
    }
    return notes
  }

  private func keyLines(_ width: Int) -> [String] {
    let accept = sheet.isBlind ? [] : ["a accept"]
    let keep = sheet.isDecided ? ["k keep"] : []
    let acts = accept + ["n unknown", "space later"] + keep
    let rest = ["u undo", "c comment", "/ find", "b list", "? help", "q stop"]
    let one = ScreenText.flowed(acts + rest, to: width)
    return ScreenText.flowed(keys.labels, to: width)
      + (one.count == 1
        ? one : ScreenText.flowed(acts, to: width) + ScreenText.flowed(rest, to: width))
  }

  /// The next students.
  private func panel(_ width: Int, rows: Int) -> [String] {
    let listed = upcoming.prefix(max(0, rows - 2)).map { item in
      let suggestion =
        isHidden(item)
        ? "" : item.suggestion.map { Numbers.percent($0.confidence) } ?? "-"
      return ScreenText.cell(suggestion, 8, alignedRight: true) + "  "
        + ScreenText.fitted(SafeText.shown(item.name), to: width - 10)
    }
    let lines = ["After this one:", ""] + listed
    return lines + Array(repeating: "", count: max(0, rows - lines.count))
  }
}

/// The page shown when every student is decided.
struct ReviewEnd {
  let all: Int
  /// The result of the blind answers, in sentences.
  let progress: [String]

  /// The lines of the page.
  func lines(_ width: Int) -> [String] {
    ScreenText.wrapped(
      all == 0
        ? "There are no students in this queue."
        : "Nothing is left to decide: all \(all) are done.",
      to: width
    ) + [""]
      + progress.flatMap { ScreenText.wrapped($0, to: width) + [""] }
      + ScreenText.wrapped("Next: studentdb review sign-off --name NAME --role ROLE", to: width)
      + [""] + ScreenText.flowed(["u undo", "/ find", "b list", "? help", "q stop"], to: width)
  }
}
