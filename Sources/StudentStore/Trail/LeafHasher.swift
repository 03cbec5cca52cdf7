import Bytes
import Crypto
import SQLite

/// The layout of a leaf, shared by imports, `verify` and proofs: 0x00, the 16-byte salt if the
/// table has one, the table's name and each column's canonical bytes in the order of its list.
///
/// SHA-256 over these bytes is what the trail commits to. The salt is stored with the person's
/// data. Without it, guesses of name and height cannot be tested against the leaf; once it is
/// erased, this is no longer possible for anyone.
enum LeafLayout {
  /// The offset of the salt.
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

/// Computes the leaves of the rows of one covered table.
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
  /// `replacing`: values that replace those of the row, by column name.
  mutating func leaf(
    of row: borrowing Row,
    replacing originals: [String: SQLiteValue]? = nil
  ) throws -> Digest {
    var leaf: [UInt8] = []
    try append(row, replacing: originals, to: &leaf)
    return Digest(bytes: leaf)
  }

  /// Appends the leaf of a row of `table.selectRows`, for loops over millions of them.
  ///
  /// `replacing`: values that replace those of the row, by column name.
  mutating func append(
    _ row: borrowing Row,
    replacing originals: [String: SQLiteValue]? = nil,
    to leaves: inout [UInt8]
  ) throws {
    canonical.removeAll()
    let salt = try row.number(ofBytesAt: 1) { salt in
      canonical.beginLeaf(table.name, salt: salt)
      return salt.count
    }
    if salt == nil {
      let none: [UInt8] = []
      canonical.beginLeaf(table.name, salt: none.span)
    }
    var columns = Self.leadingColumns..<Self.leadingColumns + table.columnNames.count
    if let originals {
      for column in columns {
        guard let original = originals[table.columnNames[column - Self.leadingColumns]] else {
          continue
        }
        try canonical.append(columns: columns.lowerBound..<column, of: row)
        canonical.append(original)
        columns = column + 1..<columns.upperBound
      }
    }
    try canonical.append(columns: columns, of: row)
    canonical.appendDigest(to: &leaves)
  }

  /// Appends the leaf of a row not yet stored, given by its columns' values.
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
