import SQLite
import Testing

@testable import StudentStore

@Suite struct WholeSchoolTests {
  @Test func `a whole school verifies`() throws {
    let verification = try TestSchool.whole().database.verify()
    #expect(verification.lines.isEmpty)
    #expect(
      verification.checks.map(\.name) == [
        "schema", "integrity", "foreign_keys", "chain", "rows", "changes", "counts",
        "signatures",
      ]
    )
    #expect(verification.head.sequence == 27)
    #expect(
      verification.notices == [
        "s1 no longer stands for student 3 (decided anew in d12), 4 (decided anew in d11)"
      ]
    )
  }

  @Test func `an empty school verifies`() throws {
    let verification = try TestSchool().database.verify()
    #expect(verification.lines.isEmpty)
    #expect(verification.notices.isEmpty)
    #expect(verification.head.sequence == 1)
  }

  @Test func `the whole school has a row in every covered table`() throws {
    let connection = try TestSchool.whole().connection
    for table in CoveredTable.all {
      #expect(try connection.value("SELECT count(*) FROM \(table.name)") != .integer(0))
    }
  }

  @Test func `every table but the trail's own and the counts is covered, each column`() throws {
    let connection = try TestSchool().connection
    let tables = try connection.texts(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    )
    #expect(
      Set(tables)
        == Set(CoveredTable.all.map(\.name)).union(["trail", "trail_locator", "student_count"])
    )
    for table in CoveredTable.all {
      let statement = try connection.prepare(table.selectRows)
      let committed = (LeafHasher.leadingColumns..<statement.columnCount).map {
        statement.columnName(at: $0)
      }
      var columns = try connection.texts("SELECT name FROM pragma_table_info('\(table.name)')")
      // The salt is the commitment's prefix rather than one of its columns.
      if table.salt == .own { columns.removeAll { $0 == "salt" } }
      // The guide says: in the order in which they are declared.
      #expect(committed == columns, "\(table.name)")
    }
  }

  @Test func `the same steps give the same bytes, and another seed another head`() throws {
    let head = try TestSchool.whole().database.head()
    #expect(try TestSchool.whole().database.head() == head)
    #expect(try TestSchool.whole(seed: 2).database.head() != head)
  }

  @Test func `the guards dropped and put back leave no trace`() throws {
    let school = try TestSchool.whole()
    for table in CoveredTable.all {
      try school.behindTheBack(table.name) { _ in }
    }
    #expect(try school.database.verify().lines.isEmpty)
  }

  @Test func `a clock that went back is noted and no failure`() throws {
    let school = try TestSchool()
    try school.add([Pupil("Ada", .missing, 160)])
    school.world.seconds = 0
    try school.impute()
    let verification = try school.database.verify()
    #expect(verification.ok)
    #expect(verification.notices == ["entry 3 has an earlier time than one before it"])
  }
}
