package import StudentStore

/// Reverts an import by new entries: nothing is removed, but its students are no longer active.
package struct RevertWorkflow {
  private let database: SchoolDatabase
  private let context: WorkContext

  package init(_ database: SchoolDatabase, context: WorkContext) {
    self.database = database
    self.context = context
  }

  /// The result.
  package enum Outcome: Sendable {
    case reverted(RevertedImport)
    /// It was already reverted; nothing is changed.
    case already(ImportBatch, ActRevert)
  }

  /// Reverts one import.
  ///
  /// - Throws: `StoreError.importSupportsLater` if a later import depends on it, `importIsSigned`
  ///   if a signature covers one of its students and must be respected.
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
  /// Why a signature is declared void; nil to respect it.
  fileprivate var voidingReason: String? {
    if case .void(let reason) = self { reason } else { nil }
  }
}
