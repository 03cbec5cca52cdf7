import StudentStore
import TestSupport
import Testing
import Workflows

/// Random decisions and undos, against a model of a few lines.
struct UndoWorkflowTests {
  private func school() throws -> TestSchool {
    var text = "name,gender,height\n"
    for number in 0..<8 { text += "G\(number),F,\(155 + number)\nB\(number),M,\(172 + number)\n" }
    let school = try TestSchool(text + "Kim,,160\nRob,,175\nLou,,166\n")
    _ = try ImputeWorkflow(school.database, context: school.context).run(ImputeOptions())
    return school
  }

  @Test(arguments: 0..<12 as Range<UInt64>)
  func `undoing about one student goes back through all that was decided`(seed: UInt64) throws {
    let school = try school()
    let review = ReviewWorkflow(school.database, context: school.context)
    let undo = UndoWorkflow(school.database, context: school.context)
    var generator = SeededGenerator(seed: seed)
    var stack: [Verdict] = []
    for _ in 0..<25 {
      if Bool.random(using: &generator), !stack.isEmpty {
        _ = try undo.undo(nil, reason: nil)
        stack.removeLast()
      } else {
        let choices: [ReviewWorkflow.Choice] = [
          .accept, .gender("male"), .gender("x"), .leaveUnknown, .later,
        ]
        let choice = choices.randomElement(using: &generator) ?? .later
        stack.append(try review.decide(17, choice).verdict)
      }
      let current = try school.database.currentDecision(of: 17)?.verdict ?? .reopen
      #expect(current == stack.last ?? .reopen, "seed \(seed)")
    }
    #expect(try school.database.verify(expectedHead: nil).ok)
  }

  @Test(arguments: 0..<12 as Range<UInt64>)
  func `as many undos as decisions leave everybody open`(seed: UInt64) throws {
    let school = try school()
    let review = ReviewWorkflow(school.database, context: school.context)
    let undo = UndoWorkflow(school.database, context: school.context)
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<12 {
      let student = Int64.random(in: 17...19, using: &generator)
      _ = try review.decide(student, Bool.random(using: &generator) ? .accept : .leaveUnknown)
    }
    for _ in 0..<12 { _ = try undo.undo(nil, reason: nil) }
    #expect(try review.queue(run: nil).allSatisfy { $0.state == .open }, "seed \(seed)")
    #expect(throws: StoreError.self) { try undo.undo(nil, reason: nil) }
  }

  @Test func `a decision taken without seeing the newest one is refused`() throws {
    let school = try school()
    let review = ReviewWorkflow(school.database, context: school.context)
    let first = try review.decide(17, .accept, seen: .exactly(nil))
    #expect(throws: StoreError.self) { try review.decide(17, .later, seen: .exactly(nil)) }
    #expect(try review.decide(17, .later, seen: .exactly(first.id)).supersedes == first.id)
  }
}
