package import Files
import Report
import StudentStore

/// Everything around the program that a command may look at or write to.
///
/// `run()` uses the real one; tests make one with memory for streams and a clock that stands still.
package struct Environment {
  package var variables: [String: String]
  package var currentDirectory: String
  /// The name of the login, for the trail where nobody says who acts.
  package var login: String
  /// The words of the command line behind the program's name, as they were typed.
  package var arguments: [String] = []
  /// Whether a person sits at both ends, so that questions may be asked.
  package var isInteractive: Bool
  package var now: () -> String
  package var randomBytes: (Int) throws -> [UInt8]
  private let outputStream: ([UInt8]) throws -> Void
  private let messageStream: (String) -> Void
  /// Whether standard output is a terminal, which obeys what it is sent.
  package var isOutputTerminal = false
  /// The same of standard error.
  package var isMessageTerminal = false
  /// How many columns the terminal has; nil where there is none.
  package var columns: Int?
  /// Whether answers are coloured, and whether messages are.
  var paintsOutput = false
  var paintsMessages = false
  /// Throws where standard output would take nothing, or is a file that must not be written.
  package var checkOutput: (ProtectedFiles) throws -> Void = { _ in }
  /// A question, which counts as asked only where this does not throw; nil where a message will do.
  package var question: ((String) throws -> Void)?
  /// Seconds since some moment, for progress; the clock of the wall may jump.
  package var seconds: () -> Double = { 0 }
  /// Text that is soon overwritten, where standard error is a terminal; else nil.
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
  /// - Throws: where nobody can see it; an answer must not count then.
  func ask(_ text: String) throws {
    guard let question else { return message(text) }
    try question(SafeText.lines(text))
  }
}

extension Environment {
  /// What the trail says of who works, and when.
  ///
  /// `actor`: who acts; nil for whoever the environment or the login names.
  func context(actor: String? = nil) -> WorkContext {
    WorkContext(
      actor: actor ?? variables["STUDENTDB_ACTOR"] ?? login,
      programVersion: ProgramVersion.current,
      now: now,
      randomBytes: randomBytes
    )
  }

  /// The locale that names are sorted by, such as `sv_SE.UTF-8`.
  var locale: String? {
    ["LC_ALL", "LC_COLLATE", "LANG"].lazy.compactMap { variables[$0] }.first { !$0.isEmpty }
  }

  /// Chooses whether colours are used.
  mutating func choose(_ color: ColorChoice) {
    paintsOutput = color.paints(terminal: isOutputTerminal, in: variables)
    paintsMessages = color.paints(terminal: isMessageTerminal, in: variables)
  }

  /// Writes lines of which everything dangerous is spelled out already.
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

  /// Writes a message of one line or several to standard error, escaped whoever reads it.
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

  /// Data as a terminal may be sent it: lines that end in CRLF end in LF, cells may be divided by
  /// tabs, and everything else that would be obeyed or hidden is spelled out.
  static func screen(_ text: String) -> String {
    text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
      .map { line in
        line.split(separator: "\t", omittingEmptySubsequences: false)
          .map { shown(String($0)) }.joined(separator: "\t")
      }.joined(separator: "\n")
  }
}
