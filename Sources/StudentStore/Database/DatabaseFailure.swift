import SQLite

/// What went wrong with the database file, in the terms of the person who runs the program.
///
/// The layers above do not know SQLite; this is what they see of its errors.
package struct DatabaseFailure: Sendable {
  /// What a caller can do about it.
  package enum Kind: Equatable, Sendable {
    /// Another program is writing; try again.
    case busy
    /// The disk is full.
    case full
    /// Reading or writing failed.
    case inputOutput
    /// The file or its folder may not be read or written.
    case permission
    /// The file may be read and not written.
    case readOnly
    /// The file cannot be made or opened here.
    case cannotOpen
    /// There is a file already.
    case exists
    /// There is no such file.
    case notFound
    /// It is not a file that can be opened safely, such as a link; the detail says why.
    case refusedFile
    /// The file has a write-ahead log; the detail is the command that ends it.
    case writeAheadLog
    /// It is no database.
    case notADatabase
    /// The file is damaged.
    case damaged
    /// Stopped from outside.
    case interrupted
    /// A stored value is not what the program writes.
    case changedOutside
    /// The file breaks a rule of its own.
    case refused
    /// A mistake of the program; the detail is all that is known.
    case programmer
  }

  package let kind: Kind
  package let path: String?
  /// What SQLite says, or what the kind says it is.
  package let detail: String

  /// - Returns: nil for an error that does not come from the database.
  package init?(_ error: any Error) {
    guard let error = error as? SQLiteError else { return nil }
    path = error.path
    kind =
      switch error.kind {
      case .busy: .busy
      case .full: .full
      case .io: .inputOutput
      case .permission: .permission
      case .readOnly: .readOnly
      case .cannotOpen: .cannotOpen
      case .exists: .exists
      case .notFound: .notFound
      case .refusedFile: .refusedFile
      case .writeAheadLog: .writeAheadLog
      case .notADatabase: .notADatabase
      case .corrupt: .damaged
      case .interrupted: .interrupted
      case .unexpectedType, .outOfRange, .other: .changedOutside
      case .constraint, .tooBig, .authorization, .syntax: .refused
      default: .programmer
      }
    detail =
      switch error.kind {
      case .refusedFile(let why): why
      case .writeAheadLog: Connection.endOfWriteAheadLog
      default: kind == .programmer ? "\(error)" : error.message
      }
  }
}
