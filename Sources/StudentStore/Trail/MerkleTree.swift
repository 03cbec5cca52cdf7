import Bytes
import Crypto

/// The Merkle root over rows in order, built as they stream.
///
/// As in RFC 6962 a leaf is hashed with 0x00 before it and a node with 0x01, so that one cannot be
/// mistaken for the other. Unlike there, a node has up to 128 children: building takes a twentieth
/// of the work of a binary tree, and proofs have a few kilobytes. The hashes of a level are grouped
/// by 128 from the left, the last group may be smaller, until one hash remains. A single leaf is
/// its own root, and the root of no rows is the digest of no bytes.
///
/// - Complexity: O(1) amortised per leaf; memory O(log of the number of leaves).
struct MerkleTree {
  /// Children of a full node.
  static let width = 128
  static let leafTag: UInt8 = 0x00
  static let nodeTag: UInt8 = 0x01

  private(set) var count = 0
  /// The pending hashes of each level, lowest level first.
  private var waiting: [[UInt8]] = []

  /// Adds the next row's leaf.
  mutating func append(_ leaf: SHA256.Digest) {
    count += 1
    append(leaf, at: 0)
  }

  /// Adds the next row's leaf, 32 bytes.
  mutating func append(_ leaf: borrowing Span<UInt8>) {
    precondition(leaf.count == LeafDigest.byteCount, "a leaf has 32 bytes")
    count += 1
    if waiting.isEmpty { waiting.append([Self.nodeTag]) }
    waiting[0].append(copying: leaf)
    closeNode(at: 0)
  }

  /// Adds the next row's leaf, as stored.
  mutating func append(_ leaf: Digest) {
    append(leaf.bytes[...])
  }

  /// Adds the next row's leaf, 32 bytes.
  mutating func append(_ leaf: ArraySlice<UInt8>) {
    precondition(leaf.count == LeafDigest.byteCount, "a leaf has 32 bytes")
    count += 1
    append(leaf, at: 0)
  }

  /// Adds the next rows' leaves, 32 bytes each.
  mutating func append(leaves: [UInt8]) {
    precondition(leaves.count % LeafDigest.byteCount == 0, "a leaf has 32 bytes")
    count += leaves.count / LeafDigest.byteCount
    if waiting.isEmpty, !leaves.isEmpty { waiting.append([Self.nodeTag]) }
    var start = 0
    while start < leaves.count {
      let free = 1 + Self.width * LeafDigest.byteCount - waiting[0].count
      let end = min(start + free, leaves.count)
      waiting[0].append(contentsOf: leaves[start..<end])
      start = end
      closeNode(at: 0)
    }
  }

  private mutating func append(_ hash: some Sequence<UInt8>, at level: Int) {
    if level == waiting.count {
      waiting.append([Self.nodeTag])
    }
    waiting[level].append(contentsOf: hash)
    closeNode(at: level)
  }

  /// Hashes the pending hashes of a level if they fill a node.
  private mutating func closeNode(at level: Int) {
    guard waiting[level].count == 1 + Self.width * LeafDigest.byteCount else { return }
    let node = SHA256.hash(data: waiting[level])
    waiting[level].removeSubrange(1...)
    append(node, at: level + 1)
  }

  /// The root of all leaves so far.
  func root() -> Digest {
    guard count > 0 else { return Digest(of: []) }
    var tree = self
    var level = 0
    while true {
      let hashes = (tree.waiting[level].count - 1) / LeafDigest.byteCount
      let isTop = level == tree.waiting.count - 1
      if isTop && hashes == 1 {
        return Digest(bytes: Array(tree.waiting[level][1...]))
      }
      if hashes > 0 {
        tree.append(SHA256.hash(data: tree.waiting[level]), at: level + 1)
      }
      level += 1
    }
  }
}
