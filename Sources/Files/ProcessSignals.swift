import Glibc

/// How the process treats signals and its standard streams, from its first moment on.
package enum ProcessSignals {
  /// Those that ask the program to end.
  private static let ending = [SIGINT, SIGTERM, SIGHUP]
  /// The status of a program that was interrupted.
  private static let interrupted: Int32 = 130

  /// Begins.
  ///
  /// - SIGINT, SIGTERM and SIGHUP remove the unfinished outputs of this process and end it with 130;
  ///   what was acknowledged stays. One that was ignored, as under `nohup`, stays ignored.
  /// - SIGPIPE and SIGXFSZ are ignored: the write fails, and what was kept is said.
  /// - A standard stream that is closed becomes one that takes nothing: a file that is opened later
  ///   would have its number, and messages would be written into it.
  package static func begin() {
    fillStandardStreams()
    UnfinishedFiles.prepare()
    for signal in ending {
      var action = sigaction()
      unsafe action.__sigaction_handler.sa_handler = { _ in
        UnfinishedFiles.removeAll()
        _exit(ProcessSignals.interrupted)
      }
      var before = sigaction()
      _ = unsafe sigaction(signal, &action, &before)
      let wasIgnored = unsafe before.__sigaction_handler.sa_handler.map {
        unsafe unsafeBitCast($0, to: Int.self) == 1
      }
      if wasIgnored == true { _ = unsafe sigaction(signal, &before, nil) }
    }
    for ignored in [SIGPIPE, SIGXFSZ] { _ = signal(ignored, SIG_IGN) }
  }

  /// Runs something short that no ending signal comes between.
  static func heldBack<Result>(_ body: () -> Result) -> Result {
    var held = sigset_t()
    var before = sigset_t()
    _ = unsafe sigemptyset(&held)
    for signal in ending { _ = unsafe sigaddset(&held, signal) }
    _ = unsafe pthread_sigmask(SIG_BLOCK, &held, &before)
    defer { _ = unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
    return body()
  }

  private static func fillStandardStreams() {
    for (stream, flags) in [
      (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY),
    ] where fcntl(stream, F_GETFD) < 0 {
      // The lowest free number is the one that is missing.
      _ = unsafe open("/dev/null", flags)
    }
  }
}
