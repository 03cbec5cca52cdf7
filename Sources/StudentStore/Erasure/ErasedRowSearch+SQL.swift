import SQLite

/// Finds every row that an erasure removes, in an order in which they can be deleted.
struct ErasedRowSearch {
  /// Runs with counts, words or cells that were the students' alone.
  private(set) var runs: Set<Int64> = []

  private let database: SchoolDatabase
  private let scope: ErasureScope
  private let covers: [String: [ChainCheck.Cover]]

  private var connection: Connection { database.connection }

  init(
    _ database: SchoolDatabase,
    _ scope: ErasureScope,
    covers: [String: [ChainCheck.Cover]]
  ) {
    self.database = database
    self.scope = scope
    self.covers = covers
  }

  /// The rows; `ofImport`: an import of which every line goes.
  mutating func rows(ofImport importBatch: Int64?) throws -> [FoundRows] {
    let students = scope.students
    let isStudents = { (row: borrowing Row, _: Int64) throws in
      students.contains(try row.integer("student"))
    }
    let (joins, changesOfOthers) = try joinsToErase()
    var found = [
      try rows(in: .joinRevert, keys: joins),
      try rows(
        in: .studentChange,
        keys: try keys("SELECT id, student FROM student_change", about: students)
          .union(changesOfOthers)
      ),
      try rows(in: .studentJoin, keys: joins),
      try rows(
        in: .signOffVoid,
        keys: try keys("SELECT id, student FROM sign_off_void", about: students)
      ),
      try rows(
        in: .reviewDecision,
        keys: try keys("SELECT id, student FROM review_decision", about: students)
      ),
    ]
    let imputations = try rows(
      in: .imputation,
      keys: try keys("SELECT run AS id, student FROM imputation", about: students),
      where: isStudents
    )
    found.append(imputations)
    found += try cellsOfNobodyElse(imputations)
    found.append(try countsOfNobodyElse())
    found.append(try wordsOfNobodyElse())
    var lines = try keys("SELECT import_batch AS id, student FROM student_line", about: students)
    var repeated: [ClosedRange<Int64>] = []
    if let importBatch {
      lines.insert(importBatch)
      repeated = try database.studentsRepeating(importBatch)
    }
    found.append(
      try rows(in: .studentLine, keys: lines) { row, key in
        let student = try row.integer("student")
        return students.contains(student)
          || key == importBatch && !repeated.contains { $0.contains(student) }
      }
    )
    found.append(try rows(in: .rejectedRow, keys: try rejectedRows(ofImport: importBatch)))
    found.append(
      try rows(
        in: .student,
        keys: students,
        originals: try database.originalValues()
      )
    )
    return found
  }

  private func rows(
    in table: CoveredTable,
    keys: Set<Int64>,
    originals: [Int64: [String: SQLiteValue]] = [:],
    where isErased: (borrowing Row, Int64) throws -> Bool = { _, _ in true }
  ) throws -> FoundRows {
    try FoundRows(
      in: table,
      keys: keys,
      covers: covers[table.name] ?? [],
      originals: originals,
      connection: connection,
      where: isErased
    )
  }

  /// The column `id` of rows of a query.
  private func keys(
    _ query: SQL,
    where isWanted: (borrowing Row) throws -> Bool
  ) throws -> Set<Int64> {
    var statement = try connection.prepare(query)
    var keys: Set<Int64> = []
    try statement.forEachRow { row in
      if try isWanted(row) { keys.insert(try row.integer("id")) }
    }
    return keys
  }

  private func keys(_ query: SQL, about students: Set<Int64>) throws -> Set<Int64> {
    try keys(query) { row in students.contains(try row.integer("student")) }
  }

