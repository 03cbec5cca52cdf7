import SQLite
import Testing

@testable import StudentStore

/// A file that somebody made to do harm is answered with failures; the program does not stop.
///
/// Where a failure would end the process, the test runs in one of its own.
@Suite struct HostileFileTests {
  /// A school whose newest body claims so many rows that their marks cannot be counted.
  static func claimingRows(_ count: Int64) throws -> TestSchool {
    let school = try TestSchool()
    var canonical = CanonicalBytes()
    for number: Int64 in [1, 0, 0, 1] { canonical.append(number) }
    canonical.append("student")
    for number: Int64 in [1, 9, count] { canonical.append(number) }
    canonical.append(blob: Digest.zero.bytes)
    try school.behindTheBack(
      "trail",
      run: "UPDATE trail SET body = ? WHERE sequence = 1",
      .blob(canonical.bytes)
    )
    return school
  }

  @Test func `a claim of more rows than can be is found`() throws {
    let verification = try Self.claimingRows(Int64.max / 4).database.verify()
    #expect(!verification.ok)
    #expect(verification.lines.contains("trail entry 1: its body cannot be read"))
  }

  @Test func `a claim of the most rows that a number can hold is found`() async {
    await #expect(processExitsWith: .success) {
      let verification = try HostileFileTests.claimingRows(.max).database.verify()
      #expect(!verification.ok)
    }
  }

  @Test func `an entry with the largest number is found`() async {
    await #expect(processExitsWith: .success) {
      let school = try TestSchool()
      try school.behindTheBack(
        "trail",
        run: "UPDATE trail SET sequence = 9223372036854775807 WHERE sequence = 1"
      )
      let verification = try school.database.verify()
      #expect(!verification.ok)
    }
  }

  @Test func `a view of the file's own is never read, however the file is opened`() throws {
    let file = try SchoolFile()
    _ = try TestSchool(path: file.path)
    try Connection(opening: file.path, access: .readWrite)
      .execute("CREATE VIEW spy AS SELECT 1 AS one")
    let context = TestSchool.World(seed: 1).context("ada")
    for access in [DatabaseAccess.verification, .damaged] {
      let database = try SchoolDatabase.open(file.path, access: access, context: context)
      #expect(throws: SQLiteError.self) { try database.connection.value("SELECT one FROM spy") }
    }
  }

  @Test func `a last hash of another length is found`() throws {
    let school = try TestSchool.whole()
    try school.behindTheBack("trail", run: "UPDATE trail SET hash = x'00' WHERE sequence = 17")
    let verification = try? school.database.verify()
    #expect(verification?.ok == false)
  }
}
