/// Which decisions somebody signs.
package enum SignatureScope: Sendable {
  /// Those about the students of one run.
  case run
  /// Those, and every other one that counts and is under no signature.
  case everyDecision
}

/// One signature under the results of one run.
package struct SignOff: Sendable {
  package let id: Int64
  package let run: Int64
  package let printedName: String
  package let role: String
  /// The meaning of the signature.
  package let statement: String
  package let actor: String
  package let signedAt: String
  package let accepted: Int
  package let corrected: Int
  package let leftUnknown: Int
  package let open: Int
  /// How many of the accepted were accepted in batches rather than looked at.
  package let inBatches: Int
  /// How many of all were read back from a file that somebody had filled in.
  package let fromFiles: Int
  /// How many of all are students of whom the run says nothing: they were decided before it, or have
  /// no height.
  package let outsideRun: Int
  /// The root over the signed values.
  package let contentDigest: Digest
  /// The trail's head when the signature was given.
  package let head: TrailHead
  package let programVersion: String
  /// Students under the signature for whom it was declared void.
  package let voided: Int

  /// How many students were signed.
  package var students: Int { accepted + corrected + leftUnknown }
  /// How many of them somebody had decided about one by one.
  package var lookedAt: Int { students - inBatches - fromFiles }
}
