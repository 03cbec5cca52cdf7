import Files
import Foundation
import StudentDBCommands
import TestSupport

/// A world of its own for one test: an empty folder that goes away with it, a clock that moves on
/// by a second whenever it is looked at, randomness from a seed, and streams in memory.
final class TestWorld {
  /// The folder that the commands run in.
  let folder: URL
  /// What the person types, line by line.
  var lines: [String] = []
  /// All of standard input, for `import -`.
  var standardInput: [UInt8] = []
  /// Whether a person sits at both ends.
  var isInteractive = false
  /// Whether standard output is a terminal.
  var isOutputTerminal = false
  /// Whether standard error is one.
  var isMessageTerminal = false
  /// How many columns and rows the terminal has.
  var columns: Int?
  var rows: Int?
  /// The pager that is there; nil for none.
  var pager: TestPager?
  /// What was shown on standard error to be overwritten, where that is a terminal.
  var progress: [String]?
  /// How many seconds the clock of progress moves on by whenever it is looked at.
  var secondsPerLook = 0.0
  /// Variables of the environment.
  var environment: [String: String] = ["STUDENTDB_ACTOR": "Edmond"]

  /// The commit that the program says it was built from.
  var commit: String?

  /// What is wrong with standard output.
  var outputFault = OutputFault.none
  /// Whether nobody can see what is asked on standard error.
  var isDeaf = false

  /// Ways in which an answer cannot be given.
  enum OutputFault {
    case none
    /// It is seen before anything is written, as of /dev/full or of a pipe whose reader has gone.
    case known
    /// It takes so many pieces, as of a disk that fills up.
    case after(Int)
  }

  private var pieces = 0
  private var output: [UInt8] = []
  private var messages: [String] = []
  private var seconds = 0
  private var looks = 0.0
  private var generator = SeededGenerator(seed: 1)

  /// Makes the folder with some files in it.
  init(_ files: [String: String] = [:]) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("studentdb-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in files { try write(text, to: name) }
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  /// Runs one command line.
  func run(_ arguments: String...) -> Answer { run(arguments) }

  /// Runs one command line.
  func run(_ arguments: [String]) -> Answer {
    output = []
    messages = []
    pieces = 0
    let status = CommandLineProgram.run(arguments, in: world)
    return Answer(
      status: status,
      output: output,
      messages: messages.joined(separator: "\n")
    )
  }

  /// Runs one command line that is expected to be done, and reads its JSON.
  func json(_ arguments: String...) throws -> JSON {
    try run(arguments + ["--json"]).json
  }

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: folder.appendingPathComponent(name))
  }

  /// The bytes of a file; nil where there is none.
  func bytes(_ name: String) -> [UInt8]? {
    (try? Data(contentsOf: folder.appendingPathComponent(name))).map { [UInt8]($0) }
  }

  func text(_ name: String) -> String? {
    bytes(name).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The names of all that is in the folder, in order.
  var contents: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }

  /// The database's bytes, to see that nothing was changed.
  var database: [UInt8]? { bytes("school.studentdb") }

  /// The streams, the clock and the rest, for what is tested without a command line.
  var world: Environment {
    var world = Environment(
      variables: environment,
      currentDirectory: folder.path,
      login: "login",
      isInteractive: isInteractive,
      now: { self.tick() },
      randomBytes: { count in
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &self.generator) }
      },
      output: { try self.take($0) },
      message: { self.messages.append($0) },
      readLine: { self.lines.isEmpty ? nil : self.lines.removeFirst() },
      standardInput: { self.standardInput }
    )
    world.isOutputTerminal = isOutputTerminal
    world.isMessageTerminal = isMessageTerminal
    world.columns = columns
    world.commit = commit
    world.rows = rows
    world.startPager = { command, variables in
      self.pager?.start(command, variables)
    }
    if progress != nil { world.progress = { self.progress?.append($0) } }
    world.seconds = {
      defer { self.looks += self.secondsPerLook }
      return self.looks
    }
    world.checkOutput = { _ in
      if case .known = self.outputFault { throw Self.full }
    }
    world.question = { text in
      guard !self.isDeaf else { throw Self.full }
      self.messages.append(text)
    }
    return world
  }

  private static let full = FileError.failed(name: "standard output", code: ENOSPC)

  private func take(_ bytes: [UInt8]) throws {
    switch outputFault {
    case .none: break
    case .known: throw Self.full
    case .after(let count):
      guard pieces < count else { throw Self.full }
    }
    pieces += 1
    output += bytes
  }

  private func tick() -> String {
    defer { seconds += 1 }
    let minutes = String(seconds / 60 % 60 + 100).suffix(2)
    let rest = String(seconds % 60 + 100).suffix(2)
    return "2026-09-0\(1 + seconds / 3600)T07:\(minutes):\(rest).000Z"
  }
}

/// A pager whose user looks at some of what it gets.
final class TestPager: PagerStream {
  /// Ways in which it ends.
  enum End {
    /// The user reads all of it.
    case read
    /// The user leaves it when it has so many bytes.
    case left(after: Int)
    /// There is no such program, as is known at once.
    case missing
    /// There is no such program, as the shell says at the end.
    case missingInShell
  }

  private let end: End
  private(set) var commands: [String] = []
  private(set) var variables: [String] = []
  private(set) var bytes: [UInt8] = []
  private(set) var isFinished = false

  init(_ end: End = .read) { self.end = end }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  func start(_ command: String, _ variables: [String]) -> TestPager? {
    commands.append(command)
    self.variables = variables
    if case .missing = end { return nil }
    return self
  }

  func write(_ more: [UInt8]) -> Bool {
    bytes += more
    switch end {
    case .left(let most): return bytes.count < most
    case .missingInShell: return false
    case .read, .missing: return true
    }
  }

  func finish() -> Bool {
    isFinished = true
    if case .missingInShell = end { return false }
    return true
  }
}

/// What a command line came to.
struct Answer {
  let status: Int32
  let output: [UInt8]
  let messages: String

  var text: String { String(decoding: output, as: UTF8.self) }

  var outputLines: [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The output as JSON.
  var json: JSON {
    get throws { try JSON(parsing: output) }
  }
}
