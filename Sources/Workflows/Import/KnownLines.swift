import Bytes
import RosterReading
import StudentStore

/// Compares the lines about known students with what is stored, and stores what is new in them.
struct KnownLines {
  /// What the lines changed.
  private(set) var changes = RosterChanges()
  /// The students in the file.
  private(set) var present = StudentSet()

  /// How many students there were before.
  private let knownCount: Int
  private let database: SchoolDatabase
  private let writer: ImportWriter
  private let stored: StoredLines
  /// The columns of the file as it is read, and by what they mean.
  private let columns: RosterLayout.Columns
  private let meanings: ImportColumns
  private let kept: KeptCells
  private let onConflict: ImportOptions.OnConflict
  private let blankCells: BlankCells
  /// In the form used for comparison.
  private let sameIDs: Set<String>
  private let corrected: [Int64: CorrectedStudent]
  /// What lines about second rows say anew, until the whole file is read.
  private var ofSecondRows: [SecondRowNews] = []

  init(
    _ database: SchoolDatabase,
    writer: ImportWriter,
    knownCount: Int,
    layout: RosterLayout,
    options: ImportOptions
  ) throws {
    self.knownCount = knownCount
    self.database = database
    self.writer = writer
    stored = try StoredLines(database)
    columns = layout.columns
    meanings = layout.meanings
    onConflict = options.onConflict
    blankCells = BlankCells(options.blankCells)
    kept = KeptCells(columns: meanings, blankCells: blankCells, stored: stored)
    sameIDs = Set(options.sameIDs.map { VisibleText.of($0) })
    corrected = try database.correctedStudents()
  }

  /// Takes lines that say what is stored.
  mutating func take(_ run: RepeatedRun) throws {
    for student in run.students { present.insert(student) }
    try writer.note(run)
  }

  /// Takes one line, and compares it.
  ///
  /// - Returns: why it is set aside; nil if it was stored.
  mutating func take(
    _ line: LoadBatch.KnownLine,
    counts: inout ImportBatch.Counts
  ) throws -> LoadBatch.Rejection? {
    present.insert(line.student)
    let before = try stored.student(line.student)
    let corrected = corrected[line.student]
    if let reason = conflict(of: line.row, with: before, corrected) {
      counts.conflicts += 1
      changes.discount(line.row)
      return reason
    }
    let after = before.updated(
      by: line.row,
      columns: columns,
      corrected: corrected,
      blankCells: blankCells
    )
    let fields = StudentChange.changes(from: before, to: after)
    if onConflict != .update,
      fields.contains(where: { $0.contradicts || corrected?.has($0.field) ?? false })
    {
      counts.conflicts += 1
      changes.discount(line.row)
      return LoadBatch.Rejection(
        reason: .contradicts(student: before.id),
        student: before.id
      )
    }
    guard let cells = JSONTextArray.texts(in: line.cells) else {
      preconditionFailure("a line's cells are a JSON array of texts")
    }
    let lines = try stored.lines(of: before)
    let others = try kept.changes(cells, after: lines)
    try keep(line, cells, lines: lines, saysMore: others.saysMore)
    if !fields.isEmpty { try writer.change(after, by: fields, line: line.row.line) }
    if blankCells == .keep {
      changes.count(blanks: line.row.blanks(in: columns), of: before)
    }
    if let root = before.sameAs {
      ofSecondRows.append(
        SecondRowNews(root: root, before: before, after: after, line: line.row.line)
      )
      changes.count(from: before, to: before, others: others.changes, line: line.row.line)
    } else {
      changes.count(from: before, to: after, others: others.changes, line: line.row.line)
    }
    if fields.isEmpty, others.changes.isEmpty { counts.unchanged += 1 } else { counts.updated += 1 }
    counts.add(after)
    return nil
  }

  /// Takes students whom a line that was set aside is perhaps about.
  mutating func mention(_ students: [Int64]) {
    for student in students { present.insert(student) }
  }

