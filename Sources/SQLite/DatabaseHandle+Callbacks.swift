import CSQLite
import Synchronization

// SQLite stores the address of an object and passes it in each call. The connection owns both the
// object and the database and closes the database first, so the address is always good.
extension DatabaseHandle {
  func setBusyTimeout(milliseconds: Int32) {
    _ = unsafe sqlite3_busy_timeout(pointer, milliseconds)
  }

  func interrupt() { unsafe sqlite3_interrupt(pointer) }

  func limitLength(to bytes: Int) -> Int {
    Int(unsafe sqlite3_limit(pointer, SQLITE_LIMIT_LENGTH, Int32(clamping: bytes)))
  }

  func limitStatement(to bytes: Int) {
    _ = unsafe sqlite3_limit(pointer, SQLITE_LIMIT_SQL_LENGTH, Int32(clamping: bytes))
  }

  /// Sets how many databases ATTACH may add, or with `nil` only asks; returns the limit before.
  func limitAttached(to count: Int32?) -> Int {
    Int(unsafe sqlite3_limit(pointer, SQLITE_LIMIT_ATTACHED, count ?? -1))
  }

  func setAuthorizer(_ rule: ReadingGuard) {
    let context = unsafe Unmanaged.passUnretained(rule).toOpaque()
    _ = unsafe sqlite3_set_authorizer(
      pointer,
      { context, action, object, detail, _, _ in
        guard let context = unsafe context else { return SQLITE_DENY }
        let rule = unsafe Unmanaged<ReadingGuard>.fromOpaque(context).takeUnretainedValue()
        let isAllowed = rule.allows(
          action: action,
          object: unsafe object.map { unsafe String(cString: $0) },
          detail: unsafe detail.map { unsafe String(cString: $0) }
        )
        return isAllowed ? SQLITE_OK : SQLITE_DENY
      },
      context
    )
  }

  func setProgressCheck(_ check: ProgressCheck?) {
    guard let check else { return unsafe sqlite3_progress_handler(pointer, 0, nil, nil) }
    let context = unsafe Unmanaged.passUnretained(check).toOpaque()
    unsafe sqlite3_progress_handler(
      pointer,
      Int32(ProgressCheck.interval),
      { context in
        guard let context = unsafe context else { return 1 }
        let check = unsafe Unmanaged<ProgressCheck>.fromOpaque(context).takeUnretainedValue()
        return check.goesOn() ? 0 : 1
      },
      context
    )
  }

  /// Copies every page of this database into `target` under one lock.
  func copyPages(to target: DatabaseHandle) -> Int32 {
    guard let copy = unsafe sqlite3_backup_init(target.pointer, "main", pointer, "main") else {
      return unsafe sqlite3_extended_errcode(target.pointer)
    }
    let step = unsafe sqlite3_backup_step(copy, -1)
    let end = unsafe sqlite3_backup_finish(copy)
    // Finishing repeats a hard error of the step but not that the source was busy.
    return step == SQLITE_DONE ? end : step
  }
}

/// Stops the running statement of a connection from any task or thread.
///
/// It does not keep the connection open; once that is closed it does nothing. The statement ends
/// with the kind `interrupted`, and when it was writing inside a transaction, SQLite rolls that
/// back. A statement that starts later is not affected.
package struct Interrupter: Sendable {
  // Unchecked because the handle is otherwise for one task alone. This one call SQLite allows
  // from every thread, as long as the connection is open.
  private struct Signal: @unchecked Sendable {
    let handle: DatabaseHandle

    func send() { handle.interrupt() }
  }

  // Shared by all copies; the lock keeps the connection from being closed during the call.
  private final class Target: Sendable {
    let signal: Mutex<Signal?>

    init(_ signal: Signal) { self.signal = Mutex(signal) }
  }

  private let target: Target

  init(for handle: DatabaseHandle) { target = Target(Signal(handle: handle)) }

  /// Stops what the connection is running now.
  package func interrupt() {
    target.signal.withLock { signal in signal?.send() }
  }

  /// Releases the connection, which is about to be closed.
  func detach() {
    target.signal.withLock { signal in signal = nil }
  }
}
