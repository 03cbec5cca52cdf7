import StudentStore

/// What to do about a signature that a change would break.
package enum SignatureTreatment: Equatable, Sendable {
  /// Refuse the change.
  case respect
  /// Declare the signature void for the student, with the reason, and make the change.
  case void(reason: String)

  /// Makes sure that no signature stands in the way of changing a student.
  ///
  /// - Throws: `StoreError.wouldBreakSignature` where one does and must be respected.
  func clear(_ student: Int64, in database: SchoolDatabase, act: Act) throws {
    let standing = try database.standingSignOffs(of: student)
    guard !standing.isEmpty else { return }
    guard case .void(let reason) = self else {
      throw StoreError.wouldBreakSignature(student: student, signOffs: standing)
    }
    try database.void(standing, for: student, reason: reason, act: act)
  }
}
