import Glibc

/// The state to restore if the program dies, accessible to a signal handler.
///
/// A handler may call few functions and must not wait, so this memory is allocated once, before the
/// first handler, and never freed: no lock, no allocation, no reference count.
@safe struct Rescue {
  /// The original settings.
  var settings = termios()
  /// The descriptor for the settings.
  var input: Int32 = -1
  /// The descriptor for the sequence that leaves the screen.
  var output: Int32 = -1
  /// The descriptor to which a handler writes the number of its signal.
  var pipe: Int32 = -1
  /// Whether there is something to restore.
  var isArmed = false
  /// Whether the program was asked to end and has not ended yet.
  var isEnding = false

  /// The instance that handlers read.
  static nonisolated(unsafe) let shared: UnsafeMutablePointer<Rescue> = {
    let pointer = UnsafeMutablePointer<Rescue>.allocate(capacity: 1)
    unsafe pointer.initialize(to: Rescue())
    return unsafe pointer
  }()

  /// The original handling of each signal, by its number.
  static nonisolated(unsafe) let previous: UnsafeMutablePointer<sigaction> = {
    let pointer = UnsafeMutablePointer<sigaction>.allocate(capacity: count)
    unsafe pointer.initialize(repeating: sigaction(), count: count)
    return unsafe pointer
  }()

  /// The bytes that leave the screen.
  static nonisolated(unsafe) let farewell: UnsafeMutableBufferPointer<UInt8> = {
    let bytes = Array(ControlSequence.leave.utf8)
    let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
    _ = unsafe buffer.initialize(from: bytes)
    return unsafe buffer
  }()

  /// One more than the largest number of a signal.
  static let count = 65

  /// Restores the terminal, using only calls allowed in a signal handler.
  static func restore() {
    guard unsafe shared.pointee.isArmed else { return }
    unsafe shared.pointee.isArmed = false
    _ = unsafe write(shared.pointee.output, farewell.baseAddress, farewell.count)
    _ = unsafe tcsetattr(shared.pointee.input, TCSANOW, &shared.pointee.settings)
  }

  /// Restores the terminal, and lets the signal take its default effect.
  ///
  /// The signal is blocked while its handler runs, so that it takes its effect right after.
  static func restoreAndDie(_ signal: Int32) {
    restore()
    guard (1..<Int32(count)).contains(signal) else { return }
    _ = unsafe sigaction(signal, previous + Int(signal), nil)
    _ = raise(signal)
  }

  /// Tells the loop that a signal came; a second request to end takes effect at once.
  static func report(_ signal: Int32) {
    let code = errno
    if signal == SIGINT || signal == SIGTERM || signal == SIGHUP {
      guard unsafe !shared.pointee.isEnding else {
        restoreAndDie(signal)
        return
      }
      unsafe shared.pointee.isEnding = true
    }
    var byte = UInt8(truncatingIfNeeded: signal)
    // A full pipe holds enough to wake the loop.
    _ = unsafe write(shared.pointee.pipe, &byte, 1)
    errno = code
  }
}
