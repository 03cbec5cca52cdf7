import SQLite

extension StudentColumn {
  /// Every column, in the list's order.
  static let all = Student(name: "").values.map(\.column)

  /// The columns that a correction or a later file may change.
  static let changing = all.filter { $0.aspect != nil }

  /// The columns that `Student(reading:)` reads.
  static let read = SQL.columns(readNames)
  static let readOfStudent = SQL.columns(readNames, of: "student")

  private static let readNames: [StaticString] = all.compactMap { column in
    if case .cells = column.meaning { nil } else { column.name }
  }
}

/// The statements that follow from the list.
enum StudentTable {
  static let selectByID: SQL = "SELECT \(StudentColumn.read) FROM student WHERE id = ?"
  /// Those of `listed_student`, whose columns may differ.
  static let selectListed: SQL =
    """
    SELECT \(StudentColumn.read) FROM student
    WHERE import_batch NOT IN (SELECT import_batch FROM import_revert) ORDER BY id
    """

  /// Binds the values of the columns that change, then the id.
  static let update: SQL =
    "UPDATE student SET \(SQL.assignments(StudentColumn.changing.map(\.name))) WHERE id = ?"

  /// Students whose value differs from the newest change of a column.
  static let selectStale: SQL =
    """
    SELECT change.student, change.field FROM student_change AS change
    JOIN student ON student.id = change.student
    WHERE change.id = (SELECT max(id) FROM student_change
                       WHERE student = change.student AND field = change.field)
      AND change.new_value IS NOT CASE change.field
        \(SQL.cases(StudentColumn.changing.map(\.name), of: "student"))
      END
    """
}

// MARK: - Values

extension Student {
  /// The columns' values, in the list's order.
  var values: [(column: StudentColumn, value: SQLiteValue)] {
    var collection = ColumnCollection()
    visitColumns(&collection)
    return collection.values
  }

  /// The student with the values of some columns replaced.
  ///
  /// Values from several rows of history may contradict each other, such as a gender and a reason
  /// for its absence; then the value has priority.
  func replacing(_ replacements: [String: SQLiteValue]) throws -> Student {
    guard !replacements.isEmpty else { return self }
    var source = StudentValues(values)
    for (field, value) in replacements { source.values[field] = value }
    source.giveReason("gender_absence", forAbsenceOf: "gender")
    source.giveReason("height_problem", forAbsenceOf: "height_cm")
    var student = try Student(reading: source)
    (student.otherCells, student.quoting) = (otherCells, quoting)
    return student
  }
}

private struct ColumnCollection: StudentColumnVisitor {
  var values: [(column: StudentColumn, value: SQLiteValue)] = []

  mutating func visit(
    _ column: StudentColumn,
    _ value: StudentValue<String>,
    _ cells: borrowing Span<UInt8>,
    _ bytes: inout OutputSpan<UInt8>,
    _ row: inout OutputSpan<UInt64>
  ) {
    values.append((column, SQLiteValue(value)))
  }
}

extension SQLiteValue {
  fileprivate init(_ value: StudentValue<String>) {
    self =
      switch value {
      case .integer(let integer): .integer(integer)
      case .real(let real): .optional(real)
      case .text(let text), .word(let text): .optional(text)
      case .bytes(let bytes): bytes.isEmpty ? .null : .text(String(decoding: bytes, as: UTF8.self))
      case .mark(let isSet): isSet ? .integer(1) : .null
      case .number(let number): .optional(number)
      }
  }
}

/// A source from which a student can be read.
protocol StudentSource: ~Copyable {
  func integer(_ name: StaticString) throws(SQLiteError) -> Int64
  func optionalInteger(_ name: StaticString) throws(SQLiteError) -> Int64?
  func text(_ name: StaticString) throws(SQLiteError) -> String
  func optionalText(_ name: StaticString) throws(SQLiteError) -> String?
  func optionalCentimetres(_ name: StaticString) throws(SQLiteError) -> Double?
  func optionalYears(_ name: StaticString) throws(SQLiteError) -> Double?
}

extension Row: StudentSource {}

/// A student's values by column, some of them perhaps out of a history.
private struct StudentValues: StudentSource {
  var values: [String: SQLiteValue] = [:]

  init(_ columns: [(column: StudentColumn, value: SQLiteValue)]) {
    for (column, value) in columns { values["\(column.name)"] = value }
  }

  /// Ensures that a reason exists exactly if there is no value.
  mutating func giveReason(_ reason: String, forAbsenceOf field: String) {
    if values[field, default: .null] != .null {
      values[reason] = .null
    } else if values[reason, default: .null] == .null {
      values[reason] = .text("missing")
    }
  }

  private func value(_ name: StaticString) -> SQLiteValue { values["\(name)", default: .null] }

  func integer(_ name: StaticString) -> Int64 { optionalInteger(name) ?? 0 }

  func optionalInteger(_ name: StaticString) -> Int64? {
    if case .integer(let integer) = value(name) { integer } else { nil }
  }

  func text(_ name: StaticString) -> String { optionalText(name) ?? "" }

  func optionalText(_ name: StaticString) -> String? { value(name).plainText }

  func optionalCentimetres(_ name: StaticString) -> Double? {
    if case .real(let real) = value(name) { real } else { nil }
  }

  func optionalYears(_ name: StaticString) -> Double? { optionalCentimetres(name) }
}
