import StudentStore

extension SchoolDatabase {
  /// Batches that may wait between the two cores.
  private static let waitingBatches = 2

  /// Stores a run; packs and hashes its imputations on one core while this one inserts them.
  ///
  /// Returns the run as it was stored.
  /// Throws `StoreError.evidenceChanged` where the students are not those that were counted.
  func record(_ draft: RunDraft, of school: CountedSchool, act: Act) throws -> ImputationRun {
    try record(draft, of: school, act: act) { writer in
      let batches = writer.batches
      func tell() {
        act.context.progress(
          WorkProgress(.suggestionsWritten, done: writer.written, all: writer.expected)
        )
      }
      tell()
      try withPipeline(
        capacity: Self.waitingBatches,
        producing: { put in
          for batch in batches { try put(batch) }
        },
        finishing: { _ in },
        consuming: { batch in
          try writer.add(batch)
          tell()
        }
      )
    }
  }
}
