import StudentStore
import Synchronization
import Workflows

/// What a verification found, handed from the thread that did it to the page.
final class VerificationResult: Sendable {
  /// The findings.
  struct Value: Sendable {
    let isOK: Bool
    let head: String
    let checks: [(name: String, ok: Bool)]
    let failures: [String]
    let notices: [String]
  }

  /// The failures that are shown; the command line lists all.
  private static let shown = 50

  private let state = Mutex(Value?.none)

  var value: Value? { state.withLock { $0 } }

  func set(_ verification: Verification) {
    let failures = verification.failures.prefix(Self.shown).map {
      "\($0.table) \($0.key): \($0.message)"
    }
    let value = Value(
      isOK: verification.ok,
      head: verification.head.description,
      checks: verification.checks.map { ($0.name, $0.ok) },
      failures: failures,
      notices: verification.notices
    )
    state.withLock { $0 = value }
  }
}
