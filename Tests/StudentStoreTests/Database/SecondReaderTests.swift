import Dispatch
import Foundation
import SQLite
import TestSupport
import Testing

@testable import StudentStore

/// A second connection reads beside a first one what that one reads, or nothing.
struct SecondReaderTests {
  /// How often a body ran on a second reader.
  private func runs(_ path: String, at head: TrailHead) throws -> Int {
    var runs = 0
    try SchoolDatabase.withSecondReader(of: path, at: head) { second in
      let seen = try second.head()
      #expect(seen == head)
      runs += 1
    }
    return runs
  }

  @Test func `a second reader sees the state of the first`() throws {
    let file = try SchoolFile()
    _ = try TestSchool(path: file.path)
    let first = try SchoolDatabase.reader(of: file.path)
    try first.read {
      let head = try first.head()
      let same = try runs(file.path, at: head)
      let other = TrailHead(sequence: head.sequence + 1, hash: head.hash)
      let otherState = try runs(file.path, at: other)
      #expect(same == 1 && otherState == 0)
    }
  }

  @Test func `a second reader gives way where another program waits to write`() throws {
    let file = try SchoolFile()
    _ = try TestSchool(path: file.path)
    let path = file.path
    let first = try SchoolDatabase.reader(of: path)
    let ended = try first.read {
      let head = try first.head()
      let ended = SQLiteShell.beginWriting(on: path)
      let patience = Date(timeIntervalSinceNow: 60)
      while try runs(path, at: head) == 1, Date() < patience { Thread.sleep(forTimeInterval: 0.01) }
      let last = try runs(path, at: head)
      #expect(last == 0)
      let seen = try first.head()
      #expect(seen == head)
      return ended
    }
    ended.wait()
    withExtendedLifetime(file) {}
  }
}
