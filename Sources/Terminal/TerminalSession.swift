import Glibc

/// A terminal in exclusive use: on the alternate screen, key by key.
///
/// However the program ends (`close`, a signal, a crash), the terminal's settings and screen are
/// restored. Only one session can be open at a time.
package final class TerminalSession {
  /// What happened at the terminal.
  package enum Event: Equatable, Sendable {
    case key(Key)
    /// The window was resized, or the screen may have other content: repaint.
    case redraw
    /// Interrupted by Ctrl-C or a signal.
    case interrupted
    /// The terminal is gone.
    case inputEnded
  }

  /// The milliseconds after which an ESC is complete.
  private static let escapeDelay: Int32 = 50

  private let input: Int32
  private let output: Int32
  private let before: TerminalSettings
  private let signals: SignalWatch
  private var decoder = KeyDecoder()
  private var waiting: [Event] = []
  private var isOpen = true

  /// Opens the terminal from which the program was started.
  ///
  /// - Returns: nil if standard input or output is not a terminal.
  package convenience init?() {
    self.init(input: STDIN_FILENO, output: STDOUT_FILENO)
  }

  /// Opens a terminal with two descriptors.
  init?(input: Int32, output: Int32) {
    guard isatty(output) == 1, let settings = TerminalSettings(of: input),
      let signals = SignalWatch()
    else { return nil }
    precondition(unsafe !Rescue.shared.pointee.isArmed, "one session at a time")
    self.input = input
    self.output = output
    self.signals = signals
    before = settings
    unsafe Rescue.shared.pointee.settings = settings.words
    unsafe Rescue.shared.pointee.input = input
    unsafe Rescue.shared.pointee.output = output
    signals.begin()
    enter()
  }

  deinit { close() }

  /// Restores the terminal; a second call does nothing.
  package func close() {
    guard isOpen else { return }
    isOpen = false
    leave()
    signals.end()
  }

  /// The size of the window now.
  package var size: TerminalSize { TerminalSize(of: output) }

  /// Paints a frame.
  ///
  /// - Throws: `TerminalGone` if the terminal is closed.
  package func show(_ frame: Frame) throws(TerminalGone) {
    try write(frame.bytes(rows: size.rows))
  }

  /// Waits for the next event.
  ///
  /// Does not return on SIGTERM or SIGHUP: the terminal is restored and the signal takes effect.
  package func next() -> Event {
    while true {
      if !waiting.isEmpty { return waiting.removeFirst() }
      let (hasKeys, hasSignals) = wait()
      if hasSignals { for signal in signals.came() { take(signal) } }
      if hasKeys {
        takeKeys()
      } else if decoder.isWaiting {
        waiting += decoder.flush().map { .key($0) }
      }
    }
  }

  private func wait() -> (hasKeys: Bool, hasSignals: Bool) {
    var watched = [
      pollfd(fd: input, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals.reading, events: Int16(POLLIN), revents: 0),
    ]
    let limit = decoder.isWaiting ? Self.escapeDelay : -1
    let count = watched.count
    let ready = unsafe watched.withUnsafeMutableBufferPointer {
      unsafe poll($0.baseAddress, nfds_t(count), limit)
    }
    // An interrupted wait means that there is a signal.
    guard ready >= 0 else { return (false, true) }
    return (watched[0].revents != 0, watched[1].revents != 0)
  }

  private func takeKeys() {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(input, $0.baseAddress, $0.count) }
    if count > 0 {
      waiting += decoder.decode(Array(bytes.prefix(count))).map { .key($0) }
    } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
      waiting.append(.inputEnded)
    }
  }

  private func take(_ signal: Int32) {
    switch signal {
    case SIGINT: waiting.append(.interrupted)
    case SIGWINCH: waiting.append(.redraw)
    case SIGTSTP:
      leave()
      signals.stop()
      enter()
      waiting.append(.redraw)
    case SIGCONT:
      // After SIGSTOP, another program may have changed the terminal's state.
      enter()
      waiting.append(.redraw)
    default: SignalWatch.die(of: signal)
    }
  }

  private func enter() {
    unsafe Rescue.shared.pointee.isArmed = true
    before.keyByKey.apply(to: input)
    try? write(Array(ControlSequence.enter.utf8))
  }

  private func leave() {
    try? write(Array(ControlSequence.leave.utf8))
    before.apply(to: input)
    unsafe Rescue.shared.pointee.isArmed = false
  }

  private func write(_ bytes: [UInt8]) throws(TerminalGone) {
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(output, buffer.baseAddress?.advanced(by: done), buffer.count - done)
      }
      if count > 0 {
        done += count
      } else if errno == EAGAIN {
        var watched = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&watched, 1, -1)
      } else if errno != EINTR {
        throw TerminalGone()
      }
    }
  }
}

/// The window was closed, or the connection was lost.
package struct TerminalGone: Error, Equatable, CustomStringConvertible {
  package var description: String {
    "the terminal was closed; decisions that were reported as kept are saved"
  }
}
