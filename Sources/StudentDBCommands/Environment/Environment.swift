package import Files
import Report
import StudentStore

/// Everything outside the program that a command may read or write.
///
/// `run()` uses the real one; tests use one with in-memory streams and a fixed clock.
package struct Environment {
  package var variables: [String: String]
  package var currentDirectory: String
  /// The login name, for the trail if no actor is given.
  package var login: String
  /// The command line after the program's name, as typed.
  package var arguments: [String] = []
  /// The commit that the program was built from, for `--version`; nil in a build for development.
  package var commit: String?
  /// Whether input and output are interactive, so that questions may be asked.
  package var isInteractive: Bool
  package var now: () -> String
  package var randomBytes: (Int) throws -> [UInt8]
  private let outputStream: ([UInt8]) throws -> Void
  private let messageStream: (String) -> Void
  /// Whether standard output is a terminal, which obeys control characters.
  package var isOutputTerminal = false
  /// The same for standard error.
  package var isMessageTerminal = false
  /// The width and the height of the terminal; nil if there is none.
  package var columns: Int?
  package var rows: Int?
  /// Starts a pager on the terminal; nil if there is none.
  ///
  /// It takes a command and the pager's environment, each as `NAME=value`, and answers nil where the pager
  /// cannot be started.
  package var startPager: ((_ command: String, _ variables: [String]) -> (any PagerStream)?)?
  /// Whether answers are coloured, and whether messages are.
  var paintsOutput = false
  var paintsMessages = false
  /// Throws if standard output cannot be written, or is a file that must not be written.
  package var checkOutput: (ProtectedFiles) throws -> Void = { _ in }
  /// Prints a question, which counts as asked only if this does not throw; nil if a message is
  /// sufficient.
  package var question: ((String) throws -> Void)?
  /// Monotonic seconds, for progress; the system's clock may jump.
  package var seconds: () -> Double = { 0 }
  /// Limits the memory of SQLite, before the first file is opened; whether it holds.
  package var limitMemory: (Int) -> Bool = { _ in true }
  /// Ends the process after some seconds unless it ended before; 0 takes that back.
  package var endAfter: (Double) -> Void = { _ in }
  /// Prints text that is soon overwritten, if standard error is a terminal; else nil.
  package var progress: ((String) -> Void)?
  /// One line of standard input without its end; nil when there is no more.
  package var readLine: () -> String?
  /// All of standard input, for `import -`.
  package var standardInput: () throws -> [UInt8]

  package init(
    variables: [String: String],
    currentDirectory: String,
    login: String,
    isInteractive: Bool,
    now: @escaping () -> String,
    randomBytes: @escaping (Int) throws -> [UInt8],
    output: @escaping ([UInt8]) throws -> Void,
    message: @escaping (String) -> Void,
    readLine: @escaping () -> String?,
    standardInput: @escaping () throws -> [UInt8]
  ) {
    self.variables = variables
    self.currentDirectory = currentDirectory
    self.login = login
    self.isInteractive = isInteractive
    self.now = now
    self.randomBytes = randomBytes
    outputStream = output
    messageStream = message
    self.readLine = readLine
    self.standardInput = standardInput
  }

  /// Asks something on standard error.
  ///
  /// - Throws: if it cannot be shown; an answer must not count then.
  func ask(_ text: String) throws {
    guard let question else { return message(text) }
    try question(SafeText.lines(text))
  }
}

extension Environment {
  /// The actor and the time for the trail.
  ///
  /// `actor`: the actor; nil for the name in the environment or the login. `anchor`: where heads are
  /// kept, as options say.
  func context(actor: String? = nil, anchor: KeptHeads? = nil) -> WorkContext {
    WorkContext(
      actor: actor ?? variables["STUDENTDB_ACTOR"] ?? login,
      programVersion: ProgramVersion.current,
      now: now,
      randomBytes: randomBytes,
      anchor: anchor ?? keptHeads()
    )
  }

  /// The locale for sorting names, such as `sv_SE.UTF-8`.
  var locale: String? {
    ["LC_ALL", "LC_COLLATE", "LANG"].lazy.compactMap { variables[$0] }.first { !$0.isEmpty }
  }

  /// Chooses whether colours are used.
  mutating func choose(_ color: ColorChoice) {
    paintsOutput = color.paints(terminal: isOutputTerminal, in: variables)
    paintsMessages = color.paints(terminal: isMessageTerminal, in: variables)
  }

  /// Writes lines that are already escaped.
  func output(shown bytes: [UInt8]) throws { try outputStream(bytes) }

  /// Says why the command failed.
  func failure(_ text: String) {
    let lines = SafeText.lines("studentdb: " + text)
    messageStream(paintsMessages ? Meaning.failure.painted(lines) : lines)
  }

  /// Writes data to standard output: byte for byte to a file or a pipe, and escaped to a terminal.
  ///
  /// - Parameter bytes: Whole lines.
  /// - Throws: what writing throws.
  func output(_ bytes: [UInt8]) throws {
    guard isOutputTerminal else { return try outputStream(bytes) }
    try outputStream(Array(SafeText.screen(String(decoding: bytes, as: UTF8.self)).utf8))
  }

  /// Writes a message of one or several lines to standard error, always escaped.
  func message(_ text: String) {
    messageStream(SafeText.lines(text))
  }
}

extension SafeText {
  /// A message of several lines, each made safe to show.
  static func lines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { shown(String($0)) }.joined(separator: "\n")
  }

  /// Data made safe for a terminal: CRLF becomes LF, tabs between cells stay, and all other
  /// characters that would be obeyed or hidden are escaped.
  static func screen(_ text: String) -> String {
    text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
      .map { line in
        line.split(separator: "\t", omittingEmptySubsequences: false)
          .map { shown(String($0)) }.joined(separator: "\t")
      }.joined(separator: "\n")
  }
}
