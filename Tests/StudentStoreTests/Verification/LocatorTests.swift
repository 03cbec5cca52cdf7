import SQLite
import Testing

@testable import StudentStore

/// The marks that name a row are no proof: when they are wrong, the rows are not blamed for good.
@Suite struct LocatorTests {
  /// The marks of the first import's students: entry 2.
  private static let place = "WHERE entry = 2 AND table_name = 'student'"

  private func verification(
    after statement: String,
    _ values: SQLiteValue...
  ) throws -> Verification {
    let school = try TestSchool.whole()
    try school.behindTheBack("trail_locator") { connection in
      try connection.run(SQL(typed: statement), values)
      #expect(connection.changes == 1)
    }
    return try school.database.verify()
  }

  @Test func `a changed mark is found as a mark`() throws {
    let school = try TestSchool.whole()
    guard
      case .blob(var marks)? = try school.connection.value(
        "SELECT marks FROM trail_locator \(Self.place)"
      )
    else {
      Issue.record("the students have marks")
      return
    }
    #expect(marks.count == 26, "two bytes for each of thirteen students")
    marks[8] ^= 1
    let lines = try verification(
      after: "UPDATE trail_locator SET marks = ? \(Self.place)",
      .blob(marks)
    ).lines
    #expect(lines.count == 2, "the row whose mark it is, and the marks")
    #expect(
      lines.last?.hasSuffix("the rows named above are whole; their marks were changed") == true
    )
    #expect(lines.last?.hasPrefix("trail_locator ") == true)
  }

  @Test func `marks too few are found`() throws {
    let failures = try verification(
      after: "UPDATE trail_locator SET marks = substr(marks, 3) \(Self.place)"
    ).failures
    #expect(
      failures.map { "\($0.key): \($0.message)" }
        == ["entry 2, student: holds 12 marks for 13 rows"]
    )
    #expect(failures.map(\.table) == ["trail_locator"])
  }

  @Test func `marks that are gone are found`() throws {
    let failures = try verification(after: "DELETE FROM trail_locator \(Self.place)").failures
    #expect(
      failures.map { "\($0.key): \($0.message)" }
        == ["entry 2, student: holds 0 marks for 13 rows"]
    )
    #expect(failures.map(\.table) == ["trail_locator"])
  }

  @Test func `marks of no range are found`() throws {
    #expect(
      try verification(
        after: "INSERT INTO trail_locator VALUES (2, 'trail', 0, x'0102')"
      ).lines == ["trail_locator entry 2, trail: no entry of the trail has these marks"]
    )
  }

  @Test func `without its marks a changed row is found by its range`() throws {
    let school = try TestSchool.whole()
    try school.behindTheBack(
      "trail_locator",
      run: "DELETE FROM trail_locator \(Self.place)"
    )
    try school.behindTheBack("student", run: "UPDATE student SET name = 'Eve' WHERE id = 5")
    #expect(
      try school.database.verify().lines.contains(
        "student 1 to 13: these rows are not what entry 2 committed to"
      )
    )
  }

  @Test func `a range over several blocks names a row in each`() throws {
    let school = try TestSchool()
    let count = LocatorMarks.blockRows + 3
    try school.add((0..<count).map { Pupil("P\($0)", .declined) })
    #expect(
      try school.connection.value("SELECT count(*) FROM trail_locator WHERE entry = 2")
        == .integer(2)
    )
    #expect(try school.database.verify().ok)
    let changed = [1, LocatorMarks.blockRows, LocatorMarks.blockRows + 1, count]
    try school.behindTheBack("student") { connection in
      for id in changed {
        try connection.run("UPDATE student SET name = 'X' WHERE id = ?", .integer(Int64(id)))
      }
    }
    let keys = try school.database.verify().failures.map(\.key)
    #expect(keys == changed.map(String.init) + ["1 to \(count)"])
  }
}
