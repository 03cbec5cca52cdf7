import SQLite

/// The table `student_count`: how many students stand how, a few rows for each thousand students.
struct KeptCounts {
  private let database: SchoolDatabase
  private var connection: Connection { database.connection }

  /// The most differences that are listed.
  private static let listed = 100

  init(_ database: SchoolDatabase) {
    self.database = database
  }

  /// All students together.
  func total() throws -> StandingCounts {
    var total: StandingCounts = [:]
    try forEachRow { _, standing, students in total[standing, default: 0] += students }
    return total
  }

  /// Counts anew what an act has touched; called at its end, within its transaction.
  ///
  /// New students were counted while they were added, and those of a run while it was written.
  func update(after act: Act) throws {
    var stale = try TouchedBlocks(act, in: connection).blocks
    // In one order, so that the same acts give the same bytes.
    let added = (act.addedStandings?.blocks ?? [:]).sorted { $0.key < $1.key }
    for (block, counts) in added where !stale.contains(block) {
      // Others may be in the first block already.
      let first = StudentBlock.numbers(of: block).lowerBound
      if let students = act.addedStudents, students.lowerBound <= first {
        try replace(block, by: counts)
      } else {
        stale.insert(block)
      }
    }
    if let (run, standings) = act.imputedStandings, try database.currentRun() == run {
      if try connection.isTrue("SELECT EXISTS (SELECT 1 FROM review_decision)") {
        return try countAll()
      }
      stale.formUnion(try restate(standings))
    }
    if stale.isEmpty { return }
    try CountedStandings(database).visitCounts(of: stale.sorted()) { try replace($0, by: $1) }
  }

  /// Counts everybody anew.
  func countAll() throws {
    try connection.run("DELETE FROM student_count")
    try CountedStandings(database).visitCounts { block, counts in try insert(block, counts) }
  }

  /// Puts what a new run says of its students in the place of what the run before said.
  ///
  /// Returns the blocks whose counts did not fit.
  private func restate(_ standings: ImputedStandings) throws -> [Int64] {
    var kept: [Int64: StandingCounts] = [:]
    try forEachRow { block, standing, students in
      kept[block, default: [:]][standing, default: 0] += students
    }
    var stale: [Int64] = []
    var tallies = standings.tallies[...]
    let blocks = Set(kept.keys).union(tallies.map(\.block)).sorted()
    for block in blocks {
      let own = tallies.prefix { $0.block == block }
      tallies.removeFirst(own.count)
      let counts = kept[block, default: [:]]
      guard let restated = ImputedStandings.restated(counts, by: own) else {
        stale.append(block)
        continue
      }
      if restated != counts { try replace(block, by: restated) }
    }
    return stale
  }

  private func replace(_ block: Int64, by counts: StandingCounts) throws {
    try connection.run("DELETE FROM student_count WHERE block = ?", .integer(block))
    try insert(block, counts)
  }

