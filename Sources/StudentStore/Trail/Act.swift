package import SQLite

/// An act in progress.
///
/// Everything it adds to the tables is registered here, and the trail entry at the end of the same
/// transaction commits to exactly that.
package final class Act {
  /// When the act happens; the same text in the rows and in the trail.
  package let time: String
  /// The actor, program version and random numbers of the act.
  package let context: WorkContext

  private(set) var facts: [(name: String, value: SQLiteValue)] = []
  private(set) var rows: [(table: CoveredTable, key: Int64)] = []
  private(set) var ranges: [(table: CoveredTable, keys: ClosedRange<Int64>)] = []
  /// Ranges whose rows were hashed while they were written.
  private(set) var committedRanges: [TrailBody.CommittedRange] = []
  /// How the students stand whom it adds, and their numbers, counted while they were written.
  var addedStandings: AddedStandings?
  var addedStudents: ClosedRange<Int64>?
  /// The run that it adds, and how its students stand.
  var imputedStandings: (run: Int64, standings: ImputedStandings)?
  let kind: TrailKind

  init(_ kind: TrailKind, context: WorkContext, time: String) {
    self.kind = kind
    self.context = context
    self.time = time
  }

  /// Whether nothing was added, so that no entry is needed.
  var isEmpty: Bool { rows.isEmpty && ranges.isEmpty && committedRanges.isEmpty }

  /// The keys of all that is committed to, by the table's name.
  var coveredKeys: [(table: String, keys: ClosedRange<Int64>)] {
    rows.map { ($0.table.name, $0.key...$0.key) } + ranges.map { ($0.table.name, $0.keys) }
      + committedRanges.map { ($0.table, $0.keys) }
  }

  /// A fact about the act for the log, without names of pupils.
  package func note(_ name: String, _ value: SQLiteValue) {
    facts.append((name, value))
  }

  /// A fact for the log, from a layer that does not know SQLite.
  package func note(_ name: String, text: String) {
    note(name, .text(text))
  }

  /// Commits to one small row, whose values are in the entry.
  func cover(_ table: CoveredTable, row key: Int64) {
    rows.append((table, key))
  }

  /// Adds a commitment computed while the rows were written.
  func cover(_ range: TrailBody.CommittedRange) {
    committedRanges.append(range)
  }

  /// Commits to every row of a table with a key in the interval; there may be none.
  func cover(_ table: CoveredTable, keys: ClosedRange<Int64>) {
    ranges.append((table, keys))
  }
}
