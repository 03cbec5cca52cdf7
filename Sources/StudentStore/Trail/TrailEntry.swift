/// One entry of the trail.
package struct TrailEntry: Sendable {
  /// Counted from 1 without a gap: the order of events, independent of clocks.
  package let sequence: Int64
  /// When, in UTC, ISO 8601 with milliseconds.
  package let recordedAt: String
  /// What kind of act it was.
  package let kind: String
  /// Who did it.
  package let actor: String
  /// What was done.
  package let body: TrailBody
  /// The hash of the entry before; zeros in the first.
  package let previousHash: Digest
  /// The hash over all of the above.
  package let hash: Digest
}

/// The newest entry of a trail: noted elsewhere, it proves the whole history up to it.
package struct TrailHead: Equatable, Sendable {
  /// The entry's number; 0 for an empty trail.
  package let sequence: Int64
  /// The entry's hash.
  package let hash: Digest

  /// Written as `SEQ:HEX`, the form that `verify --expect-head` takes.
  package var description: String { "\(sequence):\(hash.hexadecimal)" }

  /// A head.
  package init(sequence: Int64, hash: Digest) {
    self.sequence = sequence
    self.hash = hash
  }

  /// Reads `SEQ:HEX`; nil for anything else.
  package init?(reading text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].first?.isNumber == true, let sequence = Int64(parts[0]),
      sequence >= 0,
      let hash = Digest(hexadecimal: String(parts[1]))
    else { return nil }
    self.init(sequence: sequence, hash: hash)
  }
}

/// The kinds of act that the trail knows.
package enum TrailKind: String, Sendable, CaseIterable {
  /// The file was created or migrated.
  case migrate
  /// A file was imported.
  case `import`
  /// Recorded values were corrected.
  case correct
  /// Two rows of one child were joined.
  case same
  /// An import or a join was reverted.
  case revert
  /// A model was fitted and its inferences written.
  case impute
  /// One student was decided.
  case decide
  /// Many suggestions were accepted at once.
  case accept
  /// A decision or a batch was undone.
  case undo
  /// Undone decisions were redone.
  case redo
  /// A completed review file was applied.
  case apply
  /// Decisions were signed.
  case signOff = "sign-off"
  /// A student or an import was erased.
  case erase
  /// The file was written anew after an erasure.
  case compact
}

extension TrailEntry {
  /// SHA-256 over a domain tag and the entry's fields in canonical bytes.
  ///
  /// Of the body its digest: so a proof can show the chain without what other entries say.
  static func hash(
    sequence: Int64,
    recordedAt: String,
    kind: String,
    actor: String,
    bodyDigest: Digest,
    previous: Digest
  ) -> Digest {
    var canonical = CanonicalBytes()
    canonical.append("studentdb trail 1")
    canonical.append(sequence)
    canonical.append(recordedAt)
    canonical.append(kind)
    canonical.append(actor)
    canonical.append(blob: bodyDigest.bytes)
    canonical.append(blob: previous.bytes)
    return Digest(of: canonical.bytes)
  }

  /// The same, of the body itself.
  static func hash(
    sequence: Int64,
    recordedAt: String,
    kind: String,
    actor: String,
    body: [UInt8],
    previous: Digest
  ) -> Digest {
    hash(
      sequence: sequence,
      recordedAt: recordedAt,
      kind: kind,
      actor: actor,
      bodyDigest: Digest(of: body),
      previous: previous
    )
  }
}
