import CSV
import StudentStore

/// Writes the lines of students, those between them, and counts what it wrote.
struct LineWriter {
  let plan: ExportPlan
  let options: ExportOptions
  let row: ExportRow
  /// The lines written and not yet taken away.
  var writer: CSVWriter
  private(set) var lines: LinesBetween
  /// Whether the lines are at their places in the file that is given back.
  let isOneFile: Bool
  /// What was written, without what only the end of an export knows.
  private(set) var report = ExportWorkflow.Report()

  /// Takes away what was written until now, and begins anew.
  mutating func takeAll() -> (records: CSVWriter.Records, report: ExportWorkflow.Report) {
    defer { report = ExportWorkflow.Report() }
    return (writer.takeRecords(), report)
  }

  /// Takes over a piece of the list that another one wrote.
  mutating func append(_ piece: (records: CSVWriter.Records, report: ExportWorkflow.Report)) {
    writer.append(piece.records)
    report.students += piece.report.students
    report.filled += piece.report.filled
    report.unreached += piece.report.unreached
    report.left += piece.report.left
  }

  /// Writes the line of a student, if it belongs to the list.
  ///
  /// `flush`: empties the writer.
  mutating func write(
    _ student: ExportedStudent,
    _ flush: (inout CSVWriter) throws -> Void
  ) throws {
    guard !options.signedOnly || student.signOff != nil else { return }
    // In the list a child is once; in a file of its own each line is.
    if student.isSecondRow, options.importBatch == nil, !plan.isAsItCame { return }
    guard plan.isAsItCame || options.withLeft || !student.student.hasLeft else {
      report.left += 1
      return
    }
    let line = try begin(line: student.student.line, flush)
    end(line, try row.write(student, to: &writer))
  }

  /// Writes a line as it is, but for the gender that was missing.
  mutating func write(
    _ unchanged: borrowing UnchangedLine,
    _ flush: (inout CSVWriter) throws -> Void
  ) throws {
    guard !options.signedOnly || unchanged.signOff != nil else { return }
    let line = try begin(line: unchanged.line, flush)
    end(line, row.write(unchanged, to: &writer))
  }

  /// Writes what stands before a line, and returns the line's place.
  private mutating func begin(
    line: Int64,
    _ flush: (inout CSVWriter) throws -> Void
  ) throws -> Int {
    report.students += 1
    let place = isOneFile ? Int(line) : plan.form.batch.headerLine + report.students
    try lines.write(before: .line(place), to: &writer, flush)
    // The last line stays in the writer, because its end may have to be removed.
    if writer.bytes.count >= ExportWorkflow.pieceLength { try flush(&writer) }
    return place
  }

  private mutating func end(_ place: Int, _ outcome: ExportRow.Outcome) {
    if outcome.isFilled { report.filled += 1 }
    if outcome.isUnreached { report.unreached += 1 }
    writer.endRecord(lines.ending(of: .line(place)))
  }

  /// Ends the heading line.
  mutating func endHeader() {
    writer.endRecord(lines.ending(of: .line(plan.form.batch.headerLine)))
  }

  /// Writes what stands after the last line.
  mutating func writeEnd(_ flush: (inout CSVWriter) throws -> Void) throws {
    try lines.write(before: .end, to: &writer, flush)
  }
}
