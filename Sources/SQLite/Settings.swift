import CSQLite

/// One setting of a connection: the required value, and the one that SQLite reports.
package struct Setting: Equatable, Sendable {
  /// The name of the PRAGMA or of the switch.
  package let name: String
  package let wanted: SQLiteValue
  package let found: SQLiteValue

  /// Whether SQLite kept it.
  package var isKept: Bool { wanted == found }
}

extension Connection {
  /// Every setting, read back from SQLite now.
  package func settings() throws(SQLiteError) -> [Setting] {
    var settings = [
      Setting(
        name: "busy_timeout",
        wanted: .integer(Int64(busyMilliseconds)),
        found: .integer(try pragmaInteger("busy_timeout"))
      ),
      Setting(
        name: "attached_databases",
        wanted: .integer(0),
        found: .integer(Int64(handle.limitAttached(to: nil)))
      ),
    ]
    for pragma in Pragma.all {
      let wanted = path == nil ? pragma.expectedInMemory : pragma.expected
      guard let wanted else { continue }
      let found = try controlRows("PRAGMA \(pragma.name)") { row throws(SQLiteError) in
        try row.value(at: 0)
      }
      settings.append(Setting(name: pragma.name, wanted: wanted, found: found.first ?? .null))
    }
    for toggle in Switch.all {
      let found = handle.setSwitch(toggle.code, to: nil)
      settings.append(
        Setting(
          name: toggle.name,
          wanted: .integer(toggle.isOn ? 1 : 0),
          found: found.map { .integer($0 ? 1 : 0) } ?? .null
        )
      )
    }
    return settings
  }

  /// The command for an SQLite shell that ends a write-ahead log.
  package static let endOfWriteAheadLog = "PRAGMA journal_mode=DELETE"

  /// The page size of a new file.
  ///
  /// A million rows need a quarter of the system calls of SQLite's default of 4 KiB, and a third
  /// less kernel time than with 8 KiB. Larger pages gain nothing and enlarge a small school's file,
  /// because every table starts a page: it has 1 MB now.
  static let pageBytes = 16 << 10

  /// Sets everything and reads it back: a PRAGMA that SQLite ignores does not fail by itself.
  func applySettings() throws(SQLiteError) {
    handle.setBusyTimeout(milliseconds: busyMilliseconds)
    // Studentdb needs no second database, and SQL in a file could access others with it.
    _ = handle.limitAttached(to: 0)
    // The switches first: they limit what a hostile schema can do.
    for toggle in Switch.all { _ = handle.setSwitch(toggle.code, to: toggle.isOn) }
    try readingSchema { () throws(SQLiteError) in
      // Effective only for a file without pages.
      try control("PRAGMA page_size = \(Self.pageBytes)")
      try requireNoWriteAheadLog()
      for pragma in Pragma.all { try control("PRAGMA \(pragma.name) = \(pragma.value)") }
    }
    for setting in try settings() where !setting.isKept {
      throw settingError(setting.name, "SQLite does not keep the setting \(setting.name)")
    }
  }

  /// Runs the statements with which SQLite reads the schema, under limits that no normal file
  /// reaches.
  ///
  /// With the schema SQLite reads the results of ANALYZE, which a hostile file can have computed.
  private func readingSchema(_ body: () throws(SQLiteError) -> Void) throws(SQLiteError) {
    let length = limitLength(toBytes: Self.longestDefinition)
    setDeadline(steps: Self.schemaSteps)
    defer {
      setDeadline(steps: nil)
      limitLength(toBytes: length)
    }
    do throws(SQLiteError) {
      try body()
    } catch  where error.kind == .interrupted || error.kind == .tooBig {
      throw SQLiteError(
        .corrupt,
        extendedCode: error.extendedCode,
        message: "its schema is too large to be read",
        path: path
      )
    }
  }

  /// The longest definition of studentdb has 4 KB.
  private static let longestDefinition = 128 << 10

  /// A row of the schema costs some ten steps, and studentdb's has fewer than two hundred rows.
  private static let schemaSteps = 500_000

