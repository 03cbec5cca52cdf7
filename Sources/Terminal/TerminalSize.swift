import Glibc

/// The size of a window in characters.
package struct TerminalSize: Equatable, Sendable {
  package let columns: Int
  package let rows: Int

  /// The size assumed for a terminal that does not report one.
  package static let standard = TerminalSize(columns: 80, rows: 24)

  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }

  /// The size of the window of standard output.
  package static var ofStandardOutput: TerminalSize { TerminalSize(of: STDOUT_FILENO) }

  /// The size of a descriptor's window; `standard` if unknown.
  init(of descriptor: Int32) {
    var window = winsize()
    // The request fills in the given structure.
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0,
      window.ws_col > 0, window.ws_row > 0
    else {
      self = .standard
      return
    }
    self.init(columns: Int(window.ws_col), rows: Int(window.ws_row))
  }
}
