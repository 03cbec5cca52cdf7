import Glibc

/// The browser of the desktop, where there is one.
package enum Browser {
  /// Asks the desktop to show a file, and does not wait for it.
  ///
  /// - Returns: whether there is a program for it.
  @discardableResult
  package static func show(_ path: String) -> Bool {
    // The shell leaves the browser to itself and ends at once.
    let script =
      "command -v xdg-open >/dev/null 2>&1 || exit 1; xdg-open \"$1\" </dev/null >/dev/null 2>&1 &"
    let arguments = ["sh", "-c", script, "sh", path]
    var pointers = unsafe arguments.map { unsafe strdup($0) } + [nil]
    defer {
      for index in arguments.indices { unsafe free(pointers[index]) }
    }
    var process: pid_t = 0
    guard unsafe posix_spawn(&process, "/bin/sh", nil, nil, &pointers, environ) == 0 else {
      return false
    }
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status == 0
  }
}