  /// Takes what lines about second rows say anew for the students whose rows they are; called after the
  /// last line.
  ///
  /// A line about the student's own row stands against that, so that only gaps are filled then.
  mutating func settleSecondRows() throws {
    let own = present
    for news in ofSecondRows {
      let before = try stored.student(news.root)
      let after = before.updated(
        by: news,
        onlyGaps: own.contains(news.root) || onConflict != .update
      )
      let fields = StudentChange.changes(from: before, to: after)
      if !fields.isEmpty { try writer.change(after, by: fields, line: news.line) }
      changes.count(from: before, to: after, others: [], line: news.line)
    }
    for (root, others) in try database.secondRows() where others.contains(where: present.contains) {
      present.insert(root)
    }
  }

  /// The students of the file's groups who are not in it; marked as left if the caller says that the
  /// file is complete.
  ///
  /// `added`: the students whom the file brought. `unclear`: rejected lines that may be about any.
  func leavers(added: ClosedRange<Int64>?, unclear: Int, isComplete: Bool) throws -> Leavers {
    var leavers = Leavers()
    // A file about nobody known says nothing about them.
    guard present.count > 0 else { return leavers }
    // Nor does a file about all of them name anybody who left.
    guard present.count < knownCount else { return leavers }
    var present = present
    if let added { for student in added { present.insert(student) } }
    let numbers = try Leavers.numbers(in: database, besides: present)
    try leavers.list(numbers, in: database)
    leavers.unclearLines = isComplete && !numbers.isEmpty ? unclear : 0
    guard isComplete, unclear == 0 else { return leavers }
    for before in try database.students(numbers) {
      var after = before
      after.hasLeft = true
      try writer.change(after, by: StudentChange.changes(from: before, to: after), line: nil)
    }
    leavers.areMarked = true
    return leavers
  }

  private func conflict(
    of row: Student,
    with student: Student,
    _ corrected: CorrectedStudent?
  ) -> LoadBatch.Rejection? {
    if let conflict = IDConflict(of: row, with: student, corrected, sameIDs: sameIDs) {
      return LoadBatch.Rejection(reason: conflict.reason, student: student.id)
    }
    guard row.schoolID == nil || student.schoolID == nil else { return nil }
    // The student was found by the hash of a name, which two names may have.
    let name = VisibleText.of(row.name)
    let names = [student.name] + (corrected?.versions.map(\.name) ?? [])
    guard !names.contains(where: { VisibleText.of($0) == name }) else { return nil }
    return LoadBatch.Rejection(reason: .ambiguous, student: student.id)
  }

  /// Stores the line, whole only if no stored line has its cells.
  private func keep(
    _ line: LoadBatch.KnownLine,
    _ cells: [[UInt8]],
    lines: [StoredLine],
    saysMore: Bool
  ) throws {
    let base = try saysMore ? nil : lines.first { try stored.cells(of: $0, as: meanings) == cells }
    guard let base else {
      return try writer.note(
        line: line.row.line,
        of: line.student,
        cells: line.cells,
        quoting: line.quoting.isEmpty ? nil : String(decoding: line.quoting, as: UTF8.self)
      )
    }
    try writer.note(
      RepeatedRun(
        firstLine: line.row.line,
        firstStudent: line.student,
        count: 1,
        base: base.importBatch,
        quoting: line.quoting
      )
    )
  }
}

extension BlankCells {
  init(_ option: ImportOptions.BlankCells) {
    switch option {
    case .keep: self = .keep
    case .clear: self = .clear
    }
  }
}

extension ImportBatch.Counts {
  /// Counts the missing values of an existing student.
  mutating func add<Text>(_ student: borrowing StudentRecord<Text>) {
    guard !student.isNoPerson else {
      notAPerson += 1
      return
    }
    switch student.gender {
    case .missing: missingGender += 1
    case .declined: declinedGender += 1
    case .inDoubt: doubtGender += 1
    case .recorded, .doNotInfer: break
    }
    switch student.height {
    case .missing: missingHeight += 1
    case .doubt: doubts += 1
    case .measured: break
    }
  }
}
