/// The exit statuses: the numbers of sysexits.h and a few more.
package enum ExitStatus: Int32, Sendable {
  case done = 0
  /// A check found something.
  case some = 1
  /// The run is not fit for use; it is kept and marked.
  case notFit = 3
  /// Open items, or rejected lines.
  case workLeft = 4
  /// Refused, because it would invalidate a signature.
  case signed = 5
  case usage = 64
  /// Bad data, a broken trail, an SQL error.
  case data = 65
  case noInput = 66
  /// A bug of ours.
  case software = 70
  case cannotCreate = 73
  /// Input, output, or a full disk.
  case io = 74
  /// Busy; try again.
  case busy = 75
  case permission = 77
  case interrupted = 130
}
