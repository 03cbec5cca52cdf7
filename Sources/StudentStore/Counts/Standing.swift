/// How a student stands: what the file says, what was decided, and what the current run says.
///
/// `status` counts students by it.
struct Standing: Hashable, Sendable {
  /// What the current run says of an active student.
  enum Suggestion: String, Sendable {
    /// Nothing: the student is not in the run.
    case none
    /// The gate held it back.
    case heldBack = "held_back"
    case made
    /// It was made, and the student is in the run's blind sample.
    case drawn
  }

  /// As in the view `listed_student`; never inferred or decided.
  let status: ListedStudent.State
  /// Whether a student whose gender is missing has no usable height.
  var lacksHeight = false
  /// Whether a person gave the gender that is missing in the file.
  var isDecided = false
  /// What became of the suggestion; nil for who is not in the current run's queue.
  var review: QueueItem.State?
  var suggestion = Suggestion.none

  /// The same without what the current run says.
  var withoutRun: Standing {
    Standing(status: status, lacksHeight: lacksHeight, isDecided: isDecided)
  }
}

extension Standing: Comparable {
  static func < (left: Standing, right: Standing) -> Bool { left.sortKey < right.sortKey }

  private var sortKey: (String, Int, Int, String, String) {
    (
      status.rawValue, lacksHeight ? 1 : 0, isDecided ? 1 : 0, review?.rawValue ?? "",
      suggestion.rawValue
    )
  }
}

/// Students by how they stand.
typealias StandingCounts = [Standing: Int]

/// Students are counted in blocks of consecutive numbers, so that an act counts only some anew.
enum StudentBlock {
  /// The students of a block, as a power of two.
  private static let bits: Int64 = 10
  static let students: Int64 = 1 << bits

  /// The block of a student.
  static func holding(_ student: Int64) -> Int64 { student >> bits }

  /// The numbers that students of a block may have.
  static func numbers(of block: Int64) -> ClosedRange<Int64> { numbers(of: block...block) }

  /// The numbers that students of consecutive blocks may have.
  static func numbers(of blocks: ClosedRange<Int64>) -> ClosedRange<Int64> {
    (blocks.lowerBound << bits)...(blocks.upperBound << bits) + (students - 1)
  }
}

/// Counts new students, whose numbers rise, while they are added.
struct AddedStandings {
  /// The counts by block.
  private(set) var blocks: [Int64: StandingCounts] = [:]

  private static let kinds = [
    Standing(status: .recorded), Standing(status: .missing),
    Standing(status: .missing, lacksHeight: true), Standing(status: .declined),
    Standing(status: .doNotInfer), Standing(status: .inDoubt), Standing(status: .notAPerson),
  ]

  /// Adds students with consecutive numbers.
  mutating func add(_ facts: ArraySlice<StudentBatch.Facts>, from first: Int64) {
    var (rest, student) = (facts, first)
    while !rest.isEmpty {
      let block = StudentBlock.holding(student)
      let room = StudentBlock.numbers(of: block).upperBound - student + 1
      let own = rest.prefix(Int(room))
      var tally = InlineArray<7, Int>(repeating: 0)
      for facts in own { tally[Self.kind(of: facts)] += 1 }
      for (kind, standing) in Self.kinds.enumerated() where tally[kind] > 0 {
        blocks[block, default: [:]][standing, default: 0] += tally[kind]
      }
      rest = rest.dropFirst(own.count)
      student += Int64(own.count)
    }
  }

  /// The place in `kinds`.
  private static func kind(of facts: StudentBatch.Facts) -> Int {
    if facts.isDisjoint(with: .withoutGender) { return 0 }
    if facts.contains(.missingGender) {
      return facts.isDisjoint(with: [.missingHeight, .doubtfulHeight]) ? 1 : 2
    }
    if facts.contains(.declinedGender) { return 3 }
    if facts.contains(.doNotInfer) { return 4 }
    return facts.contains(.doubtGender) ? 5 : 6
  }
}

/// Counts the students of a run, whose numbers rise, while their imputations are written.
struct ImputedStandings: Sendable {
  /// The students of a block by what they lack and what the run says of them.
  struct Tally: Sendable {
    let block: Int64
    /// In the order of `standings`.
    fileprivate var counts = InlineArray<6, Int>(repeating: 0)

    fileprivate init(block: Int64) { self.block = block }
  }

  /// In order of number; a block may have several.
  private(set) var tallies: [Tally] = []

  /// How a student of each place of a tally stands.
  private static let standings: [Standing] = [false, true].flatMap { lacksHeight in
    [.heldBack, .made, .drawn].map { suggestion in
      Standing(
        status: .missing,
        lacksHeight: lacksHeight,
        review: .open,
        suggestion: suggestion
      )
    }
  }

  /// Adds a student.
  mutating func add(_ student: Int64, lacksHeight: Bool, _ suggestion: Standing.Suggestion) {
    let block = StudentBlock.holding(student)
    if tallies.last?.block != block { tallies.append(Tally(block: block)) }
    let place = suggestion == .drawn ? 2 : suggestion == .made ? 1 : 0
    tallies[tallies.count - 1].counts[(lacksHeight ? 3 : 0) + place] += 1
  }

  /// Adds students whose numbers are larger.
  mutating func add(_ other: ImputedStandings) { tallies += other.tallies }

  /// The counts of a block's students, of whom nobody is decided, with what the run says of them.
  ///
  /// Nil where more of them are in the run than are missing: the counts are not those of the rows.
  static func restated(_ counts: StandingCounts, by tallies: ArraySlice<Tally>) -> StandingCounts? {
    var restated: StandingCounts = [:]
    for (standing, count) in counts { restated[standing.withoutRun, default: 0] += count }
    for tally in tallies {
      for (place, standing) in standings.enumerated() where tally.counts[place] > 0 {
        let students = tally.counts[place]
        guard let left = restated[standing.withoutRun], left >= students else { return nil }
        restated[standing.withoutRun] = left == students ? nil : left - students
        restated[standing, default: 0] += students
      }
    }
    return restated
  }
}