  /// The joins of the students, and the changes by them of somebody who stays.
  ///
  /// Such a join was taken back, and each of its changes with it. Where another change came in between,
  /// the join stays: that change starts from a value that would be gone.
  private func joinsToErase() throws -> (joins: Set<Int64>, changes: Set<Int64>) {
    let students = scope.students
    var joins = try keys("SELECT id, student, other FROM student_join") { row in
      try students.contains(row.integer("student")) || students.contains(row.integer("other"))
    }
    var statement = try connection.prepare(
      """
      SELECT id, student, field, student_join FROM student_change
      WHERE student IN (SELECT student FROM student_change WHERE student_join = ?1)
      ORDER BY student, field, id
      """
    )
    var changes: Set<Int64> = []
    for join in joins {
      var own: Set<Int64> = []
      /// The first change by the join of the field that is being read, until it is taken back.
      var begun: (id: Int64, student: Int64, field: String)?
      var isWhole = true
      try statement.forEachRow(binding: .integer(join)) { row in
        let (id, student, field) = (
          try row.integer("id"), try row.integer("student"), try row.text("field")
        )
        guard !students.contains(student) else { return }
        let isByJoin = try row.optionalInteger("student_join") == join
        if let first = begun {
          isWhole = isWhole && isByJoin && first.student == student && first.field == field
          own.formUnion([first.id, id])
          begun = nil
        } else if isByJoin {
          begun = (id, student, field)
        }
      }
      if isWhole, begun == nil { changes.formUnion(own) } else { joins.remove(join) }
    }
    return (joins, changes)
  }

  /// Cells that no other student of a run is in, with their probabilities.
  private mutating func cellsOfNobodyElse(_ imputations: FoundRows) throws -> [FoundRows] {
    var candidates: [Int64: Set<Int64>] = [:]
    var statement = try connection.prepare("SELECT student, cell FROM imputation WHERE run = ?")
    for run in Set(imputations.rows.map(\.key)) {
      var others: Set<Int64> = []
      try statement.forEachRow(binding: .integer(run)) { row in
        let cell = try row.integer("cell")
        if scope.students.contains(try row.integer("student")) {
          candidates[run, default: []].insert(cell)
        } else {
          others.insert(cell)
        }
      }
      candidates[run]?.subtract(others)
    }
    let cells = candidates.filter { !$0.value.isEmpty }
    runs.formUnion(cells.keys)
    // The salt of a probability is its cell's, so that both are read before either goes.
    return try [RunTables.cellProbability.covered, RunTables.evidenceCell.covered].map { table in
      try rows(in: table, keys: Set(cells.keys)) { row, run in
        try cells[run]?.contains(row.integer("cell")) == true
      }
    }
  }

  /// Counts of students that are these alone.
  private mutating func countsOfNobodyElse() throws -> FoundRows {
    let scope = scope
    let isAlone = { (row: borrowing Row) throws in
      scope.areAlone(
        try row.integer("student_count"),
        stratum: try row.text("stratum"),
        height: try row.optionalReal("height_cm"),
        gender: try row.optionalText("gender")
      )
    }
    let keys = try keys(
      "SELECT run AS id, stratum, height_cm, gender, student_count FROM counted_evidence",
      where: isAlone
    )
    runs.formUnion(keys)
    return try rows(in: RunTables.countedEvidence.covered, keys: keys) { row, _ in
      try isAlone(row)
    }
  }

  /// Words that nobody else has in the name.
  private mutating func wordsOfNobodyElse() throws -> FoundRows {
    let words = scope.ownWords
    let keys = try keys("SELECT run AS id, text FROM name_word") { row in
      words.contains(try row.text("text"))
    }
    runs.formUnion(keys)
    return try rows(in: RunTables.nameWord.covered, keys: keys) { row, _ in
      words.contains(try row.text("text"))
    }
  }

  /// Lines that were set aside and are about one of the students, or hold the name.
  private func rejectedRows(ofImport importBatch: Int64?) throws -> Set<Int64> {
    let names = ErasedNames(scope.names)
    return try keys("SELECT id, import_batch, message, record, student FROM rejected_row") { row in
      if try row.integer("import_batch") == importBatch { return true }
      if let student = try row.optionalInteger("student"), scope.students.contains(student) {
        return true
      }
      return try names.areMentioned(in: row.blob("record"))
        || names.areMentioned(in: row.text("message"))
    }
  }
}
