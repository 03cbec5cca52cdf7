import Dispatch
import Foundation
import Migrations
import SQLite
import Synchronization
import Testing

@testable import StudentStore

/// A file is what it says, or it is refused with the reason.
@Suite struct OpeningTests {
  @Test(arguments: [DatabaseAccess.readOnly, .readWrite])
  func `a school opens again as it was`(access: DatabaseAccess) throws {
    let file = try SchoolFile()
    let head = try TestSchool(path: file.path).database.head()
    let database = try file.open(access)
    #expect(try database.head() == head)
    #expect(try database.verify().ok)
    #expect(file.names == ["school.db"])
  }

  @Test func `what a crash left half done is taken back, for a reader too`() throws {
    let (file, crashed) = (try SchoolFile(), try SchoolFile())
    let head: TrailHead
    do {
      let school = try TestSchool(path: file.path)
      try school.add((1...2_000).map { Pupil("Pupil \($0)", .missing, 165) })
      head = try school.database.head()
    }
    // The files as they are in the middle of a change that has outgrown the cache.
    let writer = try Connection(opening: file.path, access: .readWrite)
    try writer.execute(
      "PRAGMA cache_size = 2; BEGIN IMMEDIATE; DROP TRIGGER student_no_update; UPDATE student SET name = 'x'"
    )
    for ending in ["", "-journal"] {
      try FileManager.default.copyItem(atPath: file.path + ending, toPath: crashed.path + ending)
    }
    try writer.execute("ROLLBACK")
    let database = try crashed.open(.readOnly)
    #expect(try database.head() == head)
    #expect(try database.student(7).name == "Pupil 7")
    #expect(try database.verify().ok)
  }

  @Test(arguments: [DatabaseAccess.readOnly, .readWrite])
  func `another program's database is refused and left as it is`(access: DatabaseAccess) throws {
    for script in [
      "CREATE TABLE birds (name TEXT)", "PRAGMA application_id = 7",
      "PRAGMA application_id = 7; PRAGMA user_version = 5", "PRAGMA user_version = 3",
      "CREATE TABLE birds (name TEXT); PRAGMA user_version = 5",
    ] {
      let file = try SchoolFile()
      try file.make(script)
      let before = try Data(contentsOf: URL(fileURLWithPath: file.path))
      #expect(try file.refusal(access) == .foreignDatabase(path: file.path), "\(script)")
      #expect(try Data(contentsOf: URL(fileURLWithPath: file.path)) == before)
    }
  }

  @Test(arguments: [DatabaseAccess.readOnly, .readWrite])
  func `a newer file is refused`(access: DatabaseAccess) throws {
    let file = try SchoolFile()
    try file.makeSchool(changed: "PRAGMA user_version = 6")
    #expect(
      try file.refusal(access) == .newerDatabase(path: file.path, version: 6, supported: 5)
    )
  }

  @Test func `a studentdb file without a version is refused`() throws {
    for version in [0, -1] {
      let file = try SchoolFile()
      try file.makeSchool(changed: "PRAGMA user_version = \(version)")
      #expect(
        try file.refusal()
          == .alteredMigration(path: file.path, version: version, detail: "it has no version")
      )
    }
  }

  @Test func `an empty file is filled by a writer and refused to a reader`() throws {
    let file = try SchoolFile()
    try file.makeEmpty()
    #expect(try file.refusal(.readOnly) == .emptyDatabase(path: file.path))
    #expect(try file.open().verify().ok)
  }

  @Test(arguments: 1...4, [DatabaseAccess.readOnly, .readWrite, .damaged])
  func `an older file is refused, and opening it changes nothing`(
    version: Int,
    access: DatabaseAccess
  ) throws {
    let file = try SchoolFile()
    try file.make(upTo: version)
    let before = try Data(contentsOf: URL(fileURLWithPath: file.path))
    #expect(
      try file.refusal(access) == .olderDatabase(path: file.path, version: version, supported: 5)
    )
    #expect(try Data(contentsOf: URL(fileURLWithPath: file.path)) == before)
    #expect(try file.open(.query).migrationPlan().version == version)
  }

  @Test(arguments: [
    ("UPDATE schema_migration SET script = script || ' ' WHERE version = 2", 2, "its text differs"),
    (
      "UPDATE schema_migration SET name = 'V0003_birds' WHERE version = 3", 3,
      "it is called V0003_birds, not V0003_review"
    ),
    ("DELETE FROM schema_migration WHERE version = 2", 3, "out of order"),
    ("DELETE FROM schema_migration WHERE version = 5", 5, "the file does not remember it"),
    ("DELETE FROM schema_migration", 1, "the file does not remember it"),
    (
      "INSERT INTO schema_migration VALUES (6, 'V0006_birds', '', 't', '0')", 6, "out of order"
    ),
  ])
  func `a migration altered or forgotten is refused`(
    statement: String,
    version: Int,
    detail: String
  ) throws {
    let file = try SchoolFile()
    try file.makeSchool(
      changed: "DROP TRIGGER schema_migration_no_update; DROP TRIGGER schema_migration_no_delete"
    )
    try Connection(opening: file.path, access: .readWrite).execute(statement)
    let refusal = StoreError.alteredMigration(path: file.path, version: version, detail: detail)
    #expect(try file.refusal(.readOnly) == refusal)
    #expect(try file.refusal(.readWrite) == refusal)
  }

  @Test func `a school without its list of migrations is refused with a sentence of the store`()
    throws
  {
    let file = try SchoolFile()
    try file.makeSchool(
      changed: "DROP TRIGGER schema_migration_no_delete; DROP TABLE schema_migration"
    )
    let refusal = try? file.refusal()
    #expect(refusal != nil)
  }

  @Test func `a file that is there is not made again and not removed`() throws {
    let file = try SchoolFile()
    try file.make("CREATE TABLE birds (name TEXT)")
    #expect(throws: SQLiteError.self) { try TestSchool(path: file.path) }
    #expect(file.names == ["school.db"])
  }

  @Test func `two writers who open an empty file at once both have a school`() throws {
    let file = try SchoolFile()
    try file.makeEmpty()
    let path = file.path
    let first = try Connection(opening: path, access: .readWrite)
    let outcome = Mutex<Result<Bool, any Error>?>(nil)
    let finished = DispatchSemaphore(value: 0)
    try withExtendedLifetime(file) {
      try first.withImmediateTransaction {
        let act = Act(.migrate, context: TestSchool.World(seed: 1).context("ada"), time: "t")
        _ = try Migrator(first).migrate(from: 0, act: act)
        for version: Int64 in 1...5 { act.cover(.schemaMigration, row: version) }
        try Trail(connection: first).append(act)
        DispatchQueue.global().async {
          let context = TestSchool.World(seed: 3).context("ben")
          let result = Result {
            try SchoolDatabase.open(path, access: .readWrite, context: context).verify().ok
          }
          outcome.withLock { $0 = result }
          finished.signal()
        }
        // Long enough for the other one to look at the file, which is still empty, and to wait.
        Thread.sleep(forTimeInterval: 0.3)
      }
      finished.wait()
    }
    let isWhole = try? outcome.withLock { try $0?.get() }
    #expect(isWhole == true)
  }
}
