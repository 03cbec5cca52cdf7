import Synchronization

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

  /// Lets go of the connection, which is about to be closed.
  func detach() {
    target.signal.withLock { signal in signal = nil }
  }
}
