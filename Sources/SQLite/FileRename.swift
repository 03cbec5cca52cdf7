import Glibc

/// Puts a finished file in the place of another, in one step: whoever looks sees the old one whole
/// or the new one whole.
///
/// - Throws: `permission`, or `io` with the system's reason.
package func renameFile(_ finished: String, to path: String) throws(SQLiteError) {
  guard unsafe rename(finished, path) != 0 else { return }
  let code = errno
  let reason = unsafe String(cString: strerror(code))
  throw SQLiteError(
    code == EACCES || code == EPERM ? .permission : .io,
    extendedCode: code,
    message: reason,
    path: path
  )
}
