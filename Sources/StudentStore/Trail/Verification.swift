/// What `verify` found.
package struct Verification: Sendable {
  /// One check of the file.
  package struct Check: Sendable {
    /// A short name, such as `chain`.
    package let name: String
    /// Whether the check passed.
    package let ok: Bool
    /// What was checked, or what was wrong.
    package let detail: String
  }

  /// One contradiction to the trail.
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
  /// The head after which the file was checked; nil for all of it.
  package internal(set) var since: TrailHead?
  /// Every check in order.
  package internal(set) var checks: [Check] = []
  /// Every failure, the first broken row of each table first.
  package internal(set) var failures: [Failure] = []
  /// Signatures that are no longer valid for a student: not a fault of the file, but worth
  /// reporting.
  package internal(set) var notices: [String] = []

  /// Whether nothing failed.
  package var ok: Bool { failures.isEmpty }

  /// Whether one of some checks failed.
  func failed(_ names: Set<String>) -> Bool {
    checks.contains { !$0.ok && names.contains($0.name) }
  }

  init(head: TrailHead) {
    self.head = head
  }

  /// Adds what is worth reporting and no fault of the file.
  package mutating func add(notice: String) { notices.append(notice) }

  /// Adds the comparison of a printed certificate.
  package mutating func add(certificate signOff: Int64, differences: [String]) {
    add(
      "certificate",
      detail: "it is that of s\(signOff)",
      failures: differences.map { Failure(table: "sign_off", key: "s\(signOff)", message: $0) }
    )
  }

  /// Adds a check with its failures; `detail` says what was checked.
  mutating func add(_ name: String, detail: String, failures found: [Failure]) {
    let problem = found.count == 1 ? "1 failure" : "\(found.count) failures"
    checks.append(
      Check(name: name, ok: found.isEmpty, detail: found.isEmpty ? detail : problem)
    )
    failures.append(contentsOf: found)
  }
}
