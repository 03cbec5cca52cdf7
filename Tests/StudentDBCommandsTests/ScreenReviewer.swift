import ArgumentParser
import ReviewSession
import StudentStore
import Terminal
import Workflows

@testable import StudentDBCommands

/// A screen over a world's database, and what a person does at it: the test is the terminal.
final class ScreenReviewer {
  static let size = TerminalSize(columns: 80, rows: 24)

  var screen: ReviewScreen

  init(
    _ world: TestWorld,
    as actor: String = "Edmond",
    blindness: QueueArrangement.Blindness = .sample
  ) throws {
    var arrangement = QueueArrangement()
    arrangement.blindness = blindness
    let context = WorkContext(
      actor: actor,
      programVersion: "test",
      now: { "2026-09-02T08:00:00.000Z" },
      randomBytes: { Array(repeating: 7, count: $0) }
    )
    let database = try SchoolDatabase.open(
      world.path("school.studentdb"),
      access: .readWrite,
      context: context
    )
    screen = ReviewScreen(
      try ReviewSession(
        database: database,
        context: context,
        run: 1,
        arrangement: arrangement
      )
    )
  }

  /// Presses some keys; false once one of them stops the review.
  @discardableResult
  func press(_ keys: String) -> Bool {
    for key in keys {
      guard screen.take(.character(key), ScreenReviewer.size) else { return false }
    }
    return true
  }

  func press(_ key: Key) { _ = screen.take(key, ScreenReviewer.size) }

  func lines(_ size: TerminalSize = ScreenReviewer.size) -> [String] { screen.frame(size).lines }

  var text: String { lines().joined(separator: "\n") }
  var name: String { lines()[0] }
  var message: String { lines().last ?? "" }
}
