import CSQLite
import Glibc

/// An open database as the C library knows it: one Swift function for each C call.
///
/// Like ``StatementHandle`` a bare pointer. ``Connection`` owns it and closes it once, after the
/// last statement is finalized.
@safe struct DatabaseHandle {
  let pointer: OpaquePointer

  /// Switches SQLite's counts of allocations off, which it allows only before its first use.
  ///
  /// Nobody asks for them, and they are kept under one lock of the whole process: two connections on
  /// two cores spent half of their time waiting for it.
  private static let countsNoAllocations: Void = {
    _ = csqlite_count_no_allocations()
  }()

  /// Opens a database; on failure the half-open one is closed and its error thrown.
  ///
  /// Each connection is used by one task at a time, which the compiler checks, so SQLite's own
  /// mutexes are left off. NOFOLLOW refuses a file that was swapped for a symbolic link at the
  /// last moment.
  init(opening name: String, writable: Bool) throws(SQLiteError) {
    _ = Self.countsNoAllocations
    var pointer: OpaquePointer?
    let access = writable ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY
    let flags = access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_NOFOLLOW
    let code = unsafe sqlite3_open_v2(name, &pointer, flags, nil)
    guard let pointer = unsafe pointer else {
      throw SQLiteError(.outOfMemory, extendedCode: code, message: "out of memory", path: name)
    }
    unsafe self.pointer = pointer
    _ = unsafe sqlite3_extended_result_codes(pointer, 1)
    guard code == SQLITE_OK else {
      let error = failure(code, path: name)
      close()
      throw error
    }
  }

  func close() { _ = unsafe sqlite3_close_v2(pointer) }

  var isInTransaction: Bool { unsafe sqlite3_get_autocommit(pointer) == 0 }
  var isWriting: Bool { unsafe sqlite3_txn_state(pointer, "main") == SQLITE_TXN_WRITE }
  var isReadOnly: Bool { unsafe sqlite3_db_readonly(pointer, "main") == 1 }
  var lastInsertedRowID: Int64 { unsafe sqlite3_last_insert_rowid(pointer) }
  var changes: Int { Int(unsafe sqlite3_changes64(pointer)) }
  var totalChanges: Int { Int(unsafe sqlite3_total_changes64(pointer)) }

  /// The error that the last call left behind; SQLite's text is copied before the next call.
  func failure(
    _ code: Int32,
    sql: String? = nil,
    path: String?,
    doing activity: SQLiteError.Activity = .running
  ) -> SQLiteError {
    // A failed call may return a plain code while the connection knows the extended one.
    let known = unsafe sqlite3_extended_errcode(pointer)
    let extended = known & 0xff == code & 0xff ? known : code
    var message = unsafe String(cString: sqlite3_errmsg(pointer))
    let offset = Int(exactly: unsafe sqlite3_error_offset(pointer)).flatMap { $0 < 0 ? nil : $0 }
    var kind = SQLiteError.Kind(extendedCode: extended, doing: activity)
    if kind == .authorization, case .refusedCompiling(let what) = activity { message = what }
    // SQLite says that it cannot open, read or write, and the system why.
    let reason = unsafe sqlite3_system_errno(pointer)
    if kind == .io || kind == .cannotOpen, reason != 0 {
      message += ": " + (unsafe String(cString: strerror(reason)))
      if kind == .cannotOpen { kind = SQLiteError.Kind(openingFailure: reason) ?? kind }
    }
    return SQLiteError(
      kind,
      extendedCode: extended,
      message: message,
      sql: sql,
      path: path,
      offset: offset
    )
  }

  /// The result of compiling the start of a script.
  struct Preparation {
    let code: Int32

    /// `nil` when there was an error, or nothing but white space and comments.
    let statement: StatementHandle?

    /// The bytes of the statement, including its semicolon.
    let length: Int
  }

  /// Compiles the first statement in `script`.
  ///
  /// The bytes need no NUL at the end: their count is passed. `persistent` tells SQLite that the
  /// statement will be used more than once.
  func prepare(_ script: borrowing Span<UInt8>, persistent: Bool) -> Preparation {
    guard let count = Int32(exactly: script.count) else {
      return Preparation(code: SQLITE_TOOBIG, statement: nil, length: 0)
    }
    let flags = persistent ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
    return unsafe script.withUnsafeBytes { bytes in
      guard let text = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self) else {
        return Preparation(code: SQLITE_OK, statement: nil, length: 0)
      }
      var statement: OpaquePointer?
      var tail: UnsafePointer<CChar>?
      let code = unsafe sqlite3_prepare_v3(pointer, text, count, flags, &statement, &tail)
      let length = unsafe tail.map { unsafe $0 - text } ?? Int(count)
      let handle = unsafe statement.map { unsafe StatementHandle($0) }
      return Preparation(code: code, statement: handle, length: length)
    }
  }

  /// Sets a switch of sqlite3_db_config, or with `nil` only reads it; returns its value.
  func setSwitch(_ name: Int32, to wanted: Bool?) -> Bool? {
    var state: Int32 = -1
    let request: Int32 = wanted.map { $0 ? 1 : 0 } ?? -1
    let code = unsafe csqlite_switch(pointer, name, request, &state)
    return code == SQLITE_OK ? state != 0 : nil
  }
}
