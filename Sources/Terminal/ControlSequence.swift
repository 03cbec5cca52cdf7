/// The few sequences that are sent to a terminal; every terminal since the VT100 knows them, or
/// passes them over.
enum ControlSequence {
  static let hideCursor = "\u{1B}[?25l"
  static let showCursor = "\u{1B}[?25h"
  static let eraseRestOfLine = "\u{1B}[K"

  /// A screen of our own, on which long lines are cut and a paste is marked as one.
  static let enter = "\u{1B}[?1049h\u{1B}[?7l\u{1B}[?2004h\u{1B}[2J\u{1B}[H"
  /// The screen as it was before, with its cursor.
  static let leave = "\u{1B}[?2004l\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l"

  /// Moves the cursor; counted from zero.
  static func place(row: Int, column: Int) -> String { "\u{1B}[\(row + 1);\(column + 1)H" }
}
