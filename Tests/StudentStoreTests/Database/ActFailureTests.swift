import Foundation
import Report
import Testing

@testable import SQLite
@testable import StudentStore

/// What is said of an act that the disk failed in.
struct ActFailureTests {
  private let file: SchoolFile
  private let database: SchoolDatabase

  init() throws {
    file = try SchoolFile()
    database = try SchoolDatabase.create(
      file.path,
      context: TestSchool.World(seed: 1).context("ada")
    )
  }

  /// SQLITE_IOERR_DIR_FSYNC, from the last step of a COMMIT.
  private var folderNotSynced: SQLiteError {
    SQLiteError(.io, extendedCode: 1290, message: "disk I/O error", path: file.path)
  }

  private func fate(_ entry: TrailHead?) -> ActFate? {
    fate(of: database.failure(folderNotSynced, kind: .decide, entry: entry))
  }

  private func fate(of error: any Error) -> ActFate? {
    guard case StoreError.actFailed(_, _, _, let fate) = error else { return nil }
    return fate
  }

  private func sentence(_ entry: TrailHead?) -> String {
    (database.failure(folderNotSynced, kind: .decide, entry: entry) as? StoreError)?.description
      ?? ""
  }

  @Test func `an act that is in the file after all was kept, and the sentence begins with it`()
    throws
  {
    let head = try database.head()
    #expect(fate(head) == .kept(head, .decide))
    #expect(sentence(head).hasPrefix("Entry 1 of the trail (decide) was kept"))
    #expect(!sentence(head).contains("nothing of this"))
    #expect(
      StoreError.mayBeKept(database.failure(folderNotSynced, kind: .decide, entry: head))
    )
  }

  @Test func `an act that is not in the file was not kept`() throws {
    let head = try database.head()
    for entry in [
      TrailHead(sequence: head.sequence + 1, hash: head.hash),
      TrailHead(sequence: head.sequence, hash: .zero), nil,
    ] {
      #expect(fate(entry) == .nothingKept)
      #expect(sentence(entry).contains("nothing of this was kept"))
    }
  }

  @Test func `of a file that cannot be read nobody says that nothing was kept`() throws {
    let head = try database.head()
    try Data("no database any more, but long enough to be read as one".utf8)
      .write(to: URL(fileURLWithPath: file.path))
    #expect(fate(head) == .unknown)
    #expect(sentence(head).contains("it is not known whether this was kept"))
    #expect(!sentence(head).contains("nothing of this"))
  }

  @Test
  func `an error before the commit is known to have kept nothing, and a busy file is only busy`()
    throws
  {
    let busy = SQLiteError(.busy, extendedCode: 5, message: "busy", path: file.path)
    #expect(database.failure(busy, kind: .decide, entry: nil) as? SQLiteError == busy)
    let context = TestSchool.World(seed: 1).context("ada")
    let failure = #expect(throws: StoreError.self) {
      try database.write(.decide, context: context) { _ in throw folderNotSynced }
    }
    #expect(failure.flatMap(fate(of:)) == .nothingKept)
  }
}
