/// When a second thread, with a connection of its own, reads half of the rows.
package enum SecondReader {
  /// With fewer rows, opening the file once more costs more than it saves.
  ///
  /// Tests set a lower number.
  @TaskLocal package static var smallestSchool: Int64 = 50_000
  /// Numbers further apart than SQLite would ever give them are not divided, nor counted.
  private static let largestSpan: Int64 = 1 << 30

  /// Whether rows with the numbers of this range are read by two threads.
  package static func reads(_ numbers: ClosedRange<Int64>) -> Bool {
    guard numbers.lowerBound >= 0 else { return false }
    let span = numbers.upperBound - numbers.lowerBound
    return span >= smallestSchool && span < largestSpan
  }
}

/// A range of numbers in pieces, of which a second thread reads every other, or in one piece.
package struct NumberPieces: Sendable {
  /// The numbers of all pieces.
  package let numbers: ClosedRange<Int64>
  /// How many pieces there are.
  package let count: Int
  private let length: Int64

  /// Numbers of a piece; of a small school, such as tests have, fewer.
  private static let most: Int64 = 8192

  /// One piece.
  package init(whole numbers: ClosedRange<Int64>) {
    self.numbers = numbers
    (count, length) = (1, 1)
  }

  /// Pieces for two threads.
  ///
  /// - Precondition: ``SecondReader/reads(_:)`` is true for the numbers.
  package init(dividing numbers: ClosedRange<Int64>) {
    precondition(SecondReader.reads(numbers), "only numbers for two threads are divided")
    self.numbers = numbers
    let span = numbers.upperBound - numbers.lowerBound
    length = min(Self.most, span / 8 + 1)
    count = Int(span / length) + 1
  }

  /// The numbers of a piece, counted from 0.
  package subscript(piece: Int) -> ClosedRange<Int64> {
    guard count > 1 else { return numbers }
    let first = numbers.lowerBound + Int64(piece) * length
    return first...min(first + length - 1, numbers.upperBound)
  }
}
