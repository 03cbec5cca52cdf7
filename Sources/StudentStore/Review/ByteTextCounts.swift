import Bytes

/// Counts texts by their bytes, as SQLite compares them: two ways to write an accent are two texts.
struct ByteTextCounts {
  private var texts: [[UInt8]] = []
  private var counts: [Int] = []
  /// Where the texts behind the first few are.
  private var places: [[UInt8]: Int] = [:]

  /// So many texts are compared one by one, which needs neither a copy nor a hash.
  private static let compared = 8

  mutating func add(_ text: borrowing Span<UInt8>) {
    for place in 0..<min(texts.count, Self.compared) where isEqual(texts[place], text) {
      counts[place] += 1
      return
    }
    var copy: [UInt8] = []
    copy.append(copying: text)
    if let place = places[copy] {
      counts[place] += 1
      return
    }
    if texts.count >= Self.compared { places[copy] = texts.count }
    texts.append(copy)
    counts.append(1)
  }

  /// The texts, those of one count in the order of their bytes.
  var mostFrequentFirst: [[UInt8]] {
    texts.indices.sorted { one, other in
      counts[one] == counts[other]
        ? texts[one].lexicographicallyPrecedes(texts[other]) : counts[one] > counts[other]
    }.map { texts[$0] }
  }

  private func isEqual(_ text: [UInt8], _ bytes: borrowing Span<UInt8>) -> Bool {
    guard text.count == bytes.count else { return false }
    for index in text.indices where text[index] != bytes[index] { return false }
    return true
  }
}
