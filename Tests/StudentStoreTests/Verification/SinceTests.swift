import SQLite
import Testing

@testable import StudentStore

/// `verify --since` reads what was added after a head, and says what it did not read.
@Suite struct SinceTests {
  /// Every head of the whole school's trail.
  private func heads(of school: TestSchool) throws -> [TrailHead] {
    var heads: [TrailHead] = []
    try Trail(connection: school.connection).forEachEntry { sequence, entry in
      heads.append(TrailHead(sequence: sequence, hash: Digest(reading: entry.hash) ?? .zero))
    }
    return heads
  }

  @Test func `from any head of an untouched file nothing is found`() throws {
    let school = try TestSchool.whole()
    for head in try heads(of: school) {
      let verification = try school.database.verify(since: head)
      #expect(verification.lines.isEmpty, "\(head.sequence): \(verification.lines)")
      #expect(verification.notices.last?.hasPrefix("not checked: ") == true)
    }
  }

  @Test func `a head that the trail does not have is a failure`() throws {
    let school = try TestSchool.whole()
    let wrong = TrailHead(sequence: 3, hash: Digest(of: [1]))
    #expect(
      try school.database.verify(since: wrong).lines
        == ["trail entry 3: it is not the entry whose head was noted: history was rewritten"]
    )
    let later = TrailHead(sequence: 99, hash: Digest(of: [1]))
    #expect(try school.database.verify(since: later).broken == ["anchor"])
  }

  /// Whatever full verification finds in rows that a later entry added, this finds too.
  @Test(arguments: TamperedRow.all)
  func `a change of a row that was added since is found`(row: TamperedRow) throws {
    let school = try TestSchool.whole()
    let heads = try heads(of: school)
    let columns = try Column.all(of: row.table, in: school.connection).filter { !$0.isKey }
    guard let column = columns.first(where: { $0.name != "salt" && $0.type != "BLOB" }) else {
      return
    }
    try school.behindTheBack(
      row.table,
      run: """
        UPDATE \(row.table) SET \(column.name) = CASE typeof(\(column.name))
          WHEN 'integer' THEN \(column.name) + 100 WHEN 'real' THEN \(column.name) + 1
          WHEN 'null' THEN 7 ELSE \(column.name) || ' ' END
        WHERE \(row.condition)
        """
    )
    let full = try school.database.verify()
    #expect(!full.ok)
    // Since the first entry, everything but the first entry's own rows.
    let since = try school.database.verify(since: heads[0])
    #expect(since.ok == (row.table == "schema_migration"), "\(row): \(full.lines)")
  }

  @Test func `a row that was added by hand behind the newest one is found`() throws {
    let school = try TestSchool.whole()
    let head = try school.database.head()
    try school.behindTheBack(
      "student_change",
      run: """
        INSERT INTO student_change (id, student, field, old_value, new_value, actor, changed_at, reason)
        VALUES (999, 2, 'group_name', '8b', '9z', 'eve', '2026-01-01', 'none')
        """
    )
    #expect(try school.database.verify(since: head).broken.contains("rows"))
  }

  @Test
  func `a change of an older row is not found, and the notice says that it was not looked for`()
    throws
  {
    let school = try TestSchool.whole()
    let head = try school.database.head()
    try school.behindTheBack("student", run: "UPDATE student SET age_years = 3 WHERE id = 1")
    #expect(try !school.database.verify().ok)
    let since = try school.database.verify(since: head)
    #expect(since.ok)
    #expect(
      since.notices.last == """
        not checked: the rows and signatures of the entries up to \(head.sequence), pages, indexes, \
        references and counts; "studentdb verify" checks everything
        """
    )
  }

  @Test func `a dropped guard and a changed entry are found, however old`() throws {
    let school = try TestSchool.whole()
    let head = try school.database.head()
    try school.behindTheBack("trail", run: "UPDATE trail SET actor = 'eve' WHERE sequence = 2")
    #expect(try school.database.verify(since: head).broken == ["chain"])
    try school.connection.execute("DROP TRIGGER student_no_update")
    #expect(try school.database.verify(since: head).broken == ["schema", "chain"])
  }
}
