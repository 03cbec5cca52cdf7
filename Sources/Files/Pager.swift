import Glibc

/// A program that shows a long answer screen by screen.
package protocol PagerStream: AnyObject {
  /// Passes bytes on, and waits while the pager takes none.
  ///
  /// - Returns: false once the user has left the pager.
  func write(_ bytes: [UInt8]) throws(FileError) -> Bool

  /// Waits until the user has left the pager.
  ///
  /// - Returns: false where it turns out that it was never started, so that nobody saw anything.
  func finish() -> Bool
}

/// The pager of the user, on the terminal of this process.
///
/// While it runs, Ctrl-C and Ctrl-\ are the pager's alone, and a signal that ends this process ends the
/// pager first, so that it gives the terminal back.
package final class Pager: PagerStream {
  /// The pager that a signal ends; set before there is a handler for it.
  private nonisolated(unsafe) static var shown: pid_t = 0
  private static let ofTheKeyboard = [SIGINT, SIGQUIT]
  private static let ending = [SIGTERM, SIGHUP]
  /// What a shell says of a command that is not there, or that is no program.
  private static let notStarted: Set<Int32> = [126, 127]

  private let process: pid_t
  private var writing: Int32?
  private let handlers: Handlers

  private init(_ process: pid_t, writing: Int32, handlers: Handlers) {
    self.process = process
    self.writing = writing
    self.handlers = handlers
  }

  /// Starts a pager.
  ///
  /// - Parameters:
  ///   - command: A program with its arguments, or a line for the shell.
  ///   - variables: Its environment, each as `NAME=value`.
  /// - Returns: The pager; nil where it cannot be started.
  package static func start(_ command: String, variables: [String]) -> Pager? {
    var ends: [Int32] = [0, 0]
    guard unsafe pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let handlers = Handlers()
    var process: pid_t = 0
    // Only without a shell is it known at once that a program is not there.
    let code = ChildProcess.start(
      words(of: command) ?? ["/bin/sh", "-c", command],
      variables: variables,
      input: ends[0],
      output: STDOUT_FILENO,
      group: .ours,
      &process
    )
    _ = close(ends[0])
    guard code == 0 else {
      _ = close(ends[1])
      handlers.restore()
      return nil
    }
    unsafe shown = process
    return Pager(process, writing: ends[1], handlers: handlers)
  }

  package func write(_ bytes: [UInt8]) throws(FileError) -> Bool {
    guard let writing else { return false }
    do throws(FileError) {
      try Descriptor.write(bytes, to: writing, name: "the pager")
      return true
    } catch {
      guard error.isOfReader else { throw error }
      return false
    }
  }

  package func finish() -> Bool {
    guard let writing else { return true }
    _ = close(writing)
    self.writing = nil
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    unsafe Self.shown = 0
    handlers.restore()
    return status & 0x7F != 0 || !Self.notStarted.contains(status >> 8 & 0xFF)
  }

  /// The words of a command that needs no shell; nil for any other.
  static func words(of command: String) -> [String]? {
    let special = Set("|&;<>()$`\\\"'*?[]#~=%{}!\n\t".unicodeScalars)
    guard !command.unicodeScalars.contains(where: special.contains) else { return nil }
    return command.split(separator: " ").map(String.init)
  }

  /// The handling of signals before the pager, which comes back after it.
  private struct Handlers {
    private var before: [(signal: Int32, action: sigaction)] = []

    init() {
      for signal in Pager.ofTheKeyboard {
        var ignoring = sigaction()
        unsafe ignoring.__sigaction_handler.sa_handler = SIG_IGN
        replace(signal, by: ignoring)
      }
      for signal in Pager.ending {
        var action = sigaction()
        unsafe action.__sigaction_handler.sa_handler = { _ in
          let pager = unsafe Pager.shown
          if pager > 0 {
            _ = kill(pager, SIGTERM)
            _ = waitpid(pager, nil, 0)
          }
          UnfinishedFiles.removeAll()
          _exit(ProcessSignals.interrupted)
        }
        replace(signal, by: action)
      }
    }

    private mutating func replace(_ signal: Int32, by action: sigaction) {
      var action = action
      var old = sigaction()
      _ = unsafe sigaction(signal, &action, &old)
      before.append((signal, old))
    }

    func restore() {
      for (signal, action) in before {
        var action = action
        _ = unsafe sigaction(signal, &action, nil)
      }
    }
  }
}
