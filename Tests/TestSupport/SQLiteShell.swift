import CSQLite
package import Dispatch

/// A file as another program changes it: without one of the settings that studentdb makes.
package enum SQLiteShell {
  /// Runs a script; the schema itself may be written to.
  ///
  /// - Returns: SQLite's words where a statement failed, else nil.
  package static func run(_ script: String, on path: String) -> String? {
    var database: OpaquePointer?
    defer { _ = unsafe sqlite3_close_v2(database) }
    guard unsafe sqlite3_open(path, &database) == SQLITE_OK else { return "cannot open \(path)" }
    let code = unsafe sqlite3_exec(
      database,
      "PRAGMA writable_schema = ON; PRAGMA foreign_keys = OFF; " + script,
      nil,
      nil,
      nil
    )
    guard code != SQLITE_OK else { return nil }
    return unsafe String(cString: sqlite3_errmsg(database))
  }

  /// Begins to write in another program's way: its COMMIT waits for whoever reads, and lets no further
  /// reader begin.
  ///
  /// - Returns: what is signalled when it has written.
  package static func beginWriting(on path: String) -> DispatchSemaphore {
    let ended = DispatchSemaphore(value: 0)
    DispatchQueue.global().async {
      _ = run(
        "PRAGMA busy_timeout = 60000; BEGIN IMMEDIATE; CREATE TABLE further (x); COMMIT",
        on: path
      )
      ended.signal()
    }
    return ended
  }
}
