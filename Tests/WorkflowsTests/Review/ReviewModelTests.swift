import StudentStore
import Testing

/// Random acts of a review against a model of a few lines: 1,000 sequences, the state compared
/// after each act, and the file verified at the end of each sequence.
struct ReviewModelTests {
  /// Many schools with a short history each: what is verified is all that a school ever did.
  private static let schools: UInt64 = 50
  private static let sequences = 20
  private static let acts = 6

  /// How often each kind of act was done and refused.
  private struct Tally {
    var done: [String: Int] = [:]
    var refused: [String: Int] = [:]

    mutating func add(_ other: Tally) {
      done.merge(other.done, uniquingKeysWith: +)
      refused.merge(other.refused, uniquingKeysWith: +)
    }
  }

  @Test func `whatever is done in whichever order, the state is the model's and the file verifies`()
    async throws
  {
    let tally = try await withThrowingTaskGroup(of: Tally.self) { group in
      for seed in 0..<Self.schools { group.addTask { try Self.play(seed) } }
      return try await group.reduce(into: Tally()) { $0.add($1) }
    }
    let kinds: Set = [
      "decide", "accept", "undo newest", "redo newest", "undo named", "redo named", "undo batch",
      "redo batch", "apply", "sign", "revert",
    ]
    #expect(Set(tally.done.keys) == kinds, "\(tally.done)")
    // Everything that can be refused was: a batch takes who is open, and a signature who is decided.
    #expect(Set(tally.refused.keys) == kinds.subtracting(["accept", "sign"]), "\(tally.refused)")
  }

  private static func play(_ seed: UInt64) throws -> Tally {
    var play = try ReviewPlay(seed: seed)
    for sequence in 0..<sequences {
      for _ in 0..<acts {
        let act = try play.act()
        let differences = try play.differences()
        try #require(differences == [], "seed \(seed), sequence \(sequence): \(act)")
      }
      let verification = try play.school.database.verify(expectedHead: nil)
      try #require(verification.failures == [], "seed \(seed), sequence \(sequence)")
    }
    return Tally(done: play.done, refused: play.refused)
  }
}
