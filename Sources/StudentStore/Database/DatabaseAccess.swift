import SQLite

/// What a database is opened for.
package enum DatabaseAccess: Equatable, Sendable {
  /// Looking only.
  case readOnly
  /// Looking and writing.
  case readWrite

  var connectionAccess: Connection.Access {
    switch self {
    case .readOnly: .readOnly
    case .readWrite: .readWrite
    }
  }
}
