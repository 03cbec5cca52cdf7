import Testing

@testable import StudentStore

@Suite struct MerkleTreeTests {
  private func leaf(_ number: Int) -> Digest {
    Digest(of: Array("leaf \(number)".utf8))
  }

  /// The tree as its definition reads: group by 128, hash each group behind a 1, until one is left.
  private func reference(_ hashes: [Digest]) -> Digest {
    if hashes.isEmpty { return Digest(of: []) }
    if hashes.count == 1 { return hashes[0] }
    return reference(
      stride(from: 0, to: hashes.count, by: 128).map { start in
        let group = hashes[start..<min(start + 128, hashes.count)]
        return Digest(of: [1] + group.flatMap(\.bytes))
      }
    )
  }

  private func tree(_ leaves: some Sequence<Digest>) -> MerkleTree {
    var tree = MerkleTree()
    for leaf in leaves { tree.append(leaf) }
    return tree
  }

  @Test func `the root is the reference's for every count up to 300`() {
    var streaming = MerkleTree()
    var leaves: [Digest] = []
    for count in 0...300 {
      #expect(streaming.count == count)
      #expect(streaming.root() == reference(leaves), "\(count) leaves")
      leaves.append(leaf(count))
      streaming.append(leaves[count])
    }
  }

  @Test(arguments: [128 * 128 - 1, 128 * 128, 128 * 128 + 1, 128 * 128 + 128, 20_000])
  func `the root is the reference's over three levels`(count: Int) {
    let leaves = (0..<count).map(leaf)
    #expect(tree(leaves).root() == reference(leaves))
  }

  @Test func `asking for the root changes nothing`() {
    var asked = MerkleTree()
    for number in 0..<200 {
      asked.append(leaf(number))
      _ = asked.root()
    }
    #expect(asked.root() == tree((0..<200).map(leaf)).root())
  }

  @Test func `no rows, one row and one row twice are told apart`() {
    #expect(tree([]).root() == Digest(of: []))
    #expect(tree([leaf(1)]).root() == leaf(1))
    #expect(tree([leaf(1), leaf(1)]).root() != leaf(1))
  }

  @Test func `any leaf changed, left out or moved changes the root`() {
    let leaves = (0..<130).map(leaf)
    let root = tree(leaves).root()
    for index in leaves.indices {
      var changed = leaves
      changed[index] = leaf(-1)
      #expect(tree(changed).root() != root)
      changed = leaves
      changed.remove(at: index)
      #expect(tree(changed).root() != root)
      changed = leaves
      changed.swapAt(index, (index + 1) % leaves.count)
      #expect(tree(changed).root() != root)
    }
  }

  @Test func `a node cannot pass for a leaf`() {
    // The root of two leaves, taken as a row's leaf, has the tag of a node before it.
    let pair = tree([leaf(1), leaf(2)]).root()
    #expect(pair != Digest(of: [0] + leaf(1).bytes + leaf(2).bytes))
    #expect(pair == Digest(of: [1] + leaf(1).bytes + leaf(2).bytes))
  }
}
