extension Verification {
  /// Adds the check of heads that were noted elsewhere: the trail has to hold every one.
  mutating func add(noted heads: [TrailHead], hashes: [Int64: Digest]) {
    guard let first = heads.first else { return }
    add(
      "anchor",
      detail: heads.count == 1
        ? "the trail holds \(first.sequence) as noted"
        : "the trail holds all \(heads.count) heads as noted",
      failures: heads.compactMap { Self.failure(of: $0, hashes: hashes) }
    )
  }

  private static func failure(of head: TrailHead, hashes: [Int64: Digest]) -> Failure? {
    guard hashes[head.sequence] != head.hash else { return nil }
    let message =
      hashes[head.sequence] == nil
      ? "the trail is shorter than the head that was noted"
      : "it is not the entry whose head was noted: history was rewritten"
    return Failure(table: "trail", key: "entry \(head.sequence)", message: message)
  }
}
