/// What can go wrong with a studentdb file, apart from what SQLite itself reports.
package enum StoreError: Error, Equatable {
  /// The file is an SQLite database of another program.
  case foreignDatabase(path: String)
  /// The file was written by a later version of studentdb.
  case newerDatabase(path: String, version: Int, supported: Int)
  /// The file is there and holds nothing yet.
  case emptyDatabase(path: String)
  /// A migration that the file remembers is not the one that this program ships.
  case alteredMigration(path: String, version: Int, detail: String)
  /// A table, index, trigger or view is not as the migrations make it.
  case differentSchema(path: String, [SchemaDifference])
  /// Where one of the program's tables should be there is something else.
  case notATable(path: String, table: String)
  /// The file lacks migrations, and was opened for reading only.
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
  /// The student came with an import that was reverted, and does not count.
  case reverted(student: Int64, importBatch: Int64)
  /// Another student has the school id.
  case idTaken(student: Int64, by: Int64)
  /// Later imports say something about the students of one that is to be reverted.
  case importSupportsLater(importBatch: Int64, later: [Int64])
  /// Signatures depend on what an import said that is to be reverted.
  case importIsSigned(importBatch: Int64, students: [Int64], signOffs: [Int64])
  /// A number of students differs from the one that the caller expected.
  case unexpectedCount(expected: Int, actual: Int)
  /// The run proposes nothing: its gate refused.
  case runProposesNothing(run: Int64)
  /// The students changed between the reading of the evidence and the writing of the run.
  case evidenceChanged
  /// More genders are recorded than a model can tell apart.
  case tooManyGenders(most: Int)
  /// Open items are in the way of a signature.
  case openItems(open: Int, later: Int)
  /// The file lost its name, or another one took its place, while it was written; what was written is
  /// gone with it.
  case fileGone(path: String)
  /// The disk failed during an act.
  case actFailed(path: String?, isFull: Bool, detail: String, ActFate)
  /// A stored value is not what the program writes: the file was changed by other means.
  case malformed(table: String, detail: String)
}

extension StoreError {
  /// Whether an error tells of an act that was kept, or may have been.
  package static func mayBeKept(_ error: any Error) -> Bool {
    guard case actFailed(_, _, _, let fate) = error else { return false }
    return fate != .nothingKept
  }
}

/// Two people decided about one student, each without having seen the other's decision.
package struct DecisionConflict: Equatable, Sendable {
  package let student: Int64
  /// The active decision; nil where there is none any more that could be shown.
  package let current: ReviewDecision?
  /// What came second and was not kept.
  package let refused: Verdict

  package init(student: Int64, current: ReviewDecision?, refused: Verdict) {
    self.student = student
    self.current = current
    self.refused = refused
  }
}
