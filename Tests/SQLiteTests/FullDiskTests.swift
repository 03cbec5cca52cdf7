import SQLite
import Testing

/// A disk without room, played by the limit on pages.
struct FullDiskTests {
  let folder: TemporaryFolder
  let connection: Connection

  init() throws {
    folder = try TemporaryFolder()
    connection = try Connection(opening: try folder.database(), access: .readWrite)
    try connection.limitPages(to: try connection.pageCount() + 5)
  }

  private func fill() throws {
    for number in 0..<1_000 { try connection.addNote(String(repeating: "\(number)-", count: 200)) }
  }

  @Test func `a full disk is told and leaves nothing of the transaction`() throws {
    let error = failure {
      try connection.withImmediateTransaction {
        try connection.addNote("a")
        try fill()
      }
    }
    #expect(error?.kind == .full)
    #expect(!connection.isInTransaction)
    #expect(try connection.notes() == [])
    #expect(try connection.integrityMessages() == [])
    #expect(folder.names == ["school.db"])
  }

  @Test func `a body that swallows it cannot write alone afterwards`() throws {
    let error = failure {
      try connection.withImmediateTransaction {
        _ = failure { try fill() }
        try connection.addNote("small")
      }
    }
    #expect(error?.kind == .full)
    #expect(try connection.notes() == [])
  }

  @Test func `one statement of many rows leaves none of them`() throws {
    let error = failure {
      try connection.run(
        """
        WITH RECURSIVE counter(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counter LIMIT 1000)
        INSERT INTO note SELECT n || hex(zeroblob(500)) FROM counter
        """
      )
    }
    #expect(error?.kind == .full)
    #expect(try connection.notes() == [])
  }

  @Test func `there is room again when the limit is raised`() throws {
    _ = failure { try connection.withImmediateTransaction { try fill() } }
    try connection.limitPages(to: 1_000_000)
    try connection.withImmediateTransaction { try fill() }
    #expect(try connection.notes().count == 1_000)
  }

  @Test func `a limit below the size of the file is an error`() throws {
    let pages = try connection.pageCount()
    #expect(
      failure { try connection.limitPages(to: pages - 1) }?.kind == .setting("max_page_count")
    )
    #expect(failure { try connection.limitPages(to: 0) }?.kind == .misuse)
    #expect(failure { try connection.limitPages(to: -1) }?.kind == .misuse)
  }
}
