import Crypto
import SQLite

/// Turns the rows of one covered table into the leaves that the trail commits to.
///
/// A leaf is SHA-256 over 0x00, the 16-byte salt where the table has one, the table's name and
/// each column's canonical bytes. The salt lives with the person's data: without it nobody can
/// try out which name and height give a leaf, and once it is erased nobody ever can.
struct LeafHasher {
  private let table: CoveredTable
  private var canonical = CanonicalBytes()

  /// Columns before the committed ones: the key and the salt.
  static let leadingColumns = 2

  init(_ table: CoveredTable) {
    self.table = table
  }

  /// The leaf of a row of `table.selectRows`.
  ///
  /// `replacing`: values that stand in for columns of the row, by column name.
  mutating func leaf(
    of row: borrowing Row,
    columns: [String],
    replacing originals: [String: SQLiteValue]? = nil
  ) throws -> SHA256.Digest {
    canonical.removeAll()
    canonical.appendRaw(MerkleTree.leafTag)
    if case .secondColumn = table.salt {
      _ = try row.withBytes(at: 1) { salt in canonical.appendRaw(salt) }
    }
    canonical.append(table.name)
    for column in Self.leadingColumns..<columns.count {
      if let originals, let original = originals[columns[column]] {
        canonical.append(original)
      } else {
        try canonical.append(column: column, of: row)
      }
    }
    return SHA256.hash(data: canonical.bytes)
  }
}
