import CSQLite

/// The five kinds of value that SQLite stores.
package enum StorageClass: Equatable, Sendable {
  /// No value.
  case null

  /// A signed whole number of 64 bits.
  case integer

  /// An IEEE 754 double.
  case real

  /// Characters, in UTF-8.
  case text

  /// Bytes.
  case blob

  /// The class that one of SQLite's type codes stands for.
  init(code: Int32) {
    switch code {
    case SQLITE_INTEGER: self = .integer
    case SQLITE_FLOAT: self = .real
    case SQLITE_TEXT: self = .text
    case SQLITE_BLOB: self = .blob
    default: self = .null
    }
  }
}

extension StorageClass: CustomStringConvertible {
  /// What SQL calls it.
  package var description: String {
    switch self {
    case .null: "NULL"
    case .integer: "INTEGER"
    case .real: "REAL"
    case .text: "TEXT"
    case .blob: "BLOB"
    }
  }
}

extension SQLiteValue {
  /// The kind of value that it is.
  package var storageClass: StorageClass {
    switch self {
    case .null: .null
    case .integer: .integer
    case .real: .real
    case .text: .text
    case .blob: .blob
    }
  }
}
