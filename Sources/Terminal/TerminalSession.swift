import Glibc

/// A terminal while a program has it to itself: a screen of its own, and key by key.
///
/// However the program ends, the terminal has its settings and its screen back: by `close`, by a
/// signal, by a crash. Only one session can be open at a time.
package final class TerminalSession {
  /// What happened at the terminal.
  package enum Event: Equatable, Sendable {
    case key(Key)
    /// The window has another size, or the screen may show something else: paint it again.
    case redraw
    /// Interrupted by Ctrl-C or a signal.
    case interrupted
    /// The terminal is gone.
    case inputEnded
  }

  /// After so many milliseconds nothing more belongs to an ESC.
  private static let escapeDelay: Int32 = 50

  private let input: Int32
  private let output: Int32
  private let before: TerminalSettings
  private let signals: SignalWatch
  private var decoder = KeyDecoder()
  private var waiting: [Event] = []
  private var isOpen = true

  /// Takes over the terminal that the program was started from.
  ///
  /// - Returns: nil where standard input or output is none.
  package convenience init?() {
    self.init(input: STDIN_FILENO, output: STDOUT_FILENO)
  }

  /// Takes over a terminal behind two descriptors.
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

  /// Gives the terminal back; a second time does nothing.
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
  /// - Throws: `TerminalGone` where nobody can see it.
  package func show(_ frame: Frame) throws(TerminalGone) {
    try write(frame.bytes(rows: size.rows))
  }

  /// Waits for what happens next.
  ///
  /// Does not return where the program is told to end by SIGTERM or SIGHUP: the terminal is put
  /// back and the signal does what it does.
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
    // An interrupted wait has a signal to tell of.
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
      // Stopped by force: whoever had the terminal since may have left it otherwise.
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

/// The window was closed, or the line to it is cut.
package struct TerminalGone: Error, Equatable, CustomStringConvertible {
  package var description: String {
    "the terminal was closed; decisions that were reported as kept are saved"
  }
}
