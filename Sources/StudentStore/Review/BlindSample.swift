/// The blind sample of a run: one student in ten, at random.
///
/// A reviewer who sees a suggestion is influenced by it, and the least certain students do not
/// represent all. Only students drawn independently of the evidence, and decided without seeing the
/// suggestion, give an unbiased estimate of how many suggestions are correct.
///
/// The draw depends only on the numbers of run and student. So it is the same after every restart
/// and for every reviewer, adding or removing a student does not change the others, and each run
/// has its own draw. A run with too few suggestions has no sample: two answers say nothing about
/// the others, and the reviewer would lose the suggestions.
package struct BlindSample: Sendable {
  /// One in this many is drawn.
  package static let oneIn: UInt64 = 10

  /// A run with fewer students than this has no sample.
  package static let fewestStudents = 20

  private let seed: UInt64
  private let isTooSmall: Bool

  /// The draw of a run with this many students.
  package init(run: Int64, of students: Int) {
    isTooSmall = students < Self.fewestStudents
    seed = Self.mixed(UInt64(bitPattern: run) &+ 0x9E37_79B9_7F4A_7C15)
  }

  /// A student's rank in a random order, in which students are reviewed.
  package func rank(of student: Int64) -> UInt64 {
    Self.mixed(Self.mixed(seed &+ UInt64(bitPattern: student)) ^ seed)
  }

  /// Whether the student is in the sample.
  package func holds(_ student: Int64) -> Bool {
    !isTooSmall && rank(of: student) < UInt64.max / Self.oneIn
  }

  /// The draw of a stored run.
  package init(of run: Int64, in database: SchoolDatabase) throws {
    self.init(run: run, of: try database.imputedCount(of: run))
  }

  /// The places of students in a list, in the random order; equal ranks by number.
  package func order(of students: [Int64]) -> [Int] {
    students.enumerated().map { (rank: rank(of: $1), student: $1, place: $0) }
      .sorted { ($0.rank, $0.student) < ($1.rank, $1.student) }
      .map(\.place)
  }

  /// The last step of SplitMix64 (Steele, Lea and Flood 2014), which destroys any order.
  private static func mixed(_ number: UInt64) -> UInt64 {
    var bits = number
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
