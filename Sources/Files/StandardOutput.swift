import Glibc

/// The standard output of the process.
package enum StandardOutput {
  /// Its name in messages.
  static let name = "standard output"

  /// Writes all bytes, unbuffered.
  package static func write(_ bytes: [UInt8]) throws(FileError) {
    try Descriptor.write(bytes, to: STDOUT_FILENO, name: name)
  }

  /// Checks, before a command acts, that its output can be written.
  ///
  /// Detects a closed stream, a full device, a pipe without a reader, and a file that is the
  /// database or an input. A disk that becomes full later is detected then.
  package static func check(sparing protected: ProtectedFiles) throws(FileError) {
    if let status = FileStatus(of: STDOUT_FILENO), status.kind == .regular,
      let refusal = protected.refusal(of: status.identity)
    {
      throw .refused(name: name, refusal)
    }
    try Descriptor.tryWriting(to: STDOUT_FILENO, name: name)
  }
}

/// The standard error of the process, for messages and questions.
package enum StandardError {
  package static func write(_ bytes: [UInt8]) throws(FileError) {
    try Descriptor.write(bytes, to: STDERR_FILENO, name: "standard error")
  }
}
