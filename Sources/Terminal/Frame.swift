/// One frame of the screen: its lines from the top, and the position of the cursor.
package struct Frame: Equatable, Sendable {
  /// A position on the screen, counted from zero.
  package struct Place: Equatable, Sendable {
    package let row: Int
    package let column: Int

    package init(row: Int, column: Int) {
      self.row = row
      self.column = column
    }
  }

  /// The lines, none wider than the screen; the caller ensures this.
  package var lines: [String]
  /// The rows of the lines that reach the last column.
  package var full: Set<Int>
  /// The position of the cursor; nil hides it.
  package var cursor: Place?

  package init(lines: [String], full: Set<Int> = [], cursor: Place? = nil) {
    self.lines = lines
    self.full = full
    self.cursor = cursor
  }

  /// The bytes that paint the frame over the previous content.
  ///
  /// Every line is positioned separately, so that a terminal with a different character width
  /// spoils only one line. The rest of a line is erased after writing, not before, so that it does
  /// not flicker. A line that reaches the last column is erased first, because the cursor then
  /// stays on that column and erasing would delete its last character.
  package func bytes(rows: Int) -> [UInt8] {
    var text = ControlSequence.hideCursor
    for row in 0..<max(0, rows) {
      text += ControlSequence.place(row: row, column: 0)
      let isFull = full.contains(row)
      if isFull { text += ControlSequence.eraseRestOfLine }
      if row < lines.count { text += lines[row] }
      if !isFull { text += ControlSequence.eraseRestOfLine }
    }
    if let cursor {
      text += ControlSequence.place(row: cursor.row, column: cursor.column)
      text += ControlSequence.showCursor
    }
    return Array(text.utf8)
  }
}
