/// What `verify` found.
package struct Verification: Sendable {
  /// One question that was asked of the file.
  package struct Check: Sendable {
    /// A short name, such as `chain`.
    package let name: String
    /// Whether everything was as it should be.
    package let ok: Bool
    /// How much was looked at, or what was wrong.
    package let detail: String
  }

  /// One thing that is not as the trail says.
  package struct Failure: Equatable, Sendable {
    /// The table that holds the row, or the kind of thing.
    package let table: String
    /// Which row, in words.
    package let key: String
    /// What is wrong with it.
    package let message: String

    package init(table: String, key: String, message: String) {
      self.table = table
      self.key = key
      self.message = message
    }
  }

  /// The newest entry.
  package let head: TrailHead
  /// Every check in order.
  package internal(set) var checks: [Check] = []
  /// Every failure, the first broken row of each table first.
  package internal(set) var failures: [Failure] = []
  /// Signatures that no longer stand for someone: no fault of the file, but worth saying.
  package internal(set) var notices: [String] = []

  /// Whether nothing failed.
  package var ok: Bool { failures.isEmpty }

  init(head: TrailHead) {
    self.head = head
  }

  /// Adds a check with its failures; `detail` says how much was looked at.
  mutating func add(_ name: String, detail: String, failures found: [Failure]) {
    let problem = found.count == 1 ? "1 failure" : "\(found.count) failures"
    checks.append(
      Check(name: name, ok: found.isEmpty, detail: found.isEmpty ? detail : problem)
    )
    failures.append(contentsOf: found)
  }
}
