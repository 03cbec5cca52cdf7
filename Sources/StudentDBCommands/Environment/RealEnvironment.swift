import Files
import FoundationEssentials
import Glibc
import Report
import RosterReading
import StudentStore
import Terminal
import Workflows

extension Environment {
  /// The real streams, clock, randomness and environment of the process.
  static func real() -> Environment {
    let process = ProcessInfo.processInfo
    let isTerminal = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    var environment = Environment(
      variables: process.environment,
      currentDirectory: FileManager.default.currentDirectoryPath,
      login: process.environment["LOGNAME"] ?? process.environment["USER"] ?? process.userName,
      isInteractive: isTerminal,
      now: Self.present,
      randomBytes: Self.systemRandomness,
      output: { bytes in try StandardOutput.write(bytes) },
      message: { text in try? StandardError.write(Array((text + "\n").utf8)) },
      readLine: { Swift.readLine(strippingNewline: true) },
      standardInput: { try Self.standardInput() }
    )
    environment.checkOutput = { protected in try StandardOutput.check(sparing: protected) }
    environment.question = { text in try StandardError.write(Array((text + "\n").utf8)) }
    environment.isOutputTerminal = isatty(STDOUT_FILENO) == 1
    environment.isMessageTerminal = isatty(STDERR_FILENO) == 1
    if environment.isOutputTerminal {
      let size = TerminalSize.ofStandardOutput
      (environment.columns, environment.rows) = (size.columns, size.rows)
      environment.startPager = { command, variables in
        Pager.start(command, variables: variables)
      }
    }
    let start = ContinuousClock.now
    environment.seconds = { (ContinuousClock.now - start) / .seconds(1) }
    environment.limitMemory = { bytes in SchoolDatabase.limitMemory(toBytes: bytes) }
    environment.endAfter = { seconds in HardDeadline.set(seconds: seconds) }
    if isatty(STDERR_FILENO) == 1 {
      environment.progress = { text in
        ProcessSignals.lineIsOpen(text != ProgressLine.start)
        try? StandardError.write(Array(text.utf8))
      }
    }
    return environment
  }

  private static func standardInput() throws -> [UInt8] {
    do {
      return try PipedInput.all(of: .standardInput)
    } catch FileError.unreadable {
      throw CommandFailure(
        .noInput,
        "standard input cannot be read: it is closed, or a folder; name a file, or pipe one in"
      )
    }
  }

  /// The present moment in UTC.
  static func present() -> String {
    // ISO8601DateFormatter would load ICU's calendars and time zones: a tenth of a small import.
    Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }

  /// Random bytes of the system.
  static func systemRandomness(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }
}

/// Input that cannot be read twice: a pipe, or standard input.
enum PipedInput {
  /// The size limit; a larger list must be a file.
  private static let limit = 256 << 20

  /// All of it, or an error that says what to do instead.
  static func all(of file: InputFile) throws -> [UInt8] {
    do {
      return try file.rest(upTo: limit)
    } catch FileError.tooLong(let name, _) {
      throw CommandFailure(
        .data,
        "\(name): more than \(limit >> 20) MiB came in; save it as a file and import that"
      )
    }
  }
}
