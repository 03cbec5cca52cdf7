import SQLite
import Testing

@testable import StudentStore

/// Every column of every history table: no value can be changed outside studentdb, be the
/// change as small as it can.
@Suite struct ChangedValueTests {
  @Test func `every covered table has a row to tamper with`() {
    #expect(TamperedRow.all.map(\.table) == CoveredTable.all.map(\.name))
  }

  @Test(arguments: TamperedRow.all)
  func `a changed value is found and its row is named`(row: TamperedRow) throws {
    let school = try TestSchool.whole()
    let columns = try Column.all(of: row.table, in: school.connection)
    for column in columns where !column.isKey {
      let stored = try #require(
        try school.connection.value(
          "SELECT \(column.name) FROM \(row.table) WHERE \(row.condition)"
        )
      )
      for changed in column.variations(of: stored) {
        try write(changed, to: column, of: row, in: school)
        let name = try name(of: row, where: row.condition, in: school)
        let verification = try school.database.verify()
        #expect(
          verification.failures.contains { $0.table == row.table && name.contains($0.key) },
          "\(row.table).\(column.name): \(name) not in \(verification.lines)"
        )
        try write(stored, to: column, of: row, in: school)
      }
    }
    #expect(try school.database.verify().lines.isEmpty, "it was put back as it was")
  }

  @Test(arguments: TamperedRow.all)
  func `a row under another key is found and named by either`(row: TamperedRow) throws {
    let columns = try Column.all(of: row.table, in: try TestSchool().connection)
    for column in columns where column.isKey {
      let school = try TestSchool.whole()
      let stored = try #require(
        try school.connection.value(
          "SELECT \(column.name) FROM \(row.table) WHERE \(row.condition)"
        )
      )
      let names = try keyNames(of: row, in: school) {
        try write(column.variations(of: stored)[0], to: column, of: row, in: school)
      }
      let verification = try school.database.verify()
      #expect(
        verification.failures.contains { $0.table == row.table && names.contains($0.key) },
        "\(row.table).\(column.name): \(names) not in \(verification.lines)"
      )
    }
  }

  private func write(
    _ value: SQLiteValue,
    to column: Column,
    of row: TamperedRow,
    in school: TestSchool
  ) throws {
    try school.behindTheBack(
      row.table,
      run: "UPDATE \(row.table) SET \(column.name) = ? WHERE \(row.condition)",
      value
    )
    #expect(school.connection.changes == 1)
  }

  /// The names of one row that match a condition.
  private func name(
    of row: TamperedRow,
    where condition: String,
    in school: TestSchool
  ) throws -> [String] {
    try school.connection.texts(
      "SELECT CAST(\(row.name) AS TEXT) FROM \(row.table) WHERE \(condition)"
    )
  }

  /// The names that stand in the table before a change or after it, but not both times.
  private func keyNames(
    of row: TamperedRow,
    in school: TestSchool,
    change: () throws -> Void
  ) throws -> Set<String> {
    let before = Set(try name(of: row, where: "1", in: school))
    try change()
    return before.symmetricDifference(try name(of: row, where: "1", in: school))
  }
}
