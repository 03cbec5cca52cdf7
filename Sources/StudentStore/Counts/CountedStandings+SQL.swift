import SQLite

/// Counts students by how they stand, from their rows.
struct CountedStandings {
  private let connection: Connection
  private let draw: BlindSample?
  private let run: Int64

  /// Blocks that are counted at once: more take more memory.
  private static let mostBlocks: Int64 = 64

  /// Counts by what the current run says.
  init(_ database: SchoolDatabase) throws {
    connection = database.connection
    let current = try database.currentRun()
    draw = try current.map { try BlindSample(of: $0, in: database) }
    run = current ?? 0
  }

  /// The counts of some blocks, in order; of a block without students, none.
  func visitCounts(
    of blocks: some Sequence<Int64>,
    _ visit: (_ block: Int64, _ counts: StandingCounts) throws -> Void
  ) throws {
    var pending: ClosedRange<Int64>?
    for block in blocks {
      if let range = pending {
        if block == range.upperBound + 1, block - range.lowerBound < Self.mostBlocks {
          pending = range.lowerBound...block
          continue
        }
        try count(range, visit)
      }
      pending = block...block
    }
    if let pending { try count(pending, visit) }
  }

  /// The counts of all blocks with a student, in order.
  func visitCounts(_ visit: (_ block: Int64, _ counts: StandingCounts) throws -> Void) throws {
    var next: Int64? = try connection.number("SELECT min(id) FROM student")
    while let student = next {
      let first = StudentBlock.holding(student)
      let last = min(first + Self.mostBlocks - 1, StudentBlock.holding(.max))
      try count(first...last) { block, counts in
        if !counts.isEmpty { try visit(block, counts) }
      }
      next = try connection.number(
        "SELECT min(id) FROM student WHERE id > ?",
        .integer(StudentBlock.numbers(of: last).upperBound)
      )
    }
  }

  private func count(
    _ blocks: ClosedRange<Int64>,
    _ visit: (_ block: Int64, _ counts: StandingCounts) throws -> Void
  ) throws {
    let numbers = StudentBlock.numbers(of: blocks)
    var suggestions = try suggestions(for: numbers)[...]
    var decisions = try decisions(for: numbers)[...]
    var block = blocks.lowerBound
    var counts: StandingCounts = [:]
    var all = try connection.prepare("SELECT count(*) FROM listed_student WHERE id BETWEEN ? AND ?")
    func close(upTo next: Int64) throws {
      while block < next {
        // Nearly all are recorded: to count everybody is quicker than to look at them.
        let numbers = StudentBlock.numbers(of: block)
        let listed = try all.first(
          binding: .integer(numbers.lowerBound),
          .integer(numbers.upperBound)
        ) { try $0.count(at: 0) }
        let recorded = (listed ?? 0) - counts.values.reduce(0, +)
        if recorded > 0 { counts[Standing(status: .recorded), default: 0] += recorded }
        try visit(block, counts)
        counts.removeAll(keepingCapacity: true)
        block += 1
      }
    }
    var recordedSince = try connection.prepare(
      "SELECT EXISTS (SELECT 1 FROM active_student WHERE id = ? AND gender IS NOT NULL)"
    )
    /// Counts those below a number of whom the run says something and the file does not say why they
    /// have no gender: because it says their gender now, or because their import was reverted.
    func countRecorded(below student: Int64?) throws {
      while let next = suggestions.first, student.map({ next.student < $0 }) ?? true {
        suggestions.removeFirst()
        guard
          try recordedSince.first(
            binding: .integer(next.student),
            body: { try $0.integer(at: 0) }
          ) == 1
        else { continue }
        try close(upTo: StudentBlock.holding(next.student))
        counts[Standing(status: .recorded, suggestion: next.value), default: 0] += 1
      }
    }
    var others = try connection.prepare(
      """
      SELECT id, gender_status, height_cm IS NULL AS lacks_height FROM listed_student
      WHERE id BETWEEN ? AND ? AND (gender_absence IS NOT NULL OR not_a_person IS NOT NULL
        OR has_left IS NOT NULL OR same_as IS NOT NULL)
      ORDER BY id
      """
    )
    try others.forEachRow(
      binding: .integer(numbers.lowerBound),
      .integer(numbers.upperBound)
    ) { row in
      let student = try row.integer(at: 0)
      try countRecorded(below: student)
      try close(upTo: StudentBlock.holding(student))
      let word = try row.text(at: 1)
      guard let status = ListedStudent.State(rawValue: word) else {
        throw StoreError.malformed(table: "student", detail: "a gender status is \(word)")
      }
      let suggestion = suggestions.take(student)
      let decision = decisions.take(student)
      var standing = Standing(status: status)
      switch status {
      case .notAPerson, .left, .merged: break
      case .missing:
        standing.lacksHeight = try row.integer(at: 2) == 1
        standing.isDecided = decision?.hasGender ?? false
        standing.suggestion = suggestion ?? .none
        if suggestion != nil { standing.review = decision?.state ?? .open }
      default: standing.suggestion = suggestion ?? .none
      }
      counts[standing, default: 0] += 1
    }
    try countRecorded(below: nil)
    try close(upTo: blocks.upperBound + 1)
  }

  /// What the current run says of some students, in order of number.
  private func suggestions(
    for numbers: ClosedRange<Int64>
  ) throws -> [Numbered<Standing.Suggestion>] {
    guard let draw else { return [] }
    var statement = try connection.prepare(
      """
      SELECT student, is_proposed FROM inference
      WHERE run = ? AND student BETWEEN ? AND ? ORDER BY student
      """
    )
    return try statement.map(
      binding: .integer(run),
      .integer(numbers.lowerBound),
      .integer(numbers.upperBound)
    ) { row in
      let student = try row.integer(at: 0)
      let isMade = try row.integer(at: 1) == 1
      return Numbered(
        student: student,
        value: isMade ? (draw.holds(student) ? .drawn : .made) : .heldBack
      )
    }
  }

  /// The decisions that count for some students, in order of number.
  private func decisions(
    for numbers: ClosedRange<Int64>
  ) throws -> [Numbered<(state: QueueItem.State, hasGender: Bool)>] {
    var statement = try connection.prepare(
      """
      SELECT student, state, gender IS NOT NULL AS has_gender FROM current_decision
      WHERE student BETWEEN ? AND ? ORDER BY student
      """
    )
    return try statement.map(
      binding: .integer(numbers.lowerBound),
      .integer(numbers.upperBound)
    ) { row in
      Numbered(
        student: try row.integer(at: 0),
        value: (try QueueItem.State(word: try row.text(at: 1)), try row.integer(at: 2) == 1)
      )
    }
  }
}

/// Something about a student.
private struct Numbered<Value> {
  let student: Int64
  let value: Value
}

extension ArraySlice {
  /// Takes what is said of a student out of a list in order of number, of which larger numbers are
  /// asked each time.
  fileprivate mutating func take<Value>(_ student: Int64) -> Value?
  where Element == Numbered<Value> {
    while let next = first, next.student <= student {
      removeFirst()
      if next.student == student { return next.value }
    }
    return nil
  }
}
