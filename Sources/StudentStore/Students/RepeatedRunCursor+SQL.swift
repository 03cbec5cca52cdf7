import SQLite

/// The runs of lines of one import that repeat what earlier imports say, some thousand in memory.
struct RepeatedRunCursor {
  private let database: SchoolDatabase
  private let importBatch: Int64
  private var runs: ArraySlice<RepeatedRun> = []
  /// The first line of the last row that was read; nil at the end.
  private var position: Int64? = 0

  /// Starts before the first.
  init(of importBatch: Int64, in database: SchoolDatabase) {
    self.importBatch = importBatch
    self.database = database
  }

  /// The next run, if it begins before a line.
  mutating func next(before line: Int64) throws -> RepeatedRun? {
    if runs.isEmpty, position != nil { try fetch() }
    guard let run = runs.first, run.firstLine < line else { return nil }
    runs.removeFirst()
    return run
  }

  private mutating func fetch() throws {
    var statement = try database.connection.prepare(
      """
      SELECT first_line, lines FROM repeated_line
      WHERE import_batch = ? AND first_line > ? ORDER BY first_line LIMIT 1
      """
    )
    let found = try statement.first(binding: .integer(importBatch), .integer(position ?? 0)) {
      row in
      let line = try row.integer("first_line")
      guard let runs = RepeatedRuns.runs(in: try row.blob("lines"), firstLine: line) else {
        throw StoreError.malformed(table: "repeated_line", detail: "i\(importBatch), line \(line)")
      }
      return (line: line, runs: runs)
    }
    runs = found?.runs[...] ?? []
    position = found?.line
  }
}

extension SchoolDatabase {
  /// The imports with a line about a student that repeats an earlier one.
  func importsRepeatingLines(about student: Int64) throws -> [Int64] {
    var statement = try connection.prepare(
      "SELECT DISTINCT import_batch FROM repeated_line ORDER BY import_batch"
    )
    return try statement.map { row in try row.integer("import_batch") }.filter { importBatch in
      var isThere = false
      try forEachRepeatedRun(of: importBatch) { run in
        if run.students.contains(student) { isThere = true }
      }
      return isThere
    }
  }

  /// Visits the runs of lines of an import that repeat what earlier imports say, in order of line.
  package func forEachRepeatedRun(
    of importBatch: Int64,
    _ visit: (RepeatedRun) throws -> Void
  ) throws {
    var cursor = RepeatedRunCursor(of: importBatch, in: self)
    while let run = try cursor.next(before: .max) { try visit(run) }
  }
}
