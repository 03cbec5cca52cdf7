/// An error between the program and a database.
///
/// It carries the text of the SQL, which is written by the program, and never the bound values,
/// which are pupils' names and heights. The one exception is SQLite's own `message`: some of its
/// functions (a JSON path, a LIKE pattern) quote their argument in it, so values must not be
/// passed to those as patterns.
package struct SQLiteError: Error, Equatable, Sendable {
  /// The kind, for the caller.
  package let kind: Kind

  /// SQLite's extended result code, or the nearest one when the error was found by this target.
  package let extendedCode: Int32

  /// What happened, in SQLite's words or in those of this target.
  package let message: String

  /// The statement that failed, with `?` where its values were bound.
  package let sql: String?

  /// The file of the database; `nil` for one in memory.
  package let path: String?

  /// The byte of the text given to SQLite at which it met the mistake; nil where it names none.
  package let offset: Int?

  init(
    _ kind: Kind,
    extendedCode: Int32,
    message: String,
    sql: String? = nil,
    path: String? = nil,
    offset: Int? = nil
  ) {
    self.kind = kind
    self.extendedCode = extendedCode
    self.message = message
    self.sql = sql.map(Self.trimmed)
    self.path = path
    self.offset = offset
  }

  // Statements of a script begin with the line break after the previous one.
  private static func trimmed(_ sql: String) -> String {
    let rest = sql.drop(while: \.isWhitespace)
    guard let end = rest.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(rest[...end])
  }

  /// The kinds of failure that a caller can tell apart.
  package enum Kind: Equatable, Sendable {
    /// Another connection held its lock for longer than the busy timeout. Worth another try.
    case busy

    /// This connection blocks itself: it changes a table that it is still reading.
    case locked

    /// The disk, or the limit on pages, is full.
    case full

    /// The operating system failed to read, write or sync.
    case io

    /// SQLite could not get the memory it needs, or its limit on memory was reached.
    case outOfMemory

    /// The operating system does not allow it to this user.
    case permission

    /// The file or its folder cannot be written, or the connection was opened for reading.
    case readOnly

    /// A writer was interrupted; its journal must be rolled back, which needs write access.
    case needsRecovery

    /// The operating system cannot open a file for another reason.
    case cannotOpen

    /// The file to be created already exists.
    case exists

    /// There is no file, or no folder, of that name.
    case notFound

    /// The path denotes something that studentdb does not open; the text says what.
    case refusedFile(String)

    /// The file keeps a write-ahead log: another program set it so.
    case writeAheadLog

    /// The file is not an SQLite database, or it is encrypted.
    case notADatabase

    /// The file is an SQLite database with damaged content.
    case corrupt

    /// A rule of the schema does not allow the change.
    case constraint(Constraint)

    /// Stopped by ``Interrupter`` or by a limit on steps.
    case interrupted

    /// Text, blob or SQL over SQLite's limits.
    case tooBig

    /// The connection is restricted, and this statement is outside the restriction.
    case authorization

    /// A mistake of the program: wrong count of values, nested transactions, trailing SQL.
    case misuse

    /// A column holds another storage class than the one asked for.
    case unexpectedType

    /// A column holds a number outside the range that it can have.
    case outOfRange

    /// SQLite did not keep a setting; the text names it.
    case setting(String)

    /// SQLite does not understand the statement, or it names something that does not exist.
    case syntax

    /// Anything else; the message says what.
    case other
  }

  /// The rule of the schema that a statement broke.
  package enum Constraint: Equatable, Sendable {
    /// Another row has the value already.
    case unique

    /// Another row has the key, or the row id, already.
    case primaryKey

    /// The condition of a CHECK does not hold.
    case check

    /// The column must have a value.
    case notNull

    /// The referenced row is missing, or would be removed.
    case foreignKey

    /// A trigger refused with RAISE; ``SQLiteError/message`` is the text of the trigger.
    case trigger

    /// A STRICT table was given another type than its column has.
    case datatype

    /// Another rule; the message names it.
    case other
  }
}

extension SQLiteError {
  /// An error of the program that uses this target, found before SQLite was asked.
  static func misuse(_ message: String, sql: String? = nil, path: String? = nil) -> SQLiteError {
    SQLiteError(.misuse, extendedCode: misuseCode, message: message, sql: sql, path: path)
  }
}

extension SQLiteError: CustomStringConvertible {
  /// What happened, what to do, where, and in which statement; never a bound value.
  package var description: String {
    var text = message
    if let advice = kind.advice { text += "; \(advice)" }
    text += " (SQLite code \(extendedCode))"
    if let path { text += ", file \(path)" }
    if let sql { text += ", in: \(Self.shortened(sql))" }
    return text
  }

  // A schema script can have hundreds of lines; its beginning identifies it.
  private static func shortened(_ sql: String) -> String {
    let limit = 300
    let words = sql.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.count <= limit ? words : "\(words.prefix(limit)) …"
  }
}

extension SQLiteError.Kind {
  /// What the user can do, if anything.
  fileprivate var advice: String? {
    switch self {
    case .busy: "another program is using the database; try again when it is done"
    case .full: "the disk is full and nothing was changed; make room and try again"
    case .readOnly: "the file and its folder must be writable"
    case .needsRecovery:
      "a writer was stopped half-way; open the database once for writing, which puts it right"
    case .notADatabase: "choose a file that studentdb made"
    case .corrupt: "the file is damaged; go back to a copy"
    case .exists: "choose another name, or move the file away"
    case .authorization: "only reading is allowed here"
    default: nil
    }
  }
}
