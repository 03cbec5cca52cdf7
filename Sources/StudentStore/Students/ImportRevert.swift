/// That an import was taken back: by whom, when and why.
package struct ImportRevert: Equatable, Sendable {
  package let importBatch: Int64
  package let actor: String
  package let revertedAt: String
  package let reason: String
}

/// What taking an import back comes to.
package struct RevertedImport: Sendable {
  package let batch: ImportBatch
  /// Students whom the import brought, and who no longer count.
  package var students = 0
  /// Of them, those about whom a decision counted until now.
  package var decided = 0
  /// Other students of whom something is again as it was before the import.
  package var restored = 0
  /// Other students of whom a person corrected since what the import had said; that stays.
  package var kept = 0
  /// The first hundred of those.
  package var keptStudents: [Int64] = []
  /// Signatures that no longer stand for a student.
  package var voidedSignatures = 0

  /// An import of which nothing was taken back yet.
  package init(_ batch: ImportBatch) {
    self.batch = batch
  }
}
