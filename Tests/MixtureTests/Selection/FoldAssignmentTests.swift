import Mixture
import Testing

@Suite struct FoldAssignmentTests {
  private let keys = (0..<10_000).map { StudentKey("student \($0)".utf8) }

  @Test func `a student has the same fold whenever it is asked`() {
    let (one, other) = (FoldAssignment(seed: 7), FoldAssignment(seed: 7))
    for key in keys.prefix(100) {
      for number in 0..<5 {
        #expect(one.fold(of: key, repeat: number) == other.fold(of: key, repeat: number))
      }
    }
  }

  @Test func `folds are about equally large`() {
    let assignment = FoldAssignment()
    for number in 0..<5 {
      var sizes = [Int](repeating: 0, count: 5)
      for key in keys { sizes[assignment.fold(of: key, repeat: number)] += 1 }
      // Binomial: 2,000 with a standard deviation of 40.
      #expect(sizes.allSatisfy { (1_800...2_200).contains($0) })
    }
  }

  @Test func `repeats divide the students anew`() {
    let assignment = FoldAssignment()
    let together = keys.count {
      assignment.fold(of: $0, repeat: 0) == assignment.fold(of: $0, repeat: 1)
    }
    // One in five by chance.
    #expect((1_800...2_200).contains(together))
  }

  @Test func `another seed divides them otherwise`() {
    let (one, other) = (FoldAssignment(seed: 1), FoldAssignment(seed: 2))
    let together = keys.count { one.fold(of: $0, repeat: 0) == other.fold(of: $0, repeat: 0) }
    #expect((1_800...2_200).contains(together))
  }

  @Test func `the bytes of a key count, not where they lie`() {
    let bytes = Array("7b-0012".utf8)
    let (one, other) = (FoldAssignment(), StudentKey(bytes.span))
    #expect(StudentKey(bytes) == other)
    #expect(StudentKey("7b-0013".utf8) != other)
    #expect((0..<5).contains(one.fold(of: other, repeat: 4)))
  }

  @Test(arguments: [
    (0, 5), (1, 5), (300, 5), (1_000, 5), (1_001, 5), (1_250, 4), (2_500, 2), (2_501, 2),
    (4_999, 2), (5_000, 1), (800_000, 1),
  ])
  func `repeats are worth their time up to five thousand predictions`(
    recorded: Int,
    repeats: Int
  ) {
    #expect(FoldAssignment().worthwhileRepeats(recorded: recorded) == repeats)
  }

  @Test(arguments: [(0, 5), (50_000, 5), (50_001, 5), (100_000, 3), (250_000, 1), (800_000, 1)])
  func `folds are worth their time up to fifty thousand predictions`(recorded: Int, folds: Int) {
    #expect(FoldAssignment().worthwhileFolds(recorded: recorded) == folds)
  }
}
