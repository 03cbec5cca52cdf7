import SQLite

/// The hashes of erased rows of one table, which take the rows' places under the trail's entries.
struct ErasedLeaves {
  /// A row that an entry covers alone.
  struct Place: Hashable {
    let entry: Int64
    let key: Int64
  }

  private(set) var alone: [Place: ErasedLeaf] = [:]
  /// By entry, in the order of their positions.
  private(set) var together: [Int64: [ErasedLeaf]] = [:]

  init() {}

  /// Those of one table.
  ///
  /// `after`: only of rows that a later entry covers.
  init(of table: String, in connection: Connection, after entry: Int64 = 0) throws {
    var statement = try connection.prepare(
      """
      SELECT id, table_name, key, entry, position, leaf FROM erased_leaf
      WHERE table_name = ? AND entry > ? ORDER BY entry, position, id
      """
    )
    try statement.forEachRow(binding: .text(table), .integer(entry)) { row in
      let erased = try ErasedLeaf(reading: row)
      if erased.position == nil {
        alone[Place(entry: erased.entry, key: erased.key)] = erased
      } else {
        together[erased.entry, default: []].append(erased)
      }
    }
  }

  /// How many there are.
  var count: Int { alone.count + together.values.reduce(0) { $0 + $1.count } }

  /// Takes out the hash of a row that an entry covers alone.
  mutating func takeAlone(entry: Int64, key: Int64) -> ErasedLeaf? {
    alone.removeValue(forKey: Place(entry: entry, key: key))
  }

  /// Takes out the hashes of the rows that an entry covers together.
  mutating func takeTogether(entry: Int64) -> [ErasedLeaf] {
    together.removeValue(forKey: entry) ?? []
  }

  /// Those that were not taken out.
  var rest: [ErasedLeaf] {
    (Array(alone.values) + together.values.joined()).sorted { $0.id < $1.id }
  }
}

extension ErasedLeaf {
  fileprivate init(reading row: borrowing Row) throws {
    id = try row.integer("id")
    table = try row.text("table_name")
    key = try row.integer("key")
    entry = try row.integer("entry")
    position = try row.optionalInteger("position").map { Int(clamping: $0) }
    leaf = Digest(reading: try row.blob("leaf")) ?? .zero
  }
}

extension SchoolDatabase {
  /// Every erasure, oldest first.
  package func erasures() throws -> [Erasure] {
    var statement = try connection.prepare(
      """
      SELECT id, kind, import_batch, student_count, actor, erased_at, reason, compacted_at
      FROM erasure LEFT JOIN compaction ON compaction.erasure = erasure.id ORDER BY id
      """
    )
    return try statement.map { row in
      try reading("erasure", row.key()) {
        Erasure(
          id: try row.integer("id"),
          kind: Erasure.Kind(
            rawValue: try row.word("kind", of: ["student", "import", "left"])
          ) ?? .student,
          importBatch: try row.optionalInteger("import_batch"),
          students: try row.count("student_count"),
          actor: try row.text("actor"),
          erasedAt: try row.text("erased_at"),
          reason: try row.text("reason"),
          compactedAt: try row.optionalText("compacted_at")
        )
      }
    }
  }

  /// The erasure that a student went with; nil where the number was never erased.
  package func erasure(of student: Int64) throws -> Erasure? {
    let number = try connection.number(
      "SELECT erasure FROM erased_leaf WHERE table_name = 'student' AND key = ?",
      .integer(student)
    )
    return try number.flatMap { id in try erasures().first { $0.id == id } }
  }

  /// How many rows that a run was computed from, or says, were erased.
  package func erasedRows(of run: Int64) throws -> Int {
    try connection.count(
      """
      SELECT count(*) FROM erased_leaf
      WHERE key = ? AND table_name IN ('counted_evidence', 'name_word', 'evidence_cell')
      """,
      .integer(run)
    )
  }

  /// The students of whom another import says, cell for cell, what an import says.
  func studentsRepeating(_ importBatch: Int64) throws -> [ClosedRange<Int64>] {
    var students: [ClosedRange<Int64>] = []
    for other in try importIDs() where other != importBatch {
      try forEachRepeatedRun(of: other) { run in
        if run.base == importBatch { students.append(run.students) }
      }
    }
    return students
  }

  /// The students whom an import brought and no other file has a line about.
  package func studentsOnly(in importBatch: ImportBatch) throws -> Set<Int64> {
    guard let own = importBatch.students else { return [] }
    var statement = try connection.prepare("SELECT id FROM student WHERE id BETWEEN ? AND ?")
    var students = Set(
      try statement.map(binding: .integer(own.lowerBound), .integer(own.upperBound)) { row in
        try row.integer("id")
      }
    )
    var lines = try connection.prepare(
      "SELECT student FROM student_line WHERE import_batch <> ?1 AND student BETWEEN ?2 AND ?3"
    )
    try lines.forEachRow(
      binding: .integer(importBatch.id),
      .integer(own.lowerBound),
      .integer(own.upperBound)
    ) { row in students.remove(try row.integer("student")) }
    for other in try importIDs() where other != importBatch.id {
      try forEachRepeatedRun(of: other) { run in
        if run.students.overlaps(own) { students.subtract(run.students) }
      }
    }
    // A child with a row from elsewhere stays with all rows.
    for join in try activeJoins()
    where students.contains(join.student) != students.contains(join.other) {
      students.subtract([join.student, join.other])
    }
    return students
  }

  /// How many students whom an import brought are still there.
  package func storedStudents(of importBatch: ImportBatch) throws -> Int {
    try connection.count(
      "SELECT count(*) FROM student WHERE id BETWEEN ? AND ?",
      .integer(importBatch.students?.lowerBound ?? 1),
      .integer(importBatch.students?.upperBound ?? 0)
    )
  }

  /// Students who left the school's files before a day.
  package func students(whoLeftBefore day: String) throws -> Set<Int64> {
    var statement = try connection.prepare(
      """
      SELECT id FROM student
      WHERE has_left = 1 AND (
        SELECT max(changed_at) FROM student_change
        WHERE student = student.id AND field = 'has_left') < ?
      """
    )
    return Set(try statement.map(binding: .text(day)) { row in try row.integer("id") })
  }

  /// How many lines of an import were erased, with their students or by themselves.
  package func erasedLines(of batch: ImportBatch) throws -> Int {
    var lines = try connection.count(
      "SELECT count(*) FROM erased_leaf WHERE table_name = 'student_line' AND key = ?",
      .integer(batch.id)
    )
    var statement = try connection.prepare(
      "SELECT key FROM erased_leaf WHERE table_name = 'student'"
    )
    let students = try statement.map { row in try row.integer("key") }
    guard !students.isEmpty else { return lines }
    if let own = batch.students { lines += students.count { own.contains($0) } }
    try forEachRepeatedRun(of: batch.id) { run in
      lines += students.count { run.students.contains($0) }
    }
    return lines
  }
}
