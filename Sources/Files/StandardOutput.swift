import Glibc

/// The standard output of the process.
package enum StandardOutput {
  /// What messages call it.
  static let name = "standard output"

  /// Writes all of some bytes; nothing of it waits in a buffer.
  package static func write(_ bytes: [UInt8]) throws(FileError) {
    try Descriptor.write(bytes, to: STDOUT_FILENO, name: name)
  }

  /// Makes sure, before a command acts, that its answer would be taken.
  ///
  /// Found are a stream that is closed, a full device, a pipe whose reader has gone, and a file that
  /// is the database or an input. A disk that fills up only later is found when it does.
  package static func check(sparing protected: ProtectedFiles) throws(FileError) {
    if let status = FileStatus(of: STDOUT_FILENO), status.kind == .regular,
      let refusal = protected.refusal(of: status.identity)
    {
      throw .refused(name: name, refusal)
    }
    try Descriptor.tryWriting(to: STDOUT_FILENO, name: name)
  }
}

/// The standard error of the process, where questions stand as well as messages.
package enum StandardError {
  package static func write(_ bytes: [UInt8]) throws(FileError) {
    try Descriptor.write(bytes, to: STDERR_FILENO, name: "standard error")
  }
}
