import Glibc

/// How many characters a window has room for.
package struct TerminalSize: Equatable, Sendable {
  package let columns: Int
  package let rows: Int

  /// What a terminal has that does not say.
  package static let standard = TerminalSize(columns: 80, rows: 24)

  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }

  /// The size of the window that standard output goes to.
  package static var ofStandardOutput: TerminalSize { TerminalSize(of: STDOUT_FILENO) }

  /// The size of the window behind a descriptor; `standard` where it does not say.
  init(of descriptor: Int32) {
    var window = winsize()
    // The request fills in the one structure that it is handed.
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0,
      window.ws_col > 0, window.ws_row > 0
    else {
      self = .standard
      return
    }
    self.init(columns: Int(window.ws_col), rows: Int(window.ws_row))
  }
}
