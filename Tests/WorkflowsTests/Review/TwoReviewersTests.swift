import Foundation
import RosterReading
import StudentStore
import Synchronization
import TestSupport
import Testing
import Workflows

/// Several people decide at the same time, each with a connection of their own to one file.
struct TwoReviewersTests {
  private static let students = 500

  /// A file with 500 students whose gender is missing, numbers 1 to 500.
  private func withSchool(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("studentdb-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("school.studentdb").path
    let context = Self.context("ada", seed: 1)
    let text = (1...Self.students).map { "P\($0),,\(150 + $0 % 40)\n" }.joined()
    _ = try ImportWorkflow(SchoolDatabase.create(path, context: context), context: context)
      .run(
        RosterSource(name: "class.csv", bytes: Array(("name,gender,height\n" + text).utf8)),
        options: ImportOptions()
      )
    try body(path)
  }

  private static func context(_ actor: String, seed: UInt64) -> WorkContext {
    var generator = SeededGenerator(seed: seed)
    return WorkContext(
      actor: actor,
      programVersion: "0.1.0",
      now: { "2026-09-01T07:00:00.000Z" },
      randomBytes: { count in
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      }
    )
  }

  /// What the reviewers were told.
  private struct Told {
    /// Numbers of decisions that were acknowledged.
    var acknowledged: [Int64] = []
    var conflicts: [DecisionConflict] = []
    var failures: [String] = []
  }

  /// Everybody decides about every student, in an order of their own, having seen them open.
  ///
  /// Who is told of a conflict about every tenth student looks again and decides again.
  private func review(_ path: String, by count: Int) -> Told {
    let told = Mutex(Told())
    DispatchQueue.concurrentPerform(iterations: count) { reviewer in
      var mine = Told()
      do {
        let context = Self.context("reviewer \(reviewer)", seed: UInt64(reviewer + 2))
        let database = try SchoolDatabase.open(path, access: .readWrite, context: context)
        let workflow = ReviewWorkflow(database, context: context)
        var generator = SeededGenerator(seed: UInt64(reviewer))
        for student in (1...Int64(Self.students)).shuffled(using: &generator) {
          var seen: Int64?
          var isDone = false
          while !isDone {
            do throws(any Error) {
              let decision = try workflow.decide(
                student,
                .gender(reviewer.isMultiple(of: 2) ? "female" : "male"),
                seen: .exactly(seen)
              )
              mine.acknowledged.append(decision.id)
              isDone = true
            } catch StoreError.decidedMeanwhile(let conflict) {
              mine.conflicts.append(conflict)
              seen = conflict.current?.id
              isDone = !Self.isDecidedAgain(student)
            }
          }
        }
      } catch {
        mine.failures.append("\(error)")
      }
      told.withLock { told in
        told.acknowledged += mine.acknowledged
        told.conflicts += mine.conflicts
        told.failures += mine.failures
      }
    }
    return told.withLock { $0 }
  }

  private func decisions(in path: String) throws -> [ReviewDecision] {
    let context = Self.context("ada", seed: 9)
    let database = try SchoolDatabase.open(path, access: .readOnly, context: context)
    #expect(try database.verify(expectedHead: nil).ok)
    return try (1...Int64(Self.students)).flatMap { try database.decisions(about: $0) }
  }

  private static func isDecidedAgain(_ student: Int64) -> Bool { student.isMultiple(of: 10) }

  @Test(arguments: [2, 4, 8])
  func `what is acknowledged is decided, who came second is told, and nobody is locked out`(
    reviewers: Int
  ) throws {
    try withSchool { path in
      let told = review(path, by: reviewers)
      #expect(told.failures == [])
      let stored = try decisions(in: path)
      let again = Self.students / 10
      #expect(stored.count == Self.students + again * (reviewers - 1))
      #expect(told.acknowledged.sorted() == stored.map(\.id).sorted())
      var wrong: [Int64] = []
      for (student, chain) in Dictionary(grouping: stored, by: \.student) {
        // One chain a student: each decision names the one that it replaces, and all are there.
        let isChain = chain.map(\.supersedes) == [nil] + chain.dropLast().map { $0.id }
        let count = Self.isDecidedAgain(student) ? reviewers : 1
        let conflicts = told.conflicts.filter { $0.student == student }
        // Whoever was told was shown a decision that stood.
        let areShown = conflicts.allSatisfy { $0.current.map(chain.contains) ?? false }
        if !isChain || Set(chain.map(\.reviewer)).count != count || !areShown
          || conflicts.count < reviewers - 1
        {
          wrong.append(student)
        }
      }
      #expect(wrong == [])
      let once = told.conflicts.count { !Self.isDecidedAgain($0.student) }
      #expect(once == (Self.students - again) * (reviewers - 1))
    }
  }
}
