import Testing

@testable import Mixture

@Suite struct FoldAssignmentTests {
  /// So many recorded girls and boys at each of twenty heights, and one of each whose gender is missing.
  private func cells(_ count: Int) -> [CountedCell] {
    (0..<20).flatMap { height in
      [0, 1, nil].map { label in
        CountedCell(
          strata: [0],
          height: 150 + Double(height),
          label: label,
          isDecided: false,
          count: label == nil ? 1 : count
        )
      }
    }
  }

  @Test(arguments: [3, 7, 100])
  func `in each repeat every recorded student is held back once, and nobody else`(count: Int) {
    let cells = cells(count)
    let (heldBack, assignment) = FoldAssignment().dealt(cells)
    for (index, cell) in cells.enumerated() {
      let numbers = Array(heldBack[index])
      #expect(numbers.count == 5 * assignment.repeats)
      for number in 0..<assignment.repeats {
        let sum = numbers[number * 5..<number * 5 + 5].reduce(0, +)
        #expect(sum == (cell.label == nil ? 0 : UInt32(count)))
      }
    }
  }

  @Test func `folds of few students are as large as each other, but for one student`() {
    let cells = cells(3)
    let (heldBack, assignment) = FoldAssignment().dealt(cells)
    for place in 0..<5 * assignment.repeats {
      // 120 students in five parts.
      #expect(cells.indices.reduce(0) { $0 + Array(heldBack[$1])[place] } == 24)
    }
  }

  @Test func `of few students neither the seed nor the order has a say`() {
    let one = FoldAssignment(seed: 1).dealt(cells(3)).heldBack
    #expect(FoldAssignment(seed: 2).dealt(cells(3)).heldBack == one)
    let reversed = FoldAssignment(seed: 1).dealt(cells(3).reversed()).heldBack
    for index in 0..<60 { #expect(reversed[59 - index] == one[index]) }
  }

  @Test func `of many students another seed divides those who are left over otherwise`() {
    let (one, same, other) = (
      FoldAssignment(seed: 1).dealt(cells(27)).heldBack,
      FoldAssignment(seed: 1).dealt(cells(27)).heldBack,
      FoldAssignment(seed: 2).dealt(cells(27)).heldBack
    )
    #expect(one == same)
    #expect(one != other)
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
