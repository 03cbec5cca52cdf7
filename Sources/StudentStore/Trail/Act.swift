package import SQLite

/// One act in the making: what it adds to the tables, it names here, and the trail entry that is
/// written at the end of the same transaction commits to exactly that.
package final class Act {
  /// When the act happens; the same text in the rows and in the trail.
  package let time: String
  /// The person, the program and the randomness of the act.
  package let context: WorkContext

  private(set) var facts: [(name: String, value: SQLiteValue)] = []
  private(set) var rows: [(table: CoveredTable, key: Int64)] = []
  private(set) var ranges: [(table: CoveredTable, keys: ClosedRange<Int64>)] = []
  /// Ranges whose rows were committed to while they were written.
  private(set) var committedRanges: [TrailBody.CommittedRange] = []
  let kind: TrailKind

  init(_ kind: TrailKind, context: WorkContext, time: String) {
    self.kind = kind
    self.context = context
    self.time = time
  }

  /// Whether nothing was added, so that there is nothing to remember.
  var isEmpty: Bool { rows.isEmpty && ranges.isEmpty && committedRanges.isEmpty }

  /// Something for the log to say about the act, in words or numbers that name no pupil.
  package func note(_ name: String, _ value: SQLiteValue) {
    facts.append((name, value))
  }

  /// Something for the log to say, from a layer that knows no SQLite.
  package func note(_ name: String, text: String) {
    note(name, .text(text))
  }

  /// Commits to one small row, which the entry spells out.
  func cover(_ table: CoveredTable, row key: Int64) {
    rows.append((table, key))
  }

  /// Takes a commitment that was made while the rows were written.
  func cover(_ range: TrailBody.CommittedRange) {
    committedRanges.append(range)
  }

  /// Commits to every row of a table whose key lies in the interval; none at all is fine.
  func cover(_ table: CoveredTable, keys: ClosedRange<Int64>) {
    ranges.append((table, keys))
  }
}
