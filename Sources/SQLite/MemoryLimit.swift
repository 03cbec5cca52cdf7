import CSQLite

/// The limit on all memory that SQLite allocates in this process.
package enum MemoryLimit {
  /// Sets it, before the first connection of the process is opened.
  ///
  /// Beyond it, statements fail with the kind `outOfMemory`. SQLite holds a limit only while it
  /// counts its allocations, which it decides at its first use; ``DatabaseHandle`` would decide
  /// against it.
  ///
  /// - Returns: whether SQLite keeps it; it does not after the first use.
  package static func set(bytes: Int) -> Bool {
    guard csqlite_count_allocations() == SQLITE_OK else { return false }
    _ = sqlite3_hard_heap_limit64(Int64(bytes))
    return sqlite3_hard_heap_limit64(-1) == Int64(bytes)
  }
}

/// The SQLite library that the program found when it started.
package enum SQLiteLibrary {
  /// Such as 3.40.1.
  package static var version: String {
    // A constant of the library, which ends with a zero.
    unsafe String(cString: sqlite3_libversion())
  }
}