  private func insert(_ block: Int64, _ counts: StandingCounts) throws {
    for (standing, students) in counts.sorted(by: { $0.key < $1.key }) {
      try connection.run(
        """
        INSERT INTO student_count (block, gender_status, lacks_height, is_decided, review_state,
          suggestion, students)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        .integer(block),
        .text(standing.status.rawValue),
        .integer(standing.lacksHeight ? 1 : 0),
        .integer(standing.isDecided ? 1 : 0),
        .text(standing.review?.rawValue ?? Standing.notInQueue),
        .text(standing.suggestion.rawValue),
        .integer(Int64(students))
      )
    }
  }

  /// `unreadable`: is told of a block with a row that cannot be; without it, that is an error.
  private func forEachRow(
    unreadable: ((_ block: Int64) -> Void)? = nil,
    _ visit: (_ block: Int64, _ standing: Standing, _ students: Int) throws -> Void
  ) throws {
    var statement = try connection.prepare(
      """
      SELECT block, gender_status, lacks_height, is_decided, review_state, suggestion, students
      FROM student_count ORDER BY block
      """
    )
    try statement.forEachRow { row in
      let block = try row.integer(at: 0)
      let counted: (Standing, Int)
      do {
        counted = try reading("student_count", "block \(block)") {
          (try Standing(reading: row), try row.count(at: 6, in: 1...StudentBlock.students))
        }
      } catch let error as StoreError {
        guard let unreadable else { throw error }
        return unreadable(block)
      }
      try visit(block, counted.0, counted.1)
    }
  }

  /// Where the counts are not those of the students.
  func failures() throws -> [Verification.Failure] {
    var kept: [Int64: StandingCounts] = [:]
    var unreadable: Set<Int64> = []
    func keep(_ block: Int64, _ standing: Standing, _ students: Int) {
      kept[block, default: [:]][standing, default: 0] += students
    }
    try forEachRow(unreadable: { unreadable.insert($0) }, keep)
    var failures: [Verification.Failure] = []
    var further = 0
    func compare(_ block: Int64, _ counts: StandingCounts) {
      let own = kept.removeValue(forKey: block) ?? [:]
      guard own != counts || unreadable.remove(block) != nil else { return }
      guard failures.count < Self.listed else {
        further += 1
        return
      }
      let numbers = StudentBlock.numbers(of: block)
      failures.append(
        .init(
          table: "student_count",
          key: "block \(block)",
          message: "it does not count the students \(numbers.lowerBound) to \(numbers.upperBound)"
            + " as they are"
        )
      )
    }
    try CountedStandings(database).visitCounts(compare)
    for block in unreadable.union(kept.keys).sorted() { compare(block, [:]) }
    if further > 0 {
      failures.append(
        .init(
          table: "student_count",
          key: "\(further) further blocks",
          message: "they do not either"
        )
      )
    }
    return failures
  }
}

extension Standing {
  /// `review_state` of a student who is not in the queue.
  fileprivate static let notInQueue = "none"

  /// Reads the columns of `student_count` after the block.
  fileprivate init(reading row: borrowing Row) throws {
    let word = try row.text(at: 4)
    let review = QueueItem.State(rawValue: word)
    guard let status = ListedStudent.State(rawValue: try row.text(at: 1)),
      let suggestion = Suggestion(rawValue: try row.text(at: 5)),
      review != nil || word == Self.notInQueue
    else {
      throw StoreError.malformed(
        table: "student_count",
        detail: "block \(try row.integer(at: 0)) counts students of an unknown kind"
      )
    }
    self.init(
      status: status,
      lacksHeight: try row.integer(at: 2) == 1,
      isDecided: try row.integer(at: 3) == 1,
      review: review,
      suggestion: suggestion
    )
  }
}

/// The blocks of students whom an act's rows are about.
struct TouchedBlocks {
  private(set) var blocks: Set<Int64> = []

  /// Reads them, apart from those of new students and of a run.
  init(_ act: Act, in connection: Connection) throws {
    for (table, keys) in act.coveredKeys {
      switch table {
      case CoveredTable.importRevert.name:
        try add(
          """
          SELECT student.id FROM import_batch
          JOIN student ON student.id BETWEEN import_batch.first_student AND import_batch.last_student
          WHERE import_batch.id BETWEEN ? AND ?
          """,
          keys,
          connection
        )
      case CoveredTable.studentChange.name:
        try add("SELECT student FROM student_change WHERE id BETWEEN ? AND ?", keys, connection)
      case CoveredTable.reviewDecision.name:
        try add("SELECT student FROM review_decision WHERE id BETWEEN ? AND ?", keys, connection)
      case CoveredTable.signedItem.name:
        try add("SELECT student FROM signed_item WHERE sign_off BETWEEN ? AND ?", keys, connection)
      case CoveredTable.signOffVoid.name:
        try add("SELECT student FROM sign_off_void WHERE id BETWEEN ? AND ?", keys, connection)
      case CoveredTable.erasedLeaf.name:
        try add(
          "SELECT key FROM erased_leaf WHERE id BETWEEN ? AND ? AND table_name = 'student'",
          keys,
          connection
        )
      default: break
      }
    }
  }

  private mutating func add(
    _ question: SQL,
    _ keys: ClosedRange<Int64>,
    _ connection: Connection
  ) throws {
    var statement = try connection.prepare(question)
    var last: Int64?
    try statement.forEachRow(binding: .integer(keys.lowerBound), .integer(keys.upperBound)) { row in
      let block = StudentBlock.holding(try row.integer(at: 0))
      if block != last { blocks.insert(block) }
      last = block
    }
  }
}
