package import StudentStore

/// What moved between two runs.
package struct RunComparison {
  package let first: ImputationRun
  package let second: ImputationRun
  /// Students about whom both say something.
  package private(set) var both = 0
  /// Students whose likeliest gender is another one, the largest move first.
  package private(set) var crossed: [RunDifference] = []
  /// Students whose probability moved by ``least`` or more without crossing, the largest first; at
  /// most ``most``.
  package private(set) var moved: [RunDifference] = []
  /// How many moved so.
  package private(set) var movedCount = 0
  /// Students about whom only one of the two says something.
  package private(set) var onlyFirst = 0
  package private(set) var onlySecond = 0
  /// The mean distance that probabilities moved; nil where no student is in both.
  package private(set) var meanMove: Double?

  /// Whether cells are compared, and not students.
  package let ofCells: Bool

  /// Moves below a percentage point are not listed.
  package static let least = 0.01
  /// The most moves that are listed.
  package static let most = 1_000

  /// Compares two runs.
  ///
  /// - Throws: `StoreError.unknown` where one of them does not exist.
  package init(_ first: Int64, _ second: Int64, in database: SchoolDatabase) throws {
    self.first = try database.run(first)
    self.second = try database.run(second)
    var (distance, both, onlyFirst, onlySecond, movedCount) = (0.0, 0, 0, 0, 0)
    var (crossed, moved): ([RunDifference], [RunDifference]) = ([], [])
    // Of cells that an engine has counted no student is in the file.
    ofCells = self.first.countedFrom != nil || self.second.countedFrom != nil
    let visit = { (difference: RunDifference) in
      let students = difference.students
      guard let move = difference.moved else {
        if difference.before != nil { onlyFirst += students } else { onlySecond += students }
        return
      }
      both += students
      distance += move.magnitude * Double(students)
      if difference.crossed {
        crossed.append(difference)
      } else if move.magnitude >= Self.least {
        movedCount += 1
        moved.append(difference)
        // The largest moves are kept, and memory stays flat.
        if moved.count >= 2 * Self.most {
          moved.sort(by: Self.isLarger)
          moved.removeLast(moved.count - Self.most)
        }
      }
    }
    if ofCells {
      try database.compareCells(first, second, visit)
    } else {
      try database.compare(first, second, visit)
    }
    self.crossed = crossed.sorted(by: Self.isLarger)
    self.moved = Array(moved.sorted(by: Self.isLarger).prefix(Self.most))
    (self.both, self.onlyFirst, self.onlySecond) = (both, onlyFirst, onlySecond)
    self.movedCount = movedCount
    meanMove = both > 0 ? distance / Double(both) : nil
  }

  /// Whether the runs say the same about everybody, but for moves below ``least``.
  package var isSame: Bool {
    crossed.isEmpty && movedCount == 0 && onlyFirst == 0 && onlySecond == 0
  }

  private static func isLarger(_ left: RunDifference, _ right: RunDifference) -> Bool {
    let (a, b) = ((left.moved ?? 0).magnitude, (right.moved ?? 0).magnitude)
    return a != b ? a > b : left.subject < right.subject
  }
}

extension RunDifference.Subject {
  fileprivate static func < (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.student(let left, _, _), .student(let right, _, _)): left < right
    case (.cell(let a, let height, _), .cell(let b, let other, _)):
      (a ?? "", height) < (b ?? "", other)
    case (.student, .cell): true
    case (.cell, .student): false
    }
  }
}