  // Setting the journal mode would convert such a file, and it may belong to another program.
  private func requireNoWriteAheadLog() throws(SQLiteError) {
    let mode = try controlRows("PRAGMA journal_mode") { row throws(SQLiteError) in
      try row.text(at: 0)
    }
    guard mode != ["wal"] else {
      throw SQLiteError(
        .writeAheadLog,
        extendedCode: SQLiteError.cannotOpenCode,
        message: """
          the database keeps a write-ahead log, so it is more than one file; \
          `PRAGMA journal_mode = DELETE` in an SQLite shell turns that off
          """,
        path: path
      )
    }
  }
}

/// The size of the page cache.
package enum PageCache: Sendable {
  /// 16 MiB: the pages of indexes that rows hit at random stay in memory instead of going to the
  /// file and back. Half a million rows with two such indexes took 2.1 s in place of the 3.3 s with
  /// SQLite's own 2 MiB; 64 MiB were no faster.
  case wide
  /// 2 MiB, which fits a processor's cache: for rows read or written in order, whose pages are not
  /// needed again. On two cores with shared memory, a million rows take a tenth less time.
  case narrow

  /// The value for SQLite: kibibytes are negative.
  var setting: Int64 {
    switch self {
    case .wide: -16_384
    case .narrow: -2_048
    }
  }
}

/// A setting by PRAGMA.
private struct Pragma {
  let name: String

  /// The value after the equals sign.
  let value: String

  /// The value that SQLite reports.
  let expected: SQLiteValue

  /// The value that SQLite reports for a database in memory; `nil` if none.
  let expectedInMemory: SQLiteValue?

  init(_ name: String, _ value: String, reads expected: SQLiteValue) {
    self.init(name, value, reads: expected, inMemory: expected)
  }

  init(_ name: String, _ value: String, reads expected: SQLiteValue, inMemory: SQLiteValue?) {
    self.name = name
    self.value = value
    self.expected = expected
    expectedInMemory = inMemory
  }

  static let all = [
    // A single file when closed, and no commit lost in a power failure: EXTRA also syncs the folder
    // after the journal is deleted; otherwise the journal can reappear and undo the commit.
    Pragma("journal_mode", "DELETE", reads: .text("delete"), inMemory: .text("memory")),
    Pragma("synchronous", "EXTRA", reads: .integer(3)),
    Pragma("foreign_keys", "ON", reads: .integer(1)),
    // REPLACE fires delete triggers only with this setting, and triggers protect the trail.
    Pragma("recursive_triggers", "ON", reads: .integer(1)),
    Pragma("trusted_schema", "OFF", reads: .integer(0)),
    Pragma("cell_size_check", "ON", reads: .integer(1)),
    // A file that shrinks under a memory map kills the process; an ordinary read only fails.
    Pragma("mmap_size", "0", reads: .integer(0), inMemory: nil),
    // Sorting must not leave pupils' rows in /tmp.
    Pragma("temp_store", "MEMORY", reads: .integer(2)),
    // Deleted content is overwritten with zeros.
    Pragma("secure_delete", "ON", reads: .integer(1)),
    Pragma("cache_size", "\(PageCache.wide.setting)", reads: .integer(PageCache.wide.setting)),
  ]
}

/// A setting by sqlite3_db_config.
private struct Switch {
  let name: String
  let code: Int32
  let isOn: Bool

  static let all = [
    Switch(name: "defensive", code: SQLITE_DBCONFIG_DEFENSIVE, isOn: true),
    Switch(name: "double_quoted_strings_ddl", code: SQLITE_DBCONFIG_DQS_DDL, isOn: false),
    Switch(name: "double_quoted_strings_dml", code: SQLITE_DBCONFIG_DQS_DML, isOn: false),
    Switch(name: "load_extension", code: SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, isOn: false),
    // Closing a file that is refused must not change it.
    Switch(name: "no_checkpoint_on_close", code: SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, isOn: true),
  ]
}
