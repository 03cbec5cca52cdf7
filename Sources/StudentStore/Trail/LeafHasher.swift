import Bytes
import Crypto
import SQLite

/// The layout of a leaf, the one that imports, `verify` and proofs share: 0x00, the 16-byte salt where
/// the table has one, the table's name and each column's canonical bytes in the order of its list.
///
/// SHA-256 over these bytes is what the trail commits to. The salt lives with the person's data:
/// without it no one can try out which name and height give a leaf, and once it is erased nobody ever
/// can.
enum LeafLayout {
  /// Where the salt begins.
  static let saltStart = 1

  /// Appends everything before the columns.
  @inline(__always)
  static func begin(
    _ table: String,
    salt: borrowing Span<UInt8>,
    _ bytes: inout OutputSpan<UInt8>
  ) {
    bytes.append(MerkleTree.leafTag)
    bytes.append(copying: salt)
    bytes.appendCanonical(text: table.utf8.span)
  }
}

/// Turns the rows of one covered table into leaves.
struct LeafHasher {
  private let table: CoveredTable
  private var canonical = CanonicalBytes()

  /// Columns before the committed ones in `table.selectRows`: the key and the salt.
  static let leadingColumns = 2

  init(_ table: CoveredTable) {
    self.table = table
  }

  /// The leaf of a row of `table.selectRows`.
  ///
  /// `replacing`: values that replace those of columns of the row, by column name.
  mutating func leaf(
    of row: borrowing Row,
    replacing originals: [String: SQLiteValue]? = nil
  ) throws -> SHA256.Digest {
    canonical.removeAll()
    if try row.withBytes(at: 1, { canonical.beginLeaf(table.name, salt: $0) }) == nil {
      let none: [UInt8] = []
      canonical.beginLeaf(table.name, salt: none.span)
    }
    for (index, name) in table.columnNames.enumerated() {
      if let originals, let original = originals[name] {
        canonical.append(original)
      } else {
        try canonical.append(column: Self.leadingColumns + index, of: row)
      }
    }
    return SHA256.hash(data: canonical.bytes)
  }

  /// Appends the leaf of a row that is still to be stored, given as its columns' values.
  mutating func append(
    salt: [UInt8],
    _ values: some Sequence<SQLiteValue>,
    to leaves: inout [UInt8]
  ) {
    canonical.removeAll()
    canonical.beginLeaf(table.name, salt: salt.span)
    for value in values { canonical.append(value) }
    canonical.appendDigest(to: &leaves)
  }
}
