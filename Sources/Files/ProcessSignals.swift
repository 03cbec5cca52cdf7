import Glibc

/// The handling of signals and standard streams, from the start of the process.
package enum ProcessSignals {
  /// The signals that ask the program to end.
  private static let ending = [SIGINT, SIGTERM, SIGHUP]
  /// The exit status after an interruption.
  static let interrupted: Int32 = 130

  /// Set once, before there is a handler.
  private nonisolated(unsafe) static var endsItself: @convention(c) () -> Bool = { false }

  private static let sentence: StaticString =
    "studentdb: interrupted; what was completed is in \"studentdb log\", the rest is not kept\n"

  /// Whether a line that is overwritten again and again stands on the terminal.
  private nonisolated(unsafe) static var hasOpenLine = false

  /// Says whether a line of progress stands on the terminal, so that a handler's message begins below it.
  package static func lineIsOpen(_ isOpen: Bool) { unsafe hasOpenLine = isOpen }

  /// Says so, with a call that a handler may make.
  private static func say() {
    var newline = UInt8(ascii: "\n")
    if unsafe hasOpenLine { _ = unsafe Glibc.write(STDERR_FILENO, &newline, 1) }
    _ = unsafe Glibc.write(STDERR_FILENO, sentence.utf8Start, sentence.utf8CodeUnitCount)
  }

  /// Installs the handling.
  ///
  /// - SIGINT, SIGTERM and SIGHUP remove the unfinished outputs and end the process with 130;
  ///   acknowledged work stays. While a change is being written, the process ends by itself once the
  ///   change is taken back. An ignored signal, as under `nohup`, stays ignored.
  /// - SIGPIPE and SIGXFSZ are ignored: the write fails instead, and the message says what was
  ///   kept.
  /// - A closed standard stream is replaced by one that refuses data. Otherwise a file opened later
  ///   would get its number, and messages would be written into it.
  ///
  /// `endsItself`: asks a running change to be taken back, and answers whether there is one; called in
  /// the handler.
  package static func begin(endsItself: @escaping @convention(c) () -> Bool) {
    fillStandardStreams()
    unsafe self.endsItself = endsItself
    UnfinishedFiles.prepare()
    for signal in ending {
      var action = sigaction()
      unsafe action.__sigaction_handler.sa_handler = { _ in
        if unsafe ProcessSignals.endsItself() { return }
        UnfinishedFiles.removeAll()
        ProcessSignals.say()
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

  /// Whether an ending signal has come that is held back.
  static var isEndingAsked: Bool {
    var pending = sigset_t()
    guard unsafe sigpending(&pending) == 0 else { return false }
    return ending.contains { unsafe sigismember(&pending, $0) == 1 }
  }

  /// Runs a closure with the ending signals blocked; one that takes longer asks ``isEndingAsked``.
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
      // The lowest free number is the missing one.
      _ = unsafe open("/dev/null", flags)
    }
  }
}
