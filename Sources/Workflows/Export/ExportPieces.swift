import CSV
import StudentStore

/// The students of an export in the order of the list: all at once, or, where the order is that of
/// their numbers, in pieces of which a second thread with a connection of its own writes every other.
struct ExportPieces {
  /// Students of a piece; of a small school, such as tests have, fewer.
  private static let most: Int64 = 8192
  /// Numbers further apart than SQLite would give them are not gone through in pieces.
  private static let longest: Int64 = 1 << 30

  private let batch: ImportBatch?
  private let options: ExportOptions
  /// Nil where the lines have another order than the numbers.
  private let numbers: ClosedRange<Int64>?
  private let copiesLines: Bool
  /// How many pieces there are: one if there are too few students for a second thread.
  private let count: Int
  private let length: Int64

  /// - Throws: `StoreError`, `SQLiteError`.
  init(
    _ plan: ExportPlan,
    _ options: ExportOptions,
    _ list: LineWriter,
    in database: SchoolDatabase
  ) throws {
    batch = plan.lines
    self.options = options
    copiesLines = list.copiesLines
    let isInOrder = try batch.map {
      try database.hasLinesInOrderOfStudents($0) && database.importRevert(of: $0.id) == nil
    }
    numbers =
      isInOrder == false
      ? nil : try batch.map { $0.students ?? 1...1 } ?? database.studentNumbers() ?? 1...1
    guard let numbers, numbers.lowerBound >= 0, list.lines.areNone,
      database.path != nil, database.differences.isEmpty
    else {
      (count, length) = (1, 1)
      return
    }
    let span = numbers.upperBound - numbers.lowerBound
    length = min(Self.most, span / 8 + 1)
    count =
      span >= SecondReader.smallestSchool && span < Self.longest ? Int(span / length) + 1 : 1
  }

  private subscript(piece: Int, of numbers: ClosedRange<Int64>) -> ClosedRange<Int64> {
    guard count > 1 else { return numbers }
    let first = numbers.lowerBound + Int64(piece) * length
    return first...min(first + length - 1, numbers.upperBound)
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
    guard let numbers else {
      guard let batch else { return }
      return try database.forEachExported(from: batch, run: run) { try list.write($0, flush) }
    }
    var next = 0
    func writeOne() throws {
      guard next < count else { return }
      try write(self[next, of: numbers], run: run, to: &list, of: database, flush)
      next += 1
      tell()
    }
    func tell() {
      progress(WorkProgress(.studentsWritten, done: list.report.students, all: numbers.count))
    }
    tell()
    try writeOne()
    if count > 1, let path = database.path {
      let head = try database.head()
      try withPipeline(capacity: 2) { put in
        try SchoolDatabase.withSecondReader(of: path, at: head) { other in
          var second = try secondWriter(other)
          for piece in stride(from: 1, to: count, by: 2) {
            try write(self[piece, of: numbers], run: run, to: &second, of: other) { _ in }
            try put(second.takeAll())
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
    while next < count { try writeOne() }
  }

  /// Writes one piece.
  private func write(
    _ students: ClosedRange<Int64>,
    run: Int64?,
    to list: inout LineWriter,
    of database: SchoolDatabase,
    _ flush: (inout CSVWriter) throws -> Void
  ) throws {
    guard let batch else {
      return try database.forEachExported(
        students: students,
        withLeft: options.withLeft,
        run: run
      ) { try list.write($0, flush) }
    }
    try database.forEachLine(
      of: batch,
      students: students,
      run: run,
      copiesLines: copiesLines,
      unchanged: { line in try list.write(line, flush) },
      others: { student in try list.write(student, flush) }
    )
  }
}
