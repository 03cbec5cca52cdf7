import Bytes
import SQLite

/// A line of a file about a student of whom nothing has changed since: its cells are the values that
/// count.
///
/// Nearly all lines of nearly all schools are such lines; as an ``ExportedStudent``, with a text for
/// each value, one takes three times as long. The one instance of a scan is filled anew for each line.
package struct UnchangedLine {
  package internal(set) var line: Int64 = 0
  package internal(set) var isNoPerson = false
  package internal(set) var gender = RecordedGender.missing
  package internal(set) var decided: ExportedStudent.Decided?
  /// The suggestion of the current run, if it passed its gate.
  package internal(set) var suggestion: (gender: String, confidence: Double)?
  /// The newest valid signature of the student.
  package internal(set) var signOff: Int64?
  /// One digit a cell, as ``ExportedStudent/quoting``; empty if quotes were minimal.
  package internal(set) var quoting: [UInt8] = []
  /// The cells one after another, and where each ends.
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  /// The bytes of one cell of the line.
  package func cell(_ column: Int) -> ArraySlice<UInt8> {
    bytes[(column == 0 ? 0 : ends[column - 1])..<ends[column]]
  }

  /// Reads a row of a ``LineStatement``.
  mutating func read(
    _ row: borrowing Row,
    _ cells: [LineCell],
    others: (column: Int, count: Int)?
  ) throws {
    line = try row.integer("line")
    isNoPerson = try row.optionalInteger("not_a_person") != nil
    gender = try RecordedGender(
      absence: try row.optionalText("gender_absence"),
      word: try row.optionalText("gender")
    )
    suggestion = nil
    if gender == .missing, let gender = try row.optionalText("suggested"),
      let confidence = try row.optionalProbability("confidence")
    {
      suggestion = (gender, confidence)
    }
    quoting.removeAll(keepingCapacity: true)
    _ = try row.append(textAt: row.place(of: "quoting"), to: &quoting)
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    var otherCells: [[UInt8]] = []
    if let others {
      otherCells =
        try row.optionalText(at: others.column).map {
          try StoredLines.cells(in: $0, table: "student")
        } ?? []
      guard otherCells.count == others.count else {
        throw StoreError.malformed(table: "student", detail: "\(row.key()) has too few other cells")
      }
    }
    for cell in cells {
      if case .other(let place) = cell { bytes += otherCells[place] } else { try append(row, cell) }
      ends.append(bytes.count)
    }
  }

  private mutating func append(_ row: borrowing Row, _ cell: LineCell) throws {
    switch cell {
    case .text(let column):
      _ = try row.append(textAt: column, to: &bytes)
    case .name(let column):
      // Who has none was made by another program, and is named.
      if try !row.append(textAt: column, to: &bytes) { _ = try row.text(at: column) }
    case .height(let text, let number):
      let number = try row.optionalCentimetres(at: number)
      if try !row.append(textAt: text, to: &bytes), let number { bytes += "\(number)".utf8 }
    case .age(let text, let number):
      let years = try row.optionalYears(at: number)
      if try !row.append(textAt: text, to: &bytes), let years {
        bytes += (Int(exactly: years).map { "\($0)" } ?? "\(years)").utf8
      }
    case .date(let text, let day):
      if try !row.append(textAt: text, to: &bytes) {
        _ = try row.append(textAt: day, to: &bytes)
      }
    case .other: break
    }
  }
}

/// Where the row of a student has a cell of the line: the columns of the statement.
enum LineCell {
  case name(Int)
  case text(Int)
  case height(text: Int, number: Int)
  case age(text: Int, number: Int)
  case date(text: Int, day: Int)
  /// In the column with all other cells, by its place among them.
  case other(Int)
}

/// The statement that reads what the lines of one file need, and no more: each column costs time.
struct LineStatement {
  private(set) var columns: SQL
  private(set) var cells: [LineCell] = []
  /// The column of the cells that studentdb only keeps, and their number; nil if the file has none.
  private(set) var otherCells: (column: Int, count: Int)?
  /// Those of ``fixed``.
  private var count = 9

  /// The columns that every line needs, by the names under which they are read.
  private static let fixed: SQL =
    """
    student.id, student.line, student.not_a_person, student.gender_absence, student.gender,
    student.quoting, evidence_cell.gender AS suggested, evidence_cell.confidence
    """

  init(_ file: ImportColumns, changed: SQL, decided: Bool) {
    columns = "\(Self.fixed), \(changed) AS is_changed"
    for column in file.headings.indices {
      switch file.aspects[column] {
      case .id: cells.append(.text(add("school_id")))
      case .name: cells.append(.name(add("name")))
      case .gender: cells.append(.text(add("gender_text")))
      case .group: cells.append(.text(add("group_name")))
      case .height: cells.append(.height(text: add("height_text"), number: add("height_cm")))
      case .age: cells.append(.age(text: add("age_text"), number: add("age_years")))
      case .birthdate: cells.append(.date(text: add("birth_text"), day: add("birth_date")))
      case nil:
        if otherCells == nil { otherCells = (add("other_cells"), file.others.count) }
        cells.append(.other(file.others.firstIndex(of: column) ?? 0))
      case .person, .left, .same: preconditionFailure("no column of a file has this aspect")
      }
    }
    if decided {
      columns =
        """
        \(columns), current_decision.gender AS decided_gender, current_decision.reviewer,
        current_decision.decided_at, current_decision.decided_how, \(SchoolDatabase.signOff) AS sign_off
        """
    }
  }

  private mutating func add(_ column: StaticString) -> Int {
    columns = "\(columns), student.\(SQL(column))"
    count += 1
    return count - 1
  }
}
