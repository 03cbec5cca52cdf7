import SQLite

/// An error of the database file, in the user's terms.
///
/// The layers above do not know SQLite and see its errors in this form.
package struct DatabaseFailure: Sendable {
  /// The kinds that a caller can distinguish.
  package enum Kind: Equatable, Sendable {
    /// Another program is writing; try again.
    case busy
    /// The disk is full.
    case full
    /// Reading or writing failed.
    case inputOutput
    /// There is not enough memory.
    case outOfMemory
    /// The file or its folder may not be read or written.
    case permission
    /// The file can be read but not written.
    case readOnly
    /// The file cannot be created or opened here.
    case cannotOpen
    /// The file already exists.
    case exists
    /// The file does not exist.
    case notFound
    /// It is not a file that can be opened safely, such as a link; the detail says why.
    case refusedFile
    /// The file has a write-ahead log; the detail is the command that ends it.
    case writeAheadLog
    /// It is not a database.
    case notADatabase
    /// The file is damaged.
    case damaged
    /// Stopped from outside.
    case interrupted
    /// A stored value cannot have been written by the program.
    case changedOutside
    /// The content violates a constraint of the file.
    case refused
    /// A bug of the program; only the detail is known.
    case programmer
  }

  package let kind: Kind
  package let path: String?
  /// SQLite's message, or the detail of the kind.
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
      case .outOfMemory: .outOfMemory
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
