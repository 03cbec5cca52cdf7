import Glibc

/// What has to be put back should the program die, where a signal handler can reach it.
///
/// A handler may call few functions and must not wait for anything, so all of it lies in memory
/// that is taken once, before the first handler, and never given back: no lock, no allocation,
/// no reference count.
@safe struct Rescue {
  /// The settings from before.
  var settings = termios()
  /// Where the settings go.
  var input: Int32 = -1
  /// Where the sequence goes that leaves the screen.
  var output: Int32 = -1
  /// Where a handler writes the number of its signal.
  var pipe: Int32 = -1
  /// Whether there is something to put back.
  var isArmed = false
  /// Whether somebody has asked the program to end, and it has not yet.
  var isEnding = false

  /// The one that handlers look at.
  static nonisolated(unsafe) let shared: UnsafeMutablePointer<Rescue> = {
    let pointer = UnsafeMutablePointer<Rescue>.allocate(capacity: 1)
    unsafe pointer.initialize(to: Rescue())
    return unsafe pointer
  }()

  /// How each signal was treated before, by its number.
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

  /// Puts the terminal back as it was; only calls that a signal handler may make.
  static func restore() {
    guard unsafe shared.pointee.isArmed else { return }
    unsafe shared.pointee.isArmed = false
    _ = unsafe write(shared.pointee.output, farewell.baseAddress, farewell.count)
    _ = unsafe tcsetattr(shared.pointee.input, TCSANOW, &shared.pointee.settings)
  }

  /// Puts the terminal back, and lets the signal do what it would have done without us.
  ///
  /// The signal is blocked while its handler runs, so that it takes its effect right after.
  static func restoreAndDie(_ signal: Int32) {
    restore()
    guard (1..<Int32(count)).contains(signal) else { return }
    _ = unsafe sigaction(signal, previous + Int(signal), nil)
    _ = raise(signal)
  }

  /// Tells the loop that a signal came; a second wish to end is not left waiting.
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
