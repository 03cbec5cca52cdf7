/// An error of a studentdb file, apart from those that SQLite reports.
package enum StoreError: Error, Equatable {
  /// The file is an SQLite database of another program.
  case foreignDatabase(path: String)
  /// The file was written by a later version of studentdb.
  case newerDatabase(path: String, version: Int, supported: Int)
  /// The file exists but is empty.
  case emptyDatabase(path: String)
  /// A migration stored in the file differs from the program's.
  case alteredMigration(path: String, version: Int, detail: String)
  /// A table, index, trigger or view differs from the migrations.
  case differentSchema(path: String, [SchemaDifference])
  /// Something else has the name of one of the program's tables.
  case notATable(path: String, table: String)
  /// The file lacks migrations, which opening it never runs.
  case olderDatabase(path: String, version: Int, supported: Int)
  /// No row has this id.
  case unknown(kind: String, id: String)
  /// Another person decided about the student in the meantime.
  case decidedMeanwhile(DecisionConflict)
  /// The student's gender is recorded, declined or not to be inferred, so there is nothing to
  /// decide.
  case nothingToDecide(student: Int64, status: String)
  /// There is nothing to undo.
  case nothingToUndo(detail: String)
  /// There is nothing to redo.
  case nothingToRedo(detail: String)
  /// The act would break a valid signature.
  case wouldBreakSignature(student: Int64, signOffs: [Int64])
  /// The student's import was reverted, so the student is not active.
  case reverted(student: Int64, importBatch: Int64)
  /// Another student has the school id.
  case idTaken(student: Int64, by: Int64)
  /// Later imports depend on the students of an import to be reverted.
  case importSupportsLater(importBatch: Int64, later: [Int64])
  /// A student of an import to be reverted is joined with another.
  case importIsJoined(importBatch: Int64, joins: [Int64])
  /// Signatures depend on the values of an import to be reverted.
  case importIsSigned(importBatch: Int64, students: [Int64], signOffs: [Int64])
  /// The number of students differs from the expected one.
  case unexpectedCount(expected: Int, actual: Int)
  /// The run proposes nothing: its gate refused.
  case runProposesNothing(run: Int64)
  /// The students changed between the reading of the evidence and the writing of the run.
  case evidenceChanged
  /// More genders are recorded than a model can distinguish.
  case tooManyGenders(most: Int)
  /// Open items prevent a signature.
  case openItems(open: Int, later: Int)
  /// The student was erased, by erasure `eN` at a time.
  case erased(student: Int64, erasure: Int64, at: String)
  /// The reason of an erasure holds the name that it erases.
  case reasonHoldsName
  /// The file was deleted or replaced during writing; the change is lost.
  case fileGone(path: String)
  /// The disk failed during an act.
  case actFailed(path: String?, isFull: Bool, detail: String, ActFate)
  /// The act was kept, and its head could not be kept outside the file.
  case notAnchored(TrailHead, TrailKind, detail: String)
  /// The head that was kept last outside the file is not in its trail.
  case otherAnchor(name: String, kept: TrailHead, isShorter: Bool)
  /// A stored value cannot have been written by the program: the file was changed outside
  /// studentdb.
  case malformed(table: String, detail: String)
}

extension StoreError {
  /// Whether the act was kept, or may have been, despite the error.
  package static func mayBeKept(_ error: any Error) -> Bool {
    if case notAnchored = error { return true }
    guard case actFailed(_, _, _, let fate) = error else { return false }
    return fate != .nothingKept
  }
}

/// Two people decided about one student, each without having seen the other's decision.
package struct DecisionConflict: Equatable, Sendable {
  package let student: Int64
  /// The active decision; nil if none can be shown any more.
  package let current: ReviewDecision?
  /// The second decision, which was not kept.
  package let refused: Verdict

  package init(student: Int64, current: ReviewDecision?, refused: Verdict) {
    self.student = student
    self.current = current
    self.refused = refused
  }
}
