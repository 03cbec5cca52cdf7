import Glibc

/// The settings of a terminal line.
struct TerminalSettings {
  private(set) var words: termios

  /// The settings of a descriptor; nil if it is not a terminal.
  init?(of descriptor: Int32) {
    var words = termios()
    guard unsafe tcgetattr(descriptor, &words) == 0 else { return nil }
    self.words = words
  }

  /// The same settings for reading key by key: nothing is echoed, edited or translated.
  ///
  /// Ctrl-C, Ctrl-Z and Ctrl-\ still send their signals, so that they work even while the program
  /// is busy. Newlines in output still work.
  var keyByKey: TerminalSettings {
    var changed = self
    changed.words.c_iflag &= ~tcflag_t(BRKINT | ICRNL | INLCR | IGNCR | ISTRIP | IXON | INPCK)
    changed.words.c_lflag &= ~tcflag_t(ICANON | ECHO | ECHONL | IEXTEN)
    changed.words.c_lflag |= tcflag_t(ISIG)
    unsafe withUnsafeMutableBytes(of: &changed.words.c_cc) { characters in
      // A read waits for one byte, and for no longer.
      unsafe characters[Int(VMIN)] = 1
      unsafe characters[Int(VTIME)] = 0
    }
    return changed
  }

  /// Applies the settings to a descriptor after its output is written.
  ///
  /// - Returns: false if the terminal is gone.
  @discardableResult
  func apply(to descriptor: Int32) -> Bool {
    var copy = words
    while unsafe tcsetattr(descriptor, TCSADRAIN, &copy) != 0 {
      guard errno == EINTR else { return false }
    }
    return true
  }
}
