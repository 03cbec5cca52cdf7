import TestSupport
import Testing

@testable import Workflows

struct HashIndexTests {
  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func `every entry is found by its hash, in the order of adding`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    // Few hashes, some of them in one place of the table.
    let hashes = (0..<2000).map { _ in
      UInt64.random(in: 0..<300, using: &random) << (Bool.random(using: &random) ? 0 : 40)
    }
    var index = HashIndex()
    for hash in hashes { index.append(hash) }
    index.close()
    for hash in Set(hashes).union([301, 302 << 40]) {
      var found: [Int] = []
      index.forEach(of: hash) { found.append($0) }
      #expect(found == hashes.indices.filter { hashes[$0] == hash }, "seed \(seed), hash \(hash)")
    }
  }

  @Test func `nothing is found in an index of nobody`() {
    var index = HashIndex()
    index.forEach(of: 7) { _ in Issue.record("an index that is open has no entries to find") }
    index.close()
    index.forEach(of: 7) { _ in Issue.record("an empty index has no entries to find") }
  }
}
