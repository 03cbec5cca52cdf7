/// Where the bytes of a decoded text were in the original file.
///
/// Positions in the text are those that a reader of the decoded pieces counts. The last part of
/// the text is kept, because a reader names a place when it has read somewhat beyond it.
package struct OriginalPositions: Sendable {
  private let encoding: CharacterEncoding
  /// A reader may take the delimiter behind a record of the full length before it gives it up.
  private static let margin = 16

  /// How much of the text is kept before the last piece.
  private let reach: Int
  /// The last part of the text.
  private var text: [UInt8] = []
  /// Where the kept text begins.
  private var start: (text: Int, original: Int)
  /// The place that was asked for last: the next one is near.
  private var last: (text: Int, original: Int)

  /// Begins with the first byte of the text.
  ///
  /// - Parameters:
  ///   - encoding: The encoding of the original.
  ///   - markLength: The bytes of the original before its text.
  ///   - reach: How many bytes of earlier pieces a reader may hold when it is given the next one:
  ///     the most bytes of a record, as `CSVLimits` has them.
  package init(_ encoding: CharacterEncoding, markLength: Int, reach: Int) {
    self.encoding = encoding
    self.reach = reach + Self.margin
    start = (text: 0, original: markLength)
    last = start
  }

  /// Takes note of the next piece of decoded text, before it is read.
  package mutating func append(_ piece: borrowing Span<UInt8>) {
    // There every place is the same in both.
    guard encoding != .utf8 else { return }
    if text.count >= 2 * reach { forget(text.count - reach) }
    text.append(addingCapacity: piece.count) { kept in
      for index in piece.indices { kept.append(piece[index]) }
    }
  }

  /// The byte of the original, counted from 0, where a byte of the text came from.
  ///
  /// - Precondition: The byte lies in the last piece, at its end, or at most the reach before it.
  /// - Complexity: O(*n*) in the bytes between this place and the one asked for before.
  package mutating func original(of position: Int) -> Int {
    guard encoding != .utf8 else { return start.original + position }
    precondition(
      position >= start.text && position <= start.text + text.count,
      "a place is asked for while its part of the text is kept"
    )
    if position < last.text {
      last.original -= length(of: position..<last.text)
    } else {
      last.original += length(of: last.text..<position)
    }
    last.text = position
    return last.original
  }

  private mutating func forget(_ count: Int) {
    start.original += length(of: start.text..<start.text + count)
    start.text += count
    text.removeFirst(count)
    if last.text < start.text { last = start }
  }

  private func length(of range: Range<Int>) -> Int {
    let kept = range.lowerBound - start.text..<range.upperBound - start.text
    return encoding.encodedLength(of: text.span.extracting(kept))
  }
}
