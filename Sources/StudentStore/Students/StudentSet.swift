/// A set of students by their numbers: a bit each, up to a number that no school has.
package struct StudentSet: Sendable {
  private var words: [UInt64] = []
  /// Numbers that only another program gives.
  private var far: Set<Int64> = []

  private static let near: Int64 = 1 << 28
  package private(set) var count = 0

  package init() {}

  /// Adds a student.
  package mutating func insert(_ student: Int64) {
    guard student >= 0, student < Self.near else {
      if far.insert(student).inserted { count += 1 }
      return
    }
    let (word, bit) = (Int(student / 64), UInt64(1) << UInt64(student % 64))
    if word >= words.count {
      words += [UInt64](repeating: 0, count: word + 1 - words.count)
    }
    if words[word] & bit == 0 { count += 1 }
    words[word] |= bit
  }

  package func contains(_ student: Int64) -> Bool {
    guard student >= 0, student < Self.near else { return far.contains(student) }
    let word = Int(student / 64)
    return word < words.count && words[word] & (UInt64(1) << UInt64(student % 64)) != 0
  }
}
