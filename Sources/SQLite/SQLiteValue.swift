import CSQLite

/// A value as SQLite stores it: one of its five storage classes.
///
/// Two values are equal when their storage class and content are; 1 and 1.0 are different
/// values, as they are on disk.
package enum SQLiteValue: Equatable, Sendable {
  case null
  case integer(Int64)

  /// A number with a fraction. SQLite has no NaN: it would store NULL, so binding one is refused.
  case real(Double)

  /// Text, which may be empty and may hold NUL characters.
  case text(String)

  /// Bytes. An empty blob is a value and not NULL.
  case blob([UInt8])
}

extension SQLiteValue: CustomStringConvertible {
  /// The storage class alone, because a value can be a pupil's name or height.
  package var description: String { storageClass.description }
}

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
