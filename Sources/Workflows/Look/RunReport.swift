package import StudentStore

/// Everything that the report of a run shows, read in one snapshot.
package struct RunReport {
  package let run: ImputationRun
  /// Whom the run was fitted to, as they were counted then.
  package let counted: [CountedStudents]
  /// What it says of those whose gender is missing.
  package let cells: [EvidenceCell]
  package let school: SchoolStatus
  package let progress: ReviewProgress
  /// The students it was asked about, with what became of each.
  package let queue: [QueueItem]
  package let imports: [ImportBatch]
  /// Signatures on this run, oldest first.
  package let certificates: [Certificate]
  /// What changed since the run before; nil for the first.
  package let comparison: RunComparison?

  /// The least confidence that is looked at where nothing else is said.
  package static let usualThreshold = 0.9
}

extension LookWorkflow {
  /// What is to be reported of a run.
  ///
  /// - Parameter find: The run; nil for the one whose suggestions count.
  /// - Returns: Nil where there is no run.
  /// - Throws: what `find` throws, and `StoreError` where a row is none of a run.
  package func report(_ find: () throws -> Int64?) throws -> RunReport? {
    try database.read {
      guard let id = try find() ?? database.currentRun() else { return nil }
      let run = try database.run(id)
      let signOffs = try database.signOffs(of: id)
      let before = try database.run(before: id)
      return RunReport(
        run: run,
        counted: try database.countedStudents(of: run),
        // In the place of an erased cell stands a blank one, without students.
        cells: try database.cells(of: id).filter { $0.students > 0 },
        school: try database.status(),
        progress: try ReviewProgress(of: id, in: database),
        queue: Array(try database.queue(of: id)),
        imports: try database.importIDs().map { try database.importRecord($0) },
        certificates: try signOffs.map { try certificate(of: $0) },
        comparison: try before.map { try RunComparison($0, id, in: database) }
      )
    }
  }
}
