import Testing

@testable import Report

struct PoolingTests {
  private static func sum(_ counts: [Int]) -> Int { counts.reduce(0, +) }

  /// Every list of up to six counts from 0 to 6.
  private static let lists: [[Int]] = {
    var lists: [[Int]] = [[]]
    var last: [[Int]] = [[]]
    for _ in 1...5 {
      last = last.flatMap { list in (0...6).map { list + [$0] } }
      lists += last
    }
    return lists
  }()

  @Test func `neighbours put together lose nobody and are never fewer than five`() {
    for list in Self.lists {
      let runs = Pooling.neighbours(list) { Self.sum($0) >= Pooling.least }
      if Self.sum(list) < Pooling.least {
        #expect(runs.isEmpty)
      } else {
        #expect(Array(runs.joined()) == list)
        #expect(runs.allSatisfy { Self.sum($0) >= 5 })
      }
    }
  }

  @Test func `a small part cannot be computed from the others and the whole`() {
    for list in Self.lists {
      let parts = Pooling.parts(list, size: \.self) { Pooling.mayTell(Self.sum($0)) }
      #expect(parts.told.allSatisfy { $0 == 0 || $0 >= 5 })
      // What is put together is nobody, or five at least: so is the whole less what is told.
      #expect(Self.sum(parts.together) == 0 || Self.sum(parts.together) >= 5)
      if !parts.told.isEmpty || !parts.together.isEmpty {
        #expect((parts.told + parts.together).sorted() == list.sorted())
      } else {
        #expect(Self.sum(list) < 5 || list.isEmpty)
      }
    }
  }
}
