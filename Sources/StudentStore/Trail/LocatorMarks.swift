import Crypto

/// Two bytes of every leaf of a range, in blocks, so that a changed row can be named.
///
/// The root of a range proves that some row of a million was changed; it cannot say which. A mark
/// is no proof (one change in 65,536 keeps its mark, and then the whole range is named), and costs
/// two bytes a row beside the 60 to 100 that a row takes itself.
struct LocatorMarks {
  /// Rows a block: blocks stay small, and memory flat.
  static let blockRows = 4096

  static func mark(of leaf: SHA256.Digest) -> (UInt8, UInt8) {
    var iterator = leaf.makeIterator()
    return (iterator.next() ?? 0, iterator.next() ?? 0)
  }
}
