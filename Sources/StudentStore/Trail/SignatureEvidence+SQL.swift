import Crypto
import SQLite

/// What the trail says about one signature.
package struct SignatureEvidence: Sendable {
  /// The entry that added the signature, which is the head at signing; nil if there is none.
  package let entry: TrailHead?
  /// What contradicts the signature, in words; empty if it holds.
  package let problems: [String]

  /// Whether the signature is what was given.
  package var holds: Bool { problems.isEmpty }

  /// Evidence of a signature that was not stored, as in a dry run.
  package static let none = SignatureEvidence(entry: nil, problems: [])

  /// Compares the rows of a signature with the trail: the entry that added them, and the chain that
  /// holds this entry.
  init(of signOff: Int64, chain: ChainCheck, trail: Trail) throws {
    let covers = (chain.covers[CoveredTable.signOff.name] ?? []).filter {
      $0.keys.contains(signOff)
    }
    var problems = chain.failures.prefix(1).map { "\($0.table) \($0.key): \($0.message)" }
    guard let cover = covers.first, case .row(let committed) = cover.commitment else {
      entry = nil
      self.problems =
        problems + ["no entry of the trail covers it: it was added outside studentdb"]
      return
    }
    if covers.count > 1 { problems.append("several entries of the trail claim it") }
    problems += try Self.difference(from: committed, trail: trail)
    problems += try Self.itemProblems(of: signOff, chain: chain, trail: trail)
    problems += try SignatureCheck(trail.connection, hashes: chain.hashes, only: signOff)
      .failures.map(\.message)
    entry = chain.hashes[cover.entry].map { TrailHead(sequence: cover.entry, hash: $0) }
    self.problems = problems
  }

  private init(entry: TrailHead?, problems: [String]) {
    self.entry = entry
    self.problems = problems
  }

  /// The difference between the signature's row and what its entry committed to.
  private static func difference(
    from committed: TrailBody.CommittedRow,
    trail: Trail
  ) throws -> [String] {
    let now = try trail.committedRow(of: .signOff, key: committed.key)
    guard now.leaf != committed.leaf else { return [] }
    return [
      committed.difference(from: now.openColumns)
        ?? "it is not what the trail committed to: it was changed"
    ]
  }

  /// What is wrong with the list of the signed students.
  private static func itemProblems(
    of signOff: Int64,
    chain: ChainCheck,
    trail: Trail
  ) throws -> [String] {
    let covers = (chain.covers[CoveredTable.signedItem.name] ?? []).filter {
      $0.keys.contains(signOff)
    }
    guard let cover = covers.first, case .range(let range) = cover.commitment else {
      // A signature over nobody has no rows that an entry could cover.
      let hasItems = try trail.connection.isTrue(
        "SELECT EXISTS (SELECT 1 FROM signed_item WHERE sign_off = ?)",
        .integer(signOff)
      )
      return covers.isEmpty && !hasItems ? [] : ["no entry of the trail covers its students"]
    }
    var tree = MerkleTree()
    try trail.forEachLeaf(of: .signedItem, keys: range.keys, entry: cover.entry) {
      tree.append($0)
    }
    return range.count == tree.count && range.root == tree.root()
      ? [] : ["the list of its students is not what entry \(cover.entry) committed to"]
  }
}

extension TrailBody.CommittedRow {
  /// The first open column that has another value now, in words; nil if there is none.
  func difference(from now: [(name: String, value: SQLiteValue)]) -> String? {
    for (column, value) in openColumns {
      guard let present = now.first(where: { $0.name == column }), present.value != value else {
        continue
      }
      return "\(column) is \(present.value.quoted), the trail says \(value.quoted)"
    }
    return nil
  }
}

extension SQLiteValue {
  /// The value in words, a text in quotes.
  fileprivate var quoted: String {
    if case .text(let text) = self { "\"\(text)\"" } else { plainText ?? "NULL" }
  }
}

extension SchoolDatabase {
  /// What the trail says about some signatures, in their order.
  package func evidence(of signOffs: [Int64]) throws -> [SignatureEvidence] {
    guard !signOffs.isEmpty else { return [] }
    let trail = Trail(connection: connection)
    let chain = try ChainCheck(trail)
    return try signOffs.map { try SignatureEvidence(of: $0, chain: chain, trail: trail) }
  }
}
