import Dispatch
import Foundation
import SQLite
import TestSupport
import Testing

@testable import StudentStore

/// `verify` of a large school reads every other piece of it by a second thread, and finds what one thread
/// finds.
@Suite struct TwoReadersTests {
  /// With numbers from 1 to this, there are eight pieces of 125; the second thread reads those from 126,
  /// 376, 626 and 876.
  private static let students: Int64 = 1_000
  private static let firsts: [Int64] = (0..<8).map { $0 * 125 + 1 }

  private let file: SchoolFile
  private let school: TestSchool

  init() throws {
    file = try SchoolFile()
    school = try TestSchool(path: file.path)
    try school.add((1...Self.students).map { Pupil("P\($0)", .missing, 150 + Double($0 % 40)) })
  }

  /// What two threads find, and how many rows were read each time that somebody was told.
  private func byTwo(
    _ at: (Int) throws -> Void = { _ in }
  ) throws -> (found: Verification, told: [Int]) {
    var told: [Int] = []
    let found = try SecondReader.$smallestSchool.withValue(500) {
      try school.database.verify { progress in
        guard let progress else { return }
        told.append(progress.done)
        do { try at(progress.done) } catch { Issue.record(error) }
      }
    }
    return (found, told)
  }

  /// Compares both ways, and gives the failures of students.
  private func failures(sourceLocation: SourceLocation = #_sourceLocation) throws -> [String] {
    let ((two, told), one) = (try byTwo(), try school.database.verify())
    #expect(told.count > 1, "the second thread read", sourceLocation: sourceLocation)
    #expect(two.failures == one.failures, sourceLocation: sourceLocation)
    #expect(
      two.checks.map { "\($0.name) \($0.detail)" } == one.checks.map { "\($0.name) \($0.detail)" },
      sourceLocation: sourceLocation
    )
    return two.lines
  }

  /// Adds a copy of a student under another number, with which SQLite is content.
  private func insert(_ id: Int64) throws {
    let names = try Column.all(of: "student", in: school.connection).map(\.name)
    let values = names.map { $0 == "id" ? "\(id)" : $0 }
    try school.behindTheBack(
      "student",
      run: """
        INSERT INTO student (\(names.joined(separator: ", ")))
        SELECT \(values.joined(separator: ", ")) FROM student WHERE id = 300
        """
    )
  }

  @Test func `the second thread reads half of the pieces`() throws {
    let (found, told) = try byTwo()
    #expect(found.ok)
    // Six rows of other tables before the students.
    #expect(told == [0, 256, 506, 756, 1_006])
    let one = try school.database.verify()
    #expect(found.checks.map(\.detail) == one.checks.map(\.detail))
  }

  @Test(arguments: firsts)
  func `a row changed in a piece and at its borders is named`(first: Int64) throws {
    for id in [first, first + 60, first + 124] {
      let name = try school.connection.texts("SELECT name FROM student WHERE id = \(id)")[0]
      try school.behindTheBack(
        "student",
        run: "UPDATE student SET name = 'Eve' WHERE id = ?",
        .integer(id)
      )
      #expect(
        try failures() == [
          "student \(id): it is not what entry 2 committed to: it was changed or inserted",
          "student 1 to 1000: these rows are not what entry 2 committed to",
        ]
      )
      try school.behindTheBack(
        "student",
        run: "UPDATE student SET name = ? WHERE id = ?",
        .text(name),
        .integer(id)
      )
    }
    #expect(try failures() == [])
  }

  @Test(arguments: firsts)
  func `a row gone from a piece and from its borders is missed`(first: Int64) throws {
    // From the last to the first, so that each is named by the row after it.
    for (gone, id) in [first + 123, first + 60, first].enumerated() {
      try school.behindTheBack("student", run: "DELETE FROM student WHERE id = ?", .integer(id))
      let lines = try failures()
      #expect(
        lines.first == "student \(id + 1): a row that entry 2 added just before it is gone"
      )
      #expect(
        lines.last == "student 1 to 1000: entry 2 covers 1000 rows, \(999 - gone) are there"
      )
    }
  }

  @Test(arguments: firsts)
  func `a row in the place of an erased one is named, in a piece and at its borders`(
    first: Int64
  ) throws {
    let places = [first, first + 60, first + 124].filter { $0 != 1 && $0 != Self.students }
    _ = try school.erase(Set(places))
    #expect(try failures() == [])
    let (found, told) = try byTwo()
    #expect(found.ok && told.count == 5)
    for id in places {
      try insert(id)
      #expect(
        try failures().contains(
          "student \(id): it is not what entry 2 committed to: it was changed or inserted"
        )
      )
    }
  }

  @Test func `rows behind the last and before the first have no entry`() throws {
    for id: Int64 in [0, 1_001, 1_500] {
      try insert(id)
    }
    #expect(
      try failures()
        == [0, 1_001, 1_500].map {
          "student \($0): no entry of the trail covers it: it was added outside studentdb"
        }
    )
  }

  @Test func `a table rewritten as a whole is told as by one thread`() throws {
    try school.behindTheBack("student", run: "UPDATE student SET name = name || ' '")
    #expect(try failures().count == 101)
  }

  @Test func `what was changed by an act is compared with what it was`() throws {
    for id: Int64 in [60, 126, 190, 250] {
      try school.correct(id, reason: "a slip of the pen") { $0.name = "Eve \(id)" }
    }
    #expect(try failures() == [])
    #expect(try byTwo().told.count == 5)
    try school.behindTheBack("student", run: "UPDATE student SET name = 'Eve' WHERE id = 190")
    #expect(
      try failures() == ["student 190: its name is not what its last change says"]
    )
    try school.behindTheBack("student", run: "UPDATE student SET height_cm = 77 WHERE id = 190")
    #expect(
      try failures().contains(
        "student 190: it is not what entry 2 committed to: it was changed or inserted"
      )
    )
  }

  @Test func `a piece with a changed row is read by the first thread`() throws {
    try school.behindTheBack("student", run: "UPDATE student SET name = 'Eve' WHERE id = 400")
    #expect(try byTwo().told == [0, 256, 756, 1_006])
  }

  @Test func `a file that lost its name is verified by one thread`() throws {
    let (found, told) = try byTwo { done in
      guard done == 0 else { return }
      try FileManager.default.moveItem(atPath: file.path, toPath: file.path + ".moved")
    }
    #expect(found.ok)
    #expect(told == [0])
    try FileManager.default.moveItem(atPath: file.path + ".moved", toPath: file.path)
  }

  @Test func `a program that waits to write leaves it to one thread`() throws {
    let path = file.path
    var ended: DispatchSemaphore?
    let head = try school.database.head()
    let (found, told) = try byTwo { done in
      guard done == 0 else { return }
      ended = SQLiteShell.beginWriting(on: path)
      let patience = Date(timeIntervalSinceNow: 60)
      var isLetIn = true
      while isLetIn, Date() < patience {
        isLetIn = false
        try SchoolDatabase.withSecondReader(of: path, at: head) { _ in isLetIn = true }
        Thread.sleep(forTimeInterval: 0.01)
      }
    }
    ended?.wait()
    #expect(found.ok)
    #expect(told == [0])
  }
}
