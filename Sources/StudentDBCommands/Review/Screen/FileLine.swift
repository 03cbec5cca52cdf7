import Report
import ReviewSession

/// The line of the school's file about a student, shortened to the available space.
struct FileLine {
  /// One cell with its heading, safe to show.
  private struct Cell {
    let heading: String
    /// Nil if the cell is empty.
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

  /// The maximum length of a shown cell.
  private static let longest = 60

  private static func fitted(_ text: String) -> String {
    // Cut before processing: a cell may have megabytes, and a character a thousand accents.
    let start = String(String.UnicodeScalarView(text.unicodeScalars.prefix(8 * longest)))
    let shown = SafeText.shown(start)
    return ScreenText.fitted(start.utf8.count < text.utf8.count ? shown + "…" : shown, to: longest)
  }

  /// All cells in a row: `name José Olsen · gender empty · height 167`.
  var text: String { text(of: cells) }

  /// The part of the row that fits into some lines after a label, and the number of cells left out.
  ///
  /// `lines`: their number, each of `width` columns, all but the first indented by `indent`.
  func lines(_ label: String, width: Int, indent: Int, lines: Int) -> [String] {
    // The cells in order of importance.
    let order = cells.indices.sorted { (cells[$0].rank, $0) < (cells[$1].rank, $1) }
    func wrapped(_ count: Int) -> [String] {
      let kept = Set(order.prefix(count))
      let text = text(of: cells.indices.filter(kept.contains).map { cells[$0] })
      return ScreenText.wrapped(label + text, to: width, indent: indent)
    }
    // The largest number that fits; a file may have hundreds of columns.
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
