/// Where the lines of a text that was made from something else come from.
package protocol TextOrigin: Sendable {
  /// The line, or the row, of the source that a line of the text belongs to.
  func line(ofLine line: Int) -> Int

  /// A rejected row of the text with the place that it has in the source.
  ///
  /// `firstLine`: the line of the text on which the row's record begins.
  func original(_ row: RejectedLine, firstLine: Int) -> RejectedLine
}
