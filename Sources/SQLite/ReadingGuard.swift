import CSQLite

/// The rule of a connection that is restricted to reading.
///
/// SQLite asks it while it compiles a statement.
final class ReadingGuard {
  /// True while this target runs its own BEGIN or PRAGMA.
  var isLifted = false

  /// Whether SQLite asks it.
  var isInstalled = false

  /// What it refused last since this was set to nil, in words of SQL.
  ///
  /// For a forbidden function SQLite reports the same code as for SQL it does not understand.
  var refused: String?

  /// Answers SQLite.
  ///
  /// - Parameters:
  ///   - action: SQLite's number for what the statement does.
  ///   - object: What it does it to, such as the name of a PRAGMA.
  ///   - detail: For a function, its name as it was registered.
  /// - Returns: Whether the statement may do it.
  func allows(action: Int32, object: String?, detail: String?) -> Bool {
    let isAllowed =
      switch action {
      case SQLITE_SELECT, SQLITE_READ, SQLITE_RECURSIVE: true
      case SQLITE_FUNCTION: isLifted || Self.functions.contains(detail ?? "")
      default: isLifted
      }
    if !isAllowed, refused == nil { refused = Self.words(action, object, detail) }
    return isAllowed
  }

  /// SQLite's functions of values, of groups and of windows.
  ///
  /// All answer from their arguments, the clock or chance alone. Left out, beside what a library may
  /// add, are those that load or configure something (load_extension, fts3_tokenizer), those of the
  /// search modules, and those that tell of the library or of other statements.
  private static let functions: Set<String> = Set(
    """
    abs acos acosh asin asinh atan atan2 atanh avg ceil ceiling changes char coalesce cos cosh count
    cume_dist current_date current_time current_timestamp date datetime degrees dense_rank exp
    first_value floor format glob group_concat hex ifnull iif instr julianday lag last_value lead
    length like likelihood likely ln log log10 log2 lower ltrim max min mod nth_value ntile nullif
    percent_rank pi pow power printf quote radians random randomblob rank replace round row_number
    rtrim sign sin sinh soundex sqlite_version sqrt strftime substr substring subtype sum tan tanh
    time total trim trunc typeof unicode unixepoch unlikely upper zeroblob -> ->> json json_array
    json_array_length json_extract json_group_array json_group_object json_insert json_object
    json_patch json_quote json_remove json_replace json_set json_type json_valid
    """.split(whereSeparator: \.isWhitespace).map(String.init)
  )

  private static func words(_ action: Int32, _ object: String?, _ detail: String?) -> String {
    switch action {
    case SQLITE_FUNCTION: "the function \(detail ?? "")"
    case SQLITE_PRAGMA: "PRAGMA \(object ?? "")"
    case SQLITE_INSERT: "INSERT"
    case SQLITE_UPDATE: "UPDATE"
    case SQLITE_DELETE: "DELETE"
    case SQLITE_ATTACH, SQLITE_DETACH: "ATTACH or DETACH"
    case SQLITE_TRANSACTION: object ?? "a transaction"
    case SQLITE_SAVEPOINT: "a savepoint"
    case SQLITE_ANALYZE: "ANALYZE"
    case SQLITE_REINDEX: "REINDEX"
    case SQLITE_CREATE_VTABLE: "a virtual table"
    default: "a change of the schema"
    }
  }
}
