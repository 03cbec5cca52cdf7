import SQLite

/// What a database is opened for.
package enum DatabaseAccess: Equatable, Sendable {
  /// Looking only.
  case readOnly
  /// Looking and writing.
  case readWrite
  /// Looking only, at the tables of a file whether or not its schema is the built-in one.
  case damaged
  /// As `damaged`, for `verify`, which says itself what differs.
  case verification

  var connectionAccess: Connection.Access { self == .readWrite ? .readWrite : .readOnly }

  /// Whether a file with another schema is read all the same, its tables alone.
  var readsDifferingSchema: Bool { self == .damaged || self == .verification }
}
