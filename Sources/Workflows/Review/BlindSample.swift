import StudentStore

/// Who of a run's students is drawn for the blind sample: one in ten, at random.
///
/// Whoever is shown a suggestion is led by it, and the least sure are no picture of all. Only
/// answers of students who were drawn without regard to the evidence, and asked about without the
/// suggestion, tell without bias how many suggestions are right.
///
/// The draw follows from the numbers of run and student alone. So it is the same after every
/// restart and for every reviewer, a student who is added or taken away changes no other's, and
/// each run has a draw of its own. Of a run that suggests too few, no student is drawn: two answers say
/// nothing about the others, and the person would go without the suggestion for it.
package struct BlindSample: Sendable {
  /// One in so many is drawn.
  package static let oneIn: UInt64 = 10

  /// A run that says something about fewer students than this has no sample.
  package static let fewestStudents = 20

  private let seed: UInt64
  private let isTooSmall: Bool

  /// The draw of a run that says something about so many students.
  package init(run: Int64, of students: Int) {
    isTooSmall = students < Self.fewestStudents
    seed = Self.mixed(UInt64(bitPattern: run) &+ 0x9E37_79B9_7F4A_7C15)
  }

  /// A student's place among all in an order that is random: whom to ask first.
  package func rank(of student: Int64) -> UInt64 {
    Self.mixed(Self.mixed(seed &+ UInt64(bitPattern: student)) ^ seed)
  }

  /// Whether the student is in the sample.
  package func holds(_ student: Int64) -> Bool {
    !isTooSmall && rank(of: student) < UInt64.max / Self.oneIn
  }

  /// The draw of a stored run.
  init(of run: Int64, in database: SchoolDatabase) throws {
    self.init(run: run, of: try database.imputedCount(of: run))
  }

  /// Some students in the random order; of equal ranks the lower number first.
  package func ordered<Member>(
    _ members: [Member],
    by student: (Member) -> Int64
  ) -> [Member] {
    members.map { (rank: rank(of: student($0)), student: student($0), member: $0) }
      .sorted { ($0.rank, $0.student) < ($1.rank, $1.student) }
      .map(\.member)
  }

  /// The last step of SplitMix64 (Steele, Lea and Flood 2014), which leaves no trace of an order.
  private static func mixed(_ number: UInt64) -> UInt64 {
    var bits = number
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
