import Glibc

/// Handles signals during a terminal session, and restores the earlier handling afterwards.
///
/// A signal that can wait becomes a byte in a pipe, which the loop reads together with the keys.
/// For one that cannot (the program crashed), the handler restores the terminal.
struct SignalWatch {
  /// Those that can wait.
  private static let reported = [
    SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT, SIGWINCH,
  ]
  /// Those after which the program cannot continue.
  private static let fatal = [
    SIGQUIT, SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGSYS, SIGXCPU, SIGALRM, SIGUSR1,
    SIGUSR2, SIGPIPE,
  ]

  /// The reading end of the pipe.
  let reading: Int32
  private let writing: Int32

  /// Creates the pipe; nil if the system has no free descriptors.
  init?() {
    var ends: [Int32] = [-1, -1]
    let made = unsafe ends.withUnsafeMutableBufferPointer { buffer in
      unsafe pipe(buffer.baseAddress)
    }
    guard made == 0 else { return nil }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      // Neither a handler nor the loop may be held up by the pipe.
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    reading = ends[0]
    writing = ends[1]
  }

  /// Installs the handlers; the state to restore must already be in `Rescue`.
  func begin() {
    // Allocated before the first handler can read it.
    _ = unsafe (Rescue.previous, Rescue.farewell)
    unsafe Rescue.shared.pointee.pipe = writing
    unsafe Rescue.shared.pointee.isEnding = false
    useAnotherStack()
    for signal in Self.reported { watch(signal) { Rescue.report($0) } }
    for signal in Self.fatal { watch(signal) { Rescue.restoreAndDie($0) } }
  }

  /// Restores the earlier handling of every signal.
  func end() {
    for signal in Self.reported + Self.fatal {
      _ = unsafe sigaction(signal, Rescue.previous + Int(signal), nil)
    }
    _ = close(reading)
    _ = close(writing)
  }

  /// The signals since the last call, in order.
  func came() -> [Int32] {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = unsafe bytes.withUnsafeMutableBytes {
      unsafe read(reading, $0.baseAddress, $0.count)
    }
    return bytes.prefix(max(0, count)).map { Int32($0) }
  }

  /// Stops the program for Ctrl-Z, after the terminal was restored; returns when the program
  /// continues.
  func stop() {
    var usual = sigaction()
    var ours = sigaction()
    unsafe usual.__sigaction_handler.sa_handler = SIG_DFL
    _ = unsafe sigaction(SIGTSTP, &usual, &ours)
    _ = raise(SIGTSTP)
    _ = unsafe sigaction(SIGTSTP, &ours, nil)
  }

  /// Ends the program as a signal ends one.
  static func die(of signal: Int32) {
    Rescue.restoreAndDie(signal)
  }

  private func watch(_ signal: Int32, _ handler: @convention(c) (Int32) -> Void) {
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = handler
    action.sa_flags = Int32(SA_ONSTACK) | Int32(SA_RESTART)
    let before = unsafe Rescue.previous + Int(signal)
    _ = unsafe sigaction(signal, &action, before)
    // A signal ignored at the start stays ignored, as under nohup.
    let wasIgnored = unsafe before.pointee.__sigaction_handler.sa_handler.map {
      unsafe unsafeBitCast($0, to: Int.self) == 1
    }
    if wasIgnored == true, signal != SIGTSTP { _ = unsafe sigaction(signal, before, nil) }
  }

  /// A handler after a stack overflow needs another stack, allocated once.
  private func useAnotherStack() {
    var present = unsafe stack_t()
    guard unsafe sigaltstack(nil, &present) == 0, unsafe present.ss_flags & Int32(SS_DISABLE) != 0
    else { return }
    let size = 1 << 16
    var stack = unsafe stack_t()
    unsafe stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    unsafe stack.ss_size = size
    _ = unsafe sigaltstack(&stack, nil)
  }
}
