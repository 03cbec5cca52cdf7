import Crypto

/// The hashes beside one leaf's way to the root of a tree.
struct MerklePath {
  /// The other hashes of one node, in order.
  struct Level {
    let before: [Digest]
    let after: [Digest]
  }

  /// The number of leaves before this one.
  let position: Int
  /// The number of leaves.
  let count: Int
  let levels: [Level]
  let root: Digest

  /// Finds a leaf; nil if it is not there.
  ///
  /// `leaves`: 32 bytes each, in order.
  init?(to leaf: Digest, among leaves: [UInt8]) {
    let length = LeafDigest.byteCount
    let count = leaves.count / length
    let place = (0..<count).first {
      leaves[$0 * length..<($0 + 1) * length].elementsEqual(leaf.bytes)
    }
    guard let place else { return nil }
    position = place
    self.count = count
    var (hashes, index) = (leaves, place)
    var levels: [Level] = []
    while hashes.count > length {
      let start = index - index % MerkleTree.width
      let end = min(start + MerkleTree.width, hashes.count / length)
      let digest = { (at: Int) in Digest(bytes: Array(hashes[at * length..<(at + 1) * length])) }
      levels.append(
        Level(before: (start..<index).map(digest), after: (index + 1..<end).map(digest))
      )
      var above: [UInt8] = []
      for group in stride(from: 0, to: hashes.count, by: MerkleTree.width * length) {
        let node = hashes[group..<min(group + MerkleTree.width * length, hashes.count)]
        above.append(contentsOf: SHA256.hash(data: [MerkleTree.nodeTag] + node))
      }
      hashes = above
      index /= MerkleTree.width
    }
    self.levels = levels
    root = Digest(bytes: hashes)
  }

  /// The root that a leaf leads to; nil if the levels are not those of a tree of `count` leaves.
  static func root(
    of leaf: Digest,
    at position: Int,
    among count: Int,
    _ levels: [Level]
  ) -> Digest? {
    guard position >= 0, position < count else { return nil }
    var (hash, index, width) = (leaf, position, count)
    for level in levels {
      let start = index - index % MerkleTree.width
      guard width > 1, level.before.count == index - start,
        index + 1 + level.after.count == min(start + MerkleTree.width, width)
      else { return nil }
      let hashes = level.before + [hash] + level.after
      hash = Digest(of: [MerkleTree.nodeTag] + hashes.flatMap(\.bytes))
      index /= MerkleTree.width
      width = (width + MerkleTree.width - 1) / MerkleTree.width
    }
    return width == 1 ? hash : nil
  }
}
