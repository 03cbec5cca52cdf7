import Files
import Foundation
import Glibc
import Report
import RosterReading
import Terminal
import Workflows

extension Environment {
  /// The real streams, clock, randomness and environment of the process.
  static func real() -> Environment {
    let process = ProcessInfo.processInfo
    let isTerminal = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    // ISO8601DateFormatter would load ICU's calendars and time zones: a tenth of a small import.
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    var environment = Environment(
      variables: process.environment,
      currentDirectory: FileManager.default.currentDirectoryPath,
      login: process.environment["LOGNAME"] ?? process.environment["USER"] ?? NSUserName(),
      isInteractive: isTerminal,
      now: { Date().formatted(style) },
      randomBytes: Self.systemRandomness,
      output: { bytes in try StandardOutput.write(bytes) },
      message: { text in try? StandardError.write(Array((text + "\n").utf8)) },
      readLine: { Swift.readLine(strippingNewline: true) },
      standardInput: { try Self.wholeStandardInput() }
    )
    environment.checkOutput = { protected in try StandardOutput.check(sparing: protected) }
    environment.question = { text in try StandardError.write(Array((text + "\n").utf8)) }
    environment.isOutputTerminal = isatty(STDOUT_FILENO) == 1
    environment.isMessageTerminal = isatty(STDERR_FILENO) == 1
    if environment.isOutputTerminal { environment.columns = TerminalSize.ofStandardOutput.columns }
    let start = ContinuousClock.now
    environment.seconds = { (ContinuousClock.now - start) / .seconds(1) }
    if isatty(STDERR_FILENO) == 1 {
      environment.progress = { text in try? StandardError.write(Array(text.utf8)) }
    }
    return environment
  }

  /// Bytes of the system's random device, one call for as many as are wanted.
  private static func systemRandomness(_ count: Int) throws -> [UInt8] {
    guard let device = FileHandle(forReadingAtPath: "/dev/urandom"),
      let bytes = try device.read(upToCount: count), bytes.count == count
    else { throw CommandFailure(.software, "the system's random device gives no bytes") }
    try device.close()
    return Array(bytes)
  }

  /// The most of standard input that is taken; a larger list has to come as a file.
  fileprivate static let standardInputLimit = 256 << 20

  private static func wholeStandardInput() throws -> [UInt8] {
    do {
      return try FileHandle.standardInput.everything(
        upTo: standardInputLimit,
        name: "standard input"
      )
    } catch let error as CommandFailure {
      throw error
    } catch {
      throw CommandFailure(
        .noInput,
        "standard input cannot be read: it is closed, or a folder; name a file, or pipe one in"
      )
    }
  }
}

extension FileHandle {
  /// All bytes of a stream that can be read once only.
  fileprivate func everything(upTo limit: Int, name: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while let piece = try read(upToCount: 1 << 20), !piece.isEmpty {
      bytes += piece
      guard bytes.count <= limit else {
        throw CommandFailure(
          .data,
          "\(name): more than \(limit >> 20) MiB came in; save it as a file and import that"
        )
      }
    }
    return bytes
  }
}

/// Reads a file piece by piece.
struct FileReader: ByteReader {
  private let handle: FileHandle
  private var isAtEnd = false
  private static let pieceLength = 1 << 18

  init(path: String) throws {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw CommandFailure(.permission, "\(path): cannot be opened for reading")
    }
    self.handle = handle
  }

  /// All bytes of a pipe.
  static func wholePipe(_ path: String) throws -> [UInt8] {
    try FileReader(path: path).handle.everything(upTo: Environment.standardInputLimit, name: path)
  }

  mutating func next() throws -> [UInt8] {
    guard !isAtEnd else { return [] }
    guard let piece = try handle.read(upToCount: Self.pieceLength), !piece.isEmpty else {
      isAtEnd = true
      try handle.close()
      return []
    }
    return Array(piece)
  }
}
