import SQLite
import Testing

@testable import StudentStore

/// Both ways round: no row of a history table can go, and none can come, unseen.
@Suite struct GoneAndAddedRowTests {
  @Test(arguments: TamperedRow.all)
  func `a row that is gone is missed in its table`(row: TamperedRow) throws {
    let school = try TestSchool.whole()
    try school.behindTheBack(
      row.table,
      run: "DELETE FROM \(row.table) WHERE \(row.condition)"
    )
    #expect(school.connection.changes == 1)
    let verification = try school.database.verify()
    #expect(verification.failures.contains { $0.table == row.table }, "\(verification.lines)")
    #expect(verification.broken.contains("rows"))
  }

  @Test(arguments: CoveredTable.all.map(\.name))
  func `a table emptied is found`(table: String) throws {
    let school = try TestSchool.whole()
    try school.behindTheBack(table, run: "DELETE FROM \(table)")
    let verification = try school.database.verify()
    #expect(verification.failures.contains { $0.table == table }, "\(verification.lines)")
  }

  @Test(arguments: TamperedRow.all)
  func `a row slipped in is found and named`(row: TamperedRow) throws {
    let school = try TestSchool.whole()
    let columns = try Column.all(of: row.table, in: school.connection)
    // A copy of a row under a new key: the last column of the key is another, and so are the
    // columns that may stand only once.
    let key = try #require(columns.last { $0.isKey })
    let unique = ["sha256", "school_id", "supersedes", "sign_off", "stratum"]
    let values = columns.map { column in
      switch column.name {
      case key.name: column.type == "TEXT" ? "\(key.name) || '2'" : "\(key.name) + 500"
      case let name where unique.contains(name) && !column.isKey:
        column.type == "INTEGER" ? "77" : column.type == "BLOB" ? "zeroblob(32)" : "'Z'"
      default: column.name
      }
    }
    let names = columns.map(\.name).joined(separator: ", ")
    try school.behindTheBack(
      row.table,
      run: """
        INSERT INTO \(row.table) (\(names))
        SELECT \(values.joined(separator: ", ")) FROM \(row.table) WHERE \(row.condition)
        """
    )
    #expect(school.connection.changes == 1)
    let added = try school.connection.texts(
      """
      SELECT CAST(\(row.name) AS TEXT) FROM (
        SELECT \(values.enumerated().map { "\($1) AS \(columns[$0].name)" }.joined(separator: ", "))
        FROM \(row.table) WHERE \(row.condition))
      """
    )
    let verification = try school.database.verify()
    #expect(
      verification.failures.contains { $0.table == row.table && added.contains($0.key) },
      "\(added) not in \(verification.lines)"
    )
  }

  @Test func `one row gone from the middle is told from all rows after it changed`() throws {
    let school = try TestSchool.whole()
    try school.behindTheBack("student", run: "DELETE FROM student WHERE id = 6")
    let failures = try school.database.verify().failures.filter { $0.table == "student" }
    #expect(
      failures.map { "\($0.key): \($0.message)" } == [
        "7: a row that entry 2 added just before it is gone",
        "1 to 13: entry 2 covers 13 rows, 12 are there",
      ]
    )
  }

  @Test func `two rows that swap places are found`() throws {
    let school = try TestSchool.whole()
    try school.behindTheBack("student") { connection in
      try connection.execute(
        """
        UPDATE student SET id = 1000 WHERE id = 6;
        UPDATE student SET id = 6 WHERE id = 7;
        UPDATE student SET id = 7 WHERE id = 1000
        """
      )
    }
    let keys = try school.database.verify().failures.filter { $0.table == "student" }.map(\.key)
    #expect(keys.contains("6"))
    #expect(keys.contains("7"))
  }

  @Test func `a table rewritten as a whole does not answer line by line`() throws {
    let school = try TestSchool()
    try school.add((0..<300).map { Pupil("Pupil \($0)", .missing, 170) })
    try school.behindTheBack("student", run: "UPDATE student SET name = name || ' '")
    let failures = try school.database.verify().failures
    #expect(failures.count == 101)
    #expect(failures.last?.key == "1 to 300")
  }
}
