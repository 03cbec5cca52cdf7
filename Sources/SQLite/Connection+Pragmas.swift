extension Connection {
  /// The number in the file's header that says which program a database belongs to.
  package func applicationID() throws(SQLiteError) -> Int32 {
    Int32(truncatingIfNeeded: try pragmaInteger("application_id"))
  }

  /// Sets the program to which the database belongs; part of the open transaction.
  package func setApplicationID(_ id: Int32) throws(SQLiteError) {
    try requireIntactTransaction()
    try control("PRAGMA application_id = \(id)")
  }

  /// The number in the file's header that says which version of the schema it has.
  package func userVersion() throws(SQLiteError) -> Int32 {
    Int32(truncatingIfNeeded: try pragmaInteger("user_version"))
  }

  /// Sets the version of the schema in the file's header; part of the open transaction.
  package func setUserVersion(_ version: Int32) throws(SQLiteError) {
    try requireIntactTransaction()
    try control("PRAGMA user_version = \(version)")
  }

  /// A number that changes when another connection has committed something.
  ///
  /// Changes by this connection do not affect it.
  package func dataVersion() throws(SQLiteError) -> Int64 {
    try pragmaInteger("data_version")
  }

  /// The number of pages of the file, including the free list.
  package func pageCount() throws(SQLiteError) -> Int {
    Int(try pragmaInteger("page_count"))
  }

  /// Writes the whole file anew without unused space, so that nothing of removed rows is left in it.
  ///
  /// Needs as much memory or temporary space as the file is long.
  ///
  /// - Throws: `busy` while another connection reads; `misuse` inside a transaction.
  package func vacuum() throws(SQLiteError) {
    // SQLite attaches the new file for the time that it takes.
    _ = handle.limitAttached(to: 1)
    defer { _ = handle.limitAttached(to: 0) }
    try control("VACUUM")
  }

  /// Limits the file to `pages` pages; more fails with the kind `full`.
  ///
  /// - Throws: `setting` when the file is larger than that already.
  package func limitPages(to pages: Int) throws(SQLiteError) {
    guard pages > 0 else { throw .misuse("a limit of \(pages) pages", path: path) }
    let kept = try pragmaInteger("max_page_count = \(pages)")
    guard kept == pages else {
      throw settingError("max_page_count", "the limit on pages stays at \(kept)")
    }
  }

  /// The faults that SQLite finds in the structure of the file; empty if there are none.
  ///
  /// It does not look at foreign keys, see ``foreignKeyViolations()``, and it cannot see a changed
  /// value. At most a hundred findings are listed. Damage that stops the check itself is a finding
  /// as well, and then the only one.
  package func integrityMessages() throws(SQLiteError) -> [String] {
    do throws(SQLiteError) {
      let messages = try controlRows("PRAGMA integrity_check") { row throws(SQLiteError) in
        try row.text(at: 0)
      }
      return messages == ["ok"] ? [] : messages
    } catch  where error.kind == .corrupt {
      return [error.message]
    }
  }

  /// The faults that SQLite finds in the structure of one table, without evaluating anything that
  /// the file defines: no CHECK, no index expression.
  package func quickIntegrityMessages(of table: String) throws(SQLiteError) -> [String] {
    try control("PRAGMA ignore_check_constraints = ON")
    defer { try? control("PRAGMA ignore_check_constraints = OFF") }
    do throws(SQLiteError) {
      let messages = try controlRows("PRAGMA quick_check(\(Self.quoted(table)))") {
        row throws(SQLiteError) in try row.text(at: 0)
      }
      return messages == ["ok"] ? [] : messages
    } catch  where error.kind == .corrupt {
      return [error.message]
    }
  }

  /// Whether a column of the table is computed, by an expression that the file defines.
  package func hasComputedColumn(_ table: String) throws(SQLiteError) -> Bool {
    let kinds = try controlRows("PRAGMA table_xinfo(\(Self.quoted(table)))") {
      row throws(SQLiteError) in try row.integer(at: 6)
    }
    // 2 is computed when it is read, 3 when it is written, 1 a hidden one of a virtual table.
    return kinds.contains { $0 != 0 }
  }

  private static func quoted(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }

  /// The rows whose foreign key has no target.
  ///
  /// The row id is `nil` for a table WITHOUT ROWID.
  ///
  /// `table`: of this table alone; nil for all.
  package func foreignKeyViolations(of table: String? = nil) throws(SQLiteError)
    -> [(table: String, rowID: Int64?, parent: String)]
  {
    let argument = table.map { "(\(Self.quoted($0)))" } ?? ""
    return try controlRows("PRAGMA foreign_key_check\(argument)") { row throws(SQLiteError) in
      (
        table: try row.text(at: 0),
        rowID: try row.optionalInteger(at: 1),
        parent: try row.text(at: 2)
      )
    }
  }

  /// Enables or disables CHECK constraints.
  ///
  /// Types, NOT NULL, UNIQUE, foreign keys and triggers hold either way. Used to load rows that
  /// satisfy the constraints by construction; `integrityMessages()` evaluates all of them for every
  /// row.
  package func enforceChecks(_ wanted: Bool) throws(SQLiteError) {
    try control("PRAGMA ignore_check_constraints = \(wanted ? "OFF" : "ON")")
  }

  /// Sets the size of the page cache; a connection is opened with the wide one.
  package func useCache(_ wanted: PageCache) throws(SQLiteError) {
    guard wanted != cache else { return }
    try control("PRAGMA cache_size = \(wanted.setting)")
    cache = wanted
  }

  /// Runs `body` with another size of the page cache, and restores it afterwards.
  ///
  /// - Throws: what `body` throws, or what setting the cache does.
  package func withCache<T>(_ wanted: PageCache, _ body: () throws -> T) throws -> T {
    let before = cache
    try useCache(wanted)
    defer { try? useCache(before) }
    return try body()
  }

  func schemaVersion() throws(SQLiteError) -> Int64 { try pragmaInteger("schema_version") }

  func queryOnly() throws(SQLiteError) -> Bool { try pragmaInteger("query_only") != 0 }

  func setQueryOnly(_ wanted: Bool) throws(SQLiteError) {
    try control("PRAGMA query_only = \(wanted ? "ON" : "OFF")")
  }

  /// Runs a PRAGMA that answers with one number.
  ///
  /// SQLite cannot bind values in a PRAGMA; the names and numbers in these texts all come from this
  /// target.
  func pragmaInteger(_ pragma: String) throws(SQLiteError) -> Int64 {
    let numbers = try controlRows("PRAGMA \(pragma)") { row throws(SQLiteError) in
      try row.integer(at: 0)
    }
    guard let number = numbers.first else {
      throw settingError(pragma, "SQLite does not answer PRAGMA \(pragma)")
    }
    return number
  }

  func settingError(_ name: String, _ message: String) -> SQLiteError {
    SQLiteError(
      .setting(name),
      extendedCode: SQLiteError.misuseCode,
      message: message,
      path: path
    )
  }

  /// Runs one statement of this target, which a restriction to reading lets through.
  func control(_ sql: String) throws(SQLiteError) {
    _ = try controlRows(sql) { _ throws(SQLiteError) in }
  }

  func controlRows<T>(
    _ sql: String,
    _ read: (borrowing Row) throws(SQLiteError) -> T
  ) throws(SQLiteError) -> [T] {
    let wasLifted = readingGuard.isLifted
    readingGuard.isLifted = true
    defer { readingGuard.isLifted = wasLifted }
    var results: [T] = []
    var statement = Statement(try compile(sql), of: self)
    try statement.forEachControlRow { row throws(SQLiteError) in results.append(try read(row)) }
    return results
  }
}
