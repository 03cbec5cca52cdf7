import Mixture
import StudentStore
import Synchronization

/// Counts a school's students into cells; a large school on two threads.
struct EvidenceCount {
  private let stratifications: [Stratification]
  private let assignment: FoldAssignment
  private let countsNames: Bool
  private let takesOneClass: Bool

  init(
    by stratifications: [Stratification],
    assignment: FoldAssignment,
    countsNames: Bool = false,
    takesOneClass: Bool = false
  ) {
    self.takesOneClass = takesOneClass
    self.stratifications = stratifications
    self.assignment = assignment
    self.countsNames = countsNames
  }

  /// Counts all students.
  ///
  /// Two connections may see two states of the file. The trail tells: every change makes it longer.
  /// Where not both halves begin and end at the same entry, one connection counts everybody.
  ///
  /// `progress`: is told on this thread how many students were read.
  func school(
    in database: SchoolDatabase,
    progress: (WorkProgress?) -> Void = { _ in }
  ) throws -> CountedSchool {
    // Where the schema differs the views of this connection alone are the program's.
    guard let path = database.path, database.differences.isEmpty,
      let numbers = try database.studentNumbers(),
      SecondReader.reads(numbers)
    else {
      return try countedByOne(database, progress: progress)
    }
    let moment = try database.moment()
    let middle = numbers.lowerBound + (numbers.upperBound - numbers.lowerBound) / 2
    let upper = (middle + 1)...numbers.upperBound
    let nobody = EvidenceScan(
      by: stratifications,
      assignment: assignment,
      countsNames: countsNames,
      takesOneClass: takesOneClass
    )
    let read = ReadCount()
    let all = numbers.count
    progress(WorkProgress(.studentsRead, done: 0, all: all))
    let (other, own) = try runConcurrently(
      {
        try Half(nobody, of: try SchoolDatabase.reader(of: path), upper) { _ = read.add($0) }
      },
      {
        try Half(nobody, of: database, numbers.lowerBound...middle) {
          progress(WorkProgress(.studentsRead, done: read.add($0), all: all))
        }
      }
    )
    guard let head = own.head, other.head == head else {
      return try countedByOne(database, progress: progress)
    }
    var whole = own.scan
    try whole.add(other.scan)
    return CountedSchool(whole, asOf: moment)
  }

  private func countedByOne(
    _ database: SchoolDatabase,
    progress: (WorkProgress?) -> Void
  ) throws -> CountedSchool {
    let read = ReadCount()
    progress(WorkProgress(.studentsRead, done: 0, all: nil))
    return try database.countedSchool(
      by: stratifications,
      assignment: assignment,
      countsNames: countsNames,
      takesOneClass: takesOneClass,
      progress: { progress(WorkProgress(.studentsRead, done: read.add($0), all: nil)) }
    )
  }

  /// How many students all threads have read.
  private final class ReadCount: Sendable {
    private let count = Atomic(0)

    /// Adds some; returns the sum.
    func add(_ more: Int) -> Int { count.add(more, ordering: .relaxed).newValue }
  }

  /// What one connection has counted, as of which entry of the trail; nil where another one came
  /// meanwhile.
  private struct Half: Sendable {
    let scan: EvidenceScan
    let head: TrailHead?

    init(
      _ nobody: EvidenceScan,
      of database: SchoolDatabase,
      _ students: ClosedRange<Int64>,
      progress: (Int) -> Void
    ) throws {
      let head = try database.head()
      var scan = nobody
      try scan.count(database, students: students, progress: progress)
      self.scan = scan
      self.head = try database.head() == head ? head : nil
    }
  }
}
