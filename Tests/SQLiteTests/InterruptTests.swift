import Foundation
import SQLite
import Synchronization
import Testing

/// Stopping statements: from another task, and by a limit on steps.
struct InterruptTests {
  private static let endless = """
    WITH RECURSIVE counter(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counter) \
    SELECT max(n) FROM counter
    """

  let connection: Connection

  init() throws {
    connection = try .inMemory()
    try connection.execute("CREATE TABLE note(text TEXT UNIQUE) STRICT")
  }

  /// Runs `body` while a thread of its own keeps interrupting.
  ///
  /// A thread and not a task: the tests that run beside this one can occupy all the threads that
  /// tasks share, and the interrupt would never come.
  private func interrupting(_ body: () throws -> Void) -> SQLiteError? {
    let interrupter = connection.interrupter
    let done = Flag()
    Thread.detachNewThread {
      // An interrupt before the statement has begun is forgotten, hence more than one.
      while !done.isSet {
        interrupter.interrupt()
        Thread.sleep(forTimeInterval: 0.005)
      }
    }
    defer { done.set() }
    return failure(of: body)
  }

  @Test(.timeLimit(.minutes(30)))
  func `an endless query is stopped from another task`() throws {
    let error = interrupting { _ = try connection.value(Self.endless) }
    #expect(error?.kind == .interrupted)
    #expect(try connection.value("SELECT 7") == .integer(7))
  }

  @Test(.timeLimit(.minutes(30)))
  func `a write that is stopped takes its transaction with it`() throws {
    let error = interrupting {
      try connection.withImmediateTransaction {
        try connection.addNote("a")
        _ = failure {
          try connection.run(
            SQL(typed: "INSERT INTO note SELECT n FROM (\(Self.endless.replacing("max(n)", "n")))")
          )
        }
        try connection.addNote("b")
      }
    }
    #expect(error?.kind == .interrupted)
    #expect(!connection.isInTransaction)
    #expect(try connection.notes() == [])
  }

  @Test func `interrupting nothing does nothing`() throws {
    connection.interrupt()
    #expect(try connection.value("SELECT 7") == .integer(7))
  }

  @Test func `an interrupter outlives its connection`() throws {
    let interrupter: Interrupter
    do { interrupter = try Connection.inMemory().interrupter }
    interrupter.interrupt()
  }

  @Test(.timeLimit(.minutes(30)))
  func `a limit on steps stops an endless query`() throws {
    connection.setDeadline(steps: 1_000_000)
    #expect(failure { _ = try connection.value(Self.endless) }?.kind == .interrupted)
    connection.setDeadline(steps: nil)
    #expect(try connection.value("SELECT 7") == .integer(7))
  }

  @Test func `steps are counted over all statements`() throws {
    let work = Self.endless + " LIMIT 1"
    let bounded = work.replacing("FROM counter)", "FROM counter WHERE n < 1000)")
    connection.setDeadline(steps: 100_000)
    var runs = 0
    while runs < 1_000, failure(of: { _ = try connection.value(bounded) }) == nil { runs += 1 }
    // One run takes some 15,000 steps.
    #expect((2...20).contains(runs))
  }

  @Test(.timeLimit(.minutes(30)))
  func `a check of one's own stops a statement`() throws {
    var asked = 0
    connection.setProgressCheck {
      asked += 1
      return asked < 10
    }
    #expect(failure { _ = try connection.value(Self.endless) }?.kind == .interrupted)
    #expect(asked == 10)
    connection.setProgressCheck(nil)
  }
}

/// A flag for two tasks.
private final class Flag: Sendable {
  private let state = Mutex(false)

  var isSet: Bool { state.withLock { $0 } }

  func set() { state.withLock { $0 = true } }
}

extension String {
  fileprivate func replacing(_ text: String, _ other: String) -> String {
    split(separator: text, omittingEmptySubsequences: false).joined(separator: other)
  }
}
