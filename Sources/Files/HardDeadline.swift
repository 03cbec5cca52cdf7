import Glibc

/// The end of a process that works longer than it may, for work that cannot be asked to stop.
///
/// A single call of one of SQLite's functions with two long texts can take hours, and asks nobody
/// meanwhile.
package enum HardDeadline {
  private static let sentence: StaticString =
    "studentdb: the query took longer than it may and was stopped\n"

  /// Bad data, as for a query that stops when asked.
  private static let status: Int32 = 65

  /// Ends the process after so many seconds, rounded up; 0 takes that back.
  ///
  /// Unfinished outputs are removed.
  package static func set(seconds: Double) {
    end(after: seconds) { _ in
      UnfinishedFiles.removeAll()
      _ = unsafe Glibc.write(
        STDERR_FILENO,
        HardDeadline.sentence.utf8Start,
        HardDeadline.sentence.utf8CodeUnitCount
      )
      _exit(HardDeadline.status)
    }
  }

  /// Ends the process after so many seconds without a word, as if it had nothing to say.
  package static func setSilently(seconds: Double) {
    end(after: seconds) { _ in _exit(0) }
  }

  private static func end(
    after seconds: Double,
    handler: @escaping @convention(c) (Int32) -> Void
  ) {
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = handler
    _ = unsafe sigaction(SIGALRM, &action, nil)
    _ = alarm(UInt32(min(max(0, seconds.rounded(.up)), 1_000_000)))
  }
}
