/// One picture of the screen: its lines from the top, and where the cursor stands.
package struct Frame: Equatable, Sendable {
  /// A place on the screen, counted from zero.
  package struct Place: Equatable, Sendable {
    package let row: Int
    package let column: Int

    package init(row: Int, column: Int) {
      self.row = row
      self.column = column
    }
  }

  /// The lines, none wider than the screen; whoever makes them sees to that.
  package var lines: [String]
  /// The rows of the lines that reach the last column.
  package var full: Set<Int>
  /// Where somebody is writing; nil hides the cursor.
  package var cursor: Place?

  package init(lines: [String], full: Set<Int> = [], cursor: Place? = nil) {
    self.lines = lines
    self.full = full
    self.cursor = cursor
  }

  /// The bytes that paint the frame over whatever stood there.
  ///
  /// Every line is put at its place by itself, so that a terminal that takes a character for wider
  /// than it is spoils one line and not the rest. A line is erased behind its end and not before it is
  /// written over, so that it does not blink, except where it reaches the last column: the cursor then
  /// stays on that column, and what is erased from the cursor on would be its last character.
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
