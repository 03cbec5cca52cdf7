package import StudentStore

/// Takes an import back, by new entries: nothing of it is removed, but its students are no longer active.
package struct RevertWorkflow {
  private let database: SchoolDatabase
  private let context: WorkContext

  package init(_ database: SchoolDatabase, context: WorkContext) {
    self.database = database
    self.context = context
  }

  /// What came of it.
  package enum Outcome: Sendable {
    case reverted(RevertedImport)
    /// It was taken back before; nothing is changed.
    case already(ImportBatch, ImportRevert)
  }

  /// Takes one import back.
  ///
  /// - Throws: `StoreError.importSupportsLater` where a later import rests on it,
  ///   `importIsSigned` where a signature covers one of its students and is to be respected.
  package func run(
    _ importBatch: Int64,
    reason: String,
    signatures: SignatureTreatment = .respect,
    mode: SchoolDatabase.Mode = .keep
  ) throws -> Outcome {
    try database.write(.revert, context: context, mode: mode) { act in
      let batch = try database.importRecord(importBatch)
      if let earlier = try database.importRevert(of: importBatch) {
        return .already(batch, earlier)
      }
      return .reverted(
        try database.revert(batch, reason: reason, voiding: signatures.voidingReason, act: act)
      )
    }
  }
}

extension SignatureTreatment {
  /// Why a signature is declared void; nil where it is to be respected.
  fileprivate var voidingReason: String? {
    if case .void(let reason) = self { reason } else { nil }
  }
}
