import Report
import ReviewSession

/// The line of the school's file about a student, as far as there is room for it.
struct FileLine {
  /// One cell with its heading, fit to be shown.
  private struct Cell {
    let heading: String
    /// Nil where the cell is empty.
    let text: String?
    let rank: FileRecord.Cell.Rank
  }

  /// The file, and the line in it.
  let place: String
  /// Every column.
  private let cells: [Cell]

  init(_ record: FileRecord) {
    place = "\(SafeText.shown(record.fileName)), line \(record.line)"
    cells = record.cells.map { cell in
      Cell(
        heading: Self.fitted(cell.heading),
        text: cell.text.flatMap { $0.isBlank ? nil : Self.fitted($0) },
        rank: cell.rank
      )
    }
  }

  /// A cell longer than this is cut: it would push everything else off the screen.
  private static let longest = 60

  private static func fitted(_ text: String) -> String {
    // Cut before it is looked at: a cell may hold megabytes, and a character a thousand accents.
    let start = String(String.UnicodeScalarView(text.unicodeScalars.prefix(8 * longest)))
    let shown = SafeText.shown(start)
    return ScreenText.fitted(start.utf8.count < text.utf8.count ? shown + "…" : shown, to: longest)
  }

  /// All cells in a row: `name José Olsen · gender empty · height 167`.
  var text: String { text(of: cells) }

  /// As much of the row as goes into some lines with a label before it, and how much does not.
  ///
  /// `lines`: how many, each of `width` columns, all but the first standing in by `indent`.
  func lines(_ label: String, width: Int, indent: Int, lines: Int) -> [String] {
    // The cells in the order in which they are worth their room.
    let order = cells.indices.sorted { (cells[$0].rank, $0) < (cells[$1].rank, $1) }
    func wrapped(_ count: Int) -> [String] {
      let kept = Set(order.prefix(count))
      let text = text(of: cells.indices.filter(kept.contains).map { cells[$0] })
      return ScreenText.wrapped(label + text, to: width, indent: indent)
    }
    // The largest number that has room; a file may have hundreds of columns.
    var (least, beyond) = (0, cells.count + 1)
    while beyond - least > 1 {
      let middle = (least + beyond) / 2
      if wrapped(middle).count <= lines { least = middle } else { beyond = middle }
    }
    return wrapped(least).prefix(lines).map { ScreenText.fitted($0, to: width) }
  }

  private func text(of kept: [Cell]) -> String {
    let more = cells.count - kept.count
    let rest =
      more == 0
      ? [] : kept.isEmpty ? [Numbers.count(more, "column")] : ["and \(more) more"]
    return (kept.map { "\($0.heading) \($0.text ?? "empty")" } + rest).joined(separator: " · ")
  }
}
