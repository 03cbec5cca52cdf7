import CSQLite
import Glibc

extension SQLiteError {
  /// SQLITE_OK, SQLITE_ROW and SQLITE_DONE: the three results that are not errors.
  static let success = SQLITE_OK
  static let row = SQLITE_ROW
  static let done = SQLITE_DONE

  /// SQLITE_MISUSE, for errors that were found before SQLite was asked.
  static let misuseCode = SQLITE_MISUSE

  /// SQLITE_MISMATCH, for a column of another storage class than the one asked for.
  static let mismatchCode = SQLITE_MISMATCH

  /// SQLITE_NOMEM, for calls that answer with a null pointer in place of a code.
  static let outOfMemoryCode = SQLITE_NOMEM

  /// SQLITE_READONLY, for writing through a connection that was opened for reading.
  static let readOnlyCode = SQLITE_READONLY

  /// SQLITE_INTERRUPT, for a transaction that is given up before SQLite was asked.
  static let interruptedCode = SQLITE_INTERRUPT

  /// SQLITE_CANTOPEN, for files that were refused before SQLite saw them.
  static let cannotOpenCode = SQLITE_CANTOPEN
}

extension SQLiteError {
  /// What SQLite was doing when it failed.
  enum Activity: Equatable {
    case compiling

    /// Compiling a statement of which the restriction to reading does not allow something.
    case refusedCompiling(String)
    case running

    var isRefused: Bool {
      if case .refusedCompiling = self { true } else { false }
    }
  }
}

extension SQLiteError.Kind {
  /// The kind that an extended result code belongs to.
  ///
  /// The plain SQLITE_ERROR says nothing by itself; there, `activity` decides.
  init(extendedCode code: Int32, doing activity: SQLiteError.Activity = .running) {
    if let special = Self(specialCode: code) {
      self = special
      return
    }
    // The low byte is the primary code; the rest is its variant.
    switch code & 0xff {
    case SQLITE_BUSY: self = .busy
    case SQLITE_LOCKED: self = .locked
    case SQLITE_FULL: self = .full
    case SQLITE_IOERR: self = .io
    case SQLITE_NOMEM: self = .outOfMemory
    case SQLITE_PERM: self = .permission
    case SQLITE_READONLY: self = .readOnly
    case SQLITE_CANTOPEN: self = .cannotOpen
    case SQLITE_NOTADB: self = .notADatabase
    case SQLITE_CORRUPT: self = .corrupt
    case SQLITE_CONSTRAINT: self = .constraint(SQLiteError.Constraint(extendedCode: code))
    case SQLITE_MISMATCH: self = .constraint(.datatype)
    case SQLITE_INTERRUPT: self = .interrupted
    case SQLITE_TOOBIG: self = .tooBig
    case SQLITE_AUTH: self = .authorization
    case SQLITE_MISUSE, SQLITE_RANGE: self = .misuse
    case SQLITE_ERROR where activity == .compiling: self = .syntax
    case SQLITE_ERROR where activity.isRefused: self = .authorization
    default: self = .other
    }
  }

  // SQLite builds its extended codes with macros that Swift does not import:
  // the primary code in the low byte and a running number above it.
  private init?(specialCode code: Int32) {
    switch code {
    case SQLITE_READONLY | (1 << 8), SQLITE_READONLY | (3 << 8): self = .needsRecovery
    case SQLITE_CANTOPEN | (6 << 8): self = .refusedFile("a symbolic link")
    case SQLITE_IOERR | (12 << 8): self = .outOfMemory
    default: return nil
    }
  }
}

extension SQLiteError.Kind {
  /// The kind of a failure to open a file, by the system's reason.
  init?(openingFailure number: Int32) {
    switch number {
    case ENOENT, ENOTDIR: self = .notFound
    case EEXIST: self = .exists
    case EACCES, EPERM: self = .permission
    case EROFS: self = .readOnly
    case ENOSPC, EDQUOT: self = .full
    case ENOMEM: self = .outOfMemory
    case EIO: self = .io
    default: return nil
    }
  }
}

extension SQLiteError.Constraint {
  /// The rule that an extended code of SQLITE_CONSTRAINT names.
  init(extendedCode code: Int32) {
    switch code >> 8 {
    case 1: self = .check
    case 3: self = .foreignKey
    case 5: self = .notNull
    case 6, 10: self = .primaryKey
    case 7: self = .trigger
    case 8: self = .unique
    case 12: self = .datatype
    default: self = .other
    }
  }
}
