/// A set of students by their numbers: a bit each.
package struct StudentSet: Sendable {
  private var words: [UInt64] = []
  package private(set) var count = 0

  package init() {}

  /// Adds a student.
  ///
  /// - Precondition: the number is positive.
  package mutating func insert(_ student: Int64) {
    let (word, bit) = (Int(student / 64), UInt64(1) << UInt64(student % 64))
    if word >= words.count {
      words += [UInt64](repeating: 0, count: word + 1 - words.count)
    }
    if words[word] & bit == 0 { count += 1 }
    words[word] |= bit
  }

  package func contains(_ student: Int64) -> Bool {
    let word = Int(student / 64)
    return word < words.count && words[word] & (UInt64(1) << UInt64(student % 64)) != 0
  }
}
