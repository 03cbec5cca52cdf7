import Mixture
import StudentStore

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
  func school(in database: SchoolDatabase) throws -> CountedSchool {
    // A difference of numbers that SQLite never gives by itself can be too large to be one.
    // Where the schema differs the views of this connection alone are the program's.
    guard let path = database.path, database.differences.isEmpty,
      let numbers = try database.studentNumbers(),
      numbers.lowerBound >= 0,
      numbers.upperBound - numbers.lowerBound >= SecondReader.smallestSchool
    else {
      return try countedByOne(database)
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
    let (other, own) = try runConcurrently(
      {
        try Half(nobody, of: try SchoolDatabase.reader(of: path), upper)
      },
      { try Half(nobody, of: database, numbers.lowerBound...middle) }
    )
    guard let head = own.head, other.head == head else {
      return try countedByOne(database)
    }
    var whole = own.scan
    try whole.add(other.scan)
    return CountedSchool(whole, asOf: moment)
  }

  private func countedByOne(_ database: SchoolDatabase) throws -> CountedSchool {
    try database.countedSchool(
      by: stratifications,
      assignment: assignment,
      countsNames: countsNames,
      takesOneClass: takesOneClass
    )
  }

  /// What one connection has counted, as of which entry of the trail; nil where another one came
  /// meanwhile.
  private struct Half: Sendable {
    let scan: EvidenceScan
    let head: TrailHead?

    init(
      _ nobody: EvidenceScan,
      of database: SchoolDatabase,
      _ students: ClosedRange<Int64>
    ) throws {
      let head = try database.head()
      var scan = nobody
      try scan.count(database, students: students)
      self.scan = scan
      self.head = try database.head() == head ? head : nil
    }
  }
}
