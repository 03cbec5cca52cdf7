/// Everything around the program that a command may look at or write to.
///
/// `run()` uses the real one; tests make one with memory for streams and a clock that stands still.
package struct World {
  package var environment: [String: String]
  package var currentDirectory: String
  /// The name of the login, for the trail where nobody says who acts.
  package var login: String
  /// The words of the command line behind the program's name, as they were typed.
  package var arguments: [String] = []
  /// Whether a person sits at both ends, so that questions may be asked.
  package var isInteractive: Bool
  package var now: () -> String
  package var randomBytes: (Int) throws -> [UInt8]
  /// Data: standard output.
  package var output: ([UInt8]) throws -> Void
  /// Messages: standard error.
  package var message: (String) -> Void
  /// Seconds since some moment, for progress; the clock of the wall may jump.
  package var seconds: () -> Double = { 0 }
  /// Text that is soon overwritten, where standard error is a terminal; else nil.
  package var progress: ((String) -> Void)?
  /// One line of standard input without its end; nil when there is no more.
  package var readLine: () -> String?
  /// All of standard input, for `import -`.
  package var standardInput: () throws -> [UInt8]

  package init(
    environment: [String: String],
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
    self.environment = environment
    self.currentDirectory = currentDirectory
    self.login = login
    self.isInteractive = isInteractive
    self.now = now
    self.randomBytes = randomBytes
    self.output = output
    self.message = message
    self.readLine = readLine
    self.standardInput = standardInput
  }
}
