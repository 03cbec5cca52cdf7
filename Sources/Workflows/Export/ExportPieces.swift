import CSV
import StudentStore

/// The students of an export in the order of the list: all at once, or, where the order is that of
/// their numbers, in pieces of which a second thread with a connection of its own writes every other.
struct ExportPieces {
  private let plan: ExportPlan
  private let options: ExportOptions
  /// Nil where the lines have another order than the numbers; one if there are too few students for a
  /// second thread.
  private let pieces: NumberPieces?

  /// - Throws: `StoreError`, `SQLiteError`.
  init(
    _ plan: ExportPlan,
    _ options: ExportOptions,
    _ list: LineWriter,
    in database: SchoolDatabase
  ) throws {
    self.plan = plan
    self.options = options
    let isInOrder = try plan.lines.map {
      try database.hasLinesInOrderOfStudents($0) && database.importRevert(of: $0.id) == nil
    }
    guard isInOrder != false else {
      pieces = nil
      return
    }
    let numbers = try plan.lines.map { $0.students ?? 1...1 } ?? database.studentNumbers() ?? 1...1
    let isDivided =
      SecondReader.reads(numbers) && list.lines.areNone && database.path != nil
      && database.differences.isEmpty
    pieces = isDivided ? NumberPieces(dividing: numbers) : NumberPieces(whole: numbers)
  }

  /// Writes all students.
  ///
  /// - Parameters:
  ///   - run: Whose suggestions are given.
  ///   - list: Where they are written to.
  ///   - database: Where they are, in a transaction.
  ///   - flush: Empties the writer.
  ///   - progress: Is told after each piece how many students were written.
  ///   - secondWriter: What writes the lines that another connection reads.
  /// - Throws: `StoreError`, `SQLiteError`, and what the closures throw.
  func write(
    run: Int64?,
    to list: inout LineWriter,
    of database: SchoolDatabase,
    _ flush: (inout CSVWriter) throws -> Void,
    progress: (WorkProgress?) -> Void,
    secondWriter: @escaping @Sendable (SchoolDatabase) throws -> LineWriter
  ) throws {
    guard let pieces else {
      guard let batch = plan.lines else { return }
      return try database.forEachExported(from: batch, run: run) { try list.write($0, flush) }
    }
    let first = try reader(of: database, plan, run: run)
    var next = 0
    func writeOne() throws {
      guard next < pieces.count else { return }
      try list.write(pieces[next], of: first, flush)
      next += 1
      tell()
    }
    func tell() {
      // In one piece nobody can tell how far it is.
      guard pieces.count > 1 else { return }
      progress(
        WorkProgress(.studentsWritten, done: list.report.students, all: pieces.numbers.count)
      )
    }
    tell()
    try writeOne()
    if pieces.count > 1, let path = database.path {
      let head = try database.head()
      try withPipeline(capacity: 2) { put in
        try SchoolDatabase.withSecondReader(of: path, at: head) { other in
          // A plan and statements of its own connection.
          var list = try secondWriter(other)
          let second = try reader(of: other, list.plan, run: run)
          for piece in stride(from: 1, to: pieces.count, by: 2) {
            try list.write(pieces[piece], of: second) { _ in }
            try put(list.takeAll())
          }
        }
      } finishing: { _ in
      } consuming: { piece in
        // The last piece stays in the writer, because its last end may have to be removed.
        try flush(&list.writer)
        list.append(piece)
        next += 1
        tell()
        try writeOne()
      }
    }
    // What the second thread left.
    while next < pieces.count { try writeOne() }
  }

  private func reader(
    of database: SchoolDatabase,
    _ plan: ExportPlan,
    run: Int64?
  ) throws -> ExportReader {
    guard let batch = plan.lines else {
      return try ExportReader(database, withLeft: options.withLeft, run: run)
    }
    return try ExportReader(
      database,
      linesOf: batch,
      run: run,
      copiesLines: plan.ownPlaces != nil
    )
  }
}

extension LineWriter {
  /// Writes the students with the numbers of a range.
  fileprivate mutating func write(
    _ students: ClosedRange<Int64>,
    of reader: ExportReader,
    _ flush: (inout CSVWriter) throws -> Void
  ) throws {
    try reader.read(
      students,
      unchanged: { line in try write(line, flush) },
      others: { student in try write(student, flush) }
    )
  }
}
