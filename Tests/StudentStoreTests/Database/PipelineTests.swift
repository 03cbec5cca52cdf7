import Testing

@testable import StudentStore

@Suite struct PipelineTests {
  private struct Stop: Error {}

  @Test(arguments: [1, 2, 7])
  func `everything arrives once and in order`(capacity: Int) throws {
    var received: [Int] = []
    try withPipeline(
      capacity: capacity,
      producing: { put in for number in 0..<1000 { try put(number) } },
      finishing: { $0 = -$0 },
      consuming: { received.append($0) }
    )
    // Each was finished once, whoever did it.
    #expect(received == (0..<1000).map { -$0 })
  }

  @Test func `what the producer throws reaches the caller, behind what it made before`() throws {
    var received: [Int] = []
    #expect(throws: Stop.self) {
      try withPipeline(
        capacity: 2,
        producing: { put in
          try put(1)
          throw Stop()
        },
        finishing: { _ in },
        consuming: { (number: Int) in received.append(number) }
      )
    }
    #expect(received == [1])
  }

  @Test func `a consumer that throws stops a producer that would never end`() throws {
    #expect(throws: Stop.self) {
      try withPipeline(
        capacity: 2,
        producing: { put in
          var number = 0
          while true {
            try put(number)
            number += 1
          }
        },
        finishing: { _ in },
        consuming: { (number: Int) in if number == 5 { throw Stop() } }
      )
    }
  }

  @Test func `nothing made is nothing received`() throws {
    var received: [Int] = []
    try withPipeline(
      capacity: 1,
      producing: { _ in },
      finishing: { _ in },
      consuming: { received.append($0) }
    )
    #expect(received.isEmpty)
  }
}
