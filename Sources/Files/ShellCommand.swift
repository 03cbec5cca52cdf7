import Glibc

/// A command of the user that gets a line on its standard input.
package enum ShellCommand {
  /// How it ended, where it did not succeed.
  package enum Failure: Error, Equatable {
    /// It could not be started.
    case notStarted(code: Int32)
    case status(Int32)
    case signal(Int32)
    /// It did not end in time, and was ended.
    case tooLong(seconds: Int)
  }

  /// The time that a command has.
  private static let seconds = 60

  /// Runs a command by the shell, and waits for it.
  ///
  /// Its output goes to standard error: standard output is the answer's.
  package static func run(_ command: String, input: String) throws(Failure) {
    var ends: [Int32] = [0, 0]
    guard unsafe pipe(&ends) == 0 else { throw .notStarted(code: errno) }
    let (reading, writing) = (ends[0], ends[1])
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var process: pid_t = 0
    // A process group of its own, so that all of it can be ended.
    let code = ChildProcess.start(
      ["/bin/sh", "-c", command],
      input: reading,
      output: STDERR_FILENO,
      group: .own,
      &process
    )
    // A line is shorter than a pipe holds. This end stays open until it is written, so that a command
    // which does not read it is no broken pipe.
    if code == 0 { try? Descriptor.write(Array(input.utf8), to: writing, name: "anchor command") }
    for end in ends { _ = close(end) }
    guard code == 0 else { throw .notStarted(code: code) }
    let status = try end(of: process)
    if status & 0x7F != 0 { throw .signal(status & 0x7F) }
    guard status >> 8 & 0xFF == 0 else { throw .status(status >> 8 & 0xFF) }
  }

  private static func end(of process: pid_t) throws(Failure) -> Int32 {
    var status: Int32 = 0
    for _ in 0..<seconds * 100 {
      let ended = unsafe waitpid(process, &status, WNOHANG)
      if ended == process { return status }
      if ended < 0, errno != EINTR { throw .notStarted(code: errno) }
      _ = usleep(10_000)
    }
    _ = kill(-process, SIGKILL)
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    throw .tooLong(seconds: seconds)
  }
}

extension ShellCommand.Failure: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notStarted(let code): "the command could not be started (error \(code))"
    case .status(let status): "the command ended with status \(status)"
    case .signal(let signal): "the command was ended by signal \(signal)"
    case .tooLong(let seconds): "the command did not end within \(seconds) seconds"
    }
  }
}
