import Bytes
import StudentStore

extension LookWorkflow {
  /// Everything that an import changed of students known before, in the order of its lines; `find`
  /// returns the import.
  package func changes(_ find: () throws -> Int64) throws -> [RosterChange] {
    try database.read { try changes(of: try find()) }
  }

  private func changes(of importBatch: Int64) throws -> [RosterChange] {
    var changes = RosterChanges(limit: .max)
    try database.forEachChange(of: importBatch) { before, after, line in
      changes.count(from: before, to: after, others: [], line: line)
    }
    let stored = try StoredLines(database)
    let batch = try database.importRecord(importBatch)
    let kept = KeptCells(
      columns: try ImportColumns(batch),
      blankCells: batch.blankCells,
      stored: stored
    )
    try database.forEachStoredLine(of: importBatch) { line, student, cells in
      let earlier = try stored.lines(of: student).filter { $0.importBatch < importBatch }
      // A line that brought the student is kept whole too if its id cannot be seen.
      guard !earlier.isEmpty else { return }
      let others = try kept.changes(cells, after: earlier).changes
      changes.count(from: student, to: student, others: others, line: line)
    }
    let ordered = changes.changes.enumerated().sorted {
      ($0.element.line ?? .max, $0.offset) < ($1.element.line ?? .max, $1.offset)
    }
    return ordered.map(\.element)
  }
}
