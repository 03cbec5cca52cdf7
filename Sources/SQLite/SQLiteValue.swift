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
