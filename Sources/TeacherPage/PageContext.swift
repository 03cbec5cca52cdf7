package import StudentStore

/// Everything outside the program that the page may use: the clock, random numbers, the terminal and
/// the browser.
package struct PageContext: Sendable {
  /// Who acts unless the start page is told another name.
  package let actor: String
  package let programVersion: String
  /// The locale by which names are sorted, such as `de_DE.UTF-8`.
  package let locale: String?
  /// The present moment in UTC, ISO 8601 with milliseconds.
  package let now: @Sendable () -> String
  /// Monotonic seconds, for what expires.
  package let seconds: @Sendable () -> Double
  package let randomBytes: @Sendable (Int) throws -> [UInt8]
  /// Tells the person at the terminal.
  package let say: @Sendable (String) -> Void
  /// Shows a local file in the browser; nil where there is none, or where it is not wanted.
  package let showInBrowser: (@Sendable (_ path: String) -> Void)?
  /// The folder of temporary files.
  package let temporaryFolder: String
  /// Where the head of the trail is kept outside the file after every act; nil for nowhere.
  package let anchor: (any HeadAnchor)?

  package init(
    actor: String,
    programVersion: String,
    locale: String?,
    now: @escaping @Sendable () -> String,
    seconds: @escaping @Sendable () -> Double,
    randomBytes: @escaping @Sendable (Int) throws -> [UInt8],
    say: @escaping @Sendable (String) -> Void,
    showInBrowser: (@Sendable (_ path: String) -> Void)?,
    temporaryFolder: String,
    anchor: (any HeadAnchor)? = nil
  ) {
    self.anchor = anchor
    self.actor = actor
    self.programVersion = programVersion
    self.locale = locale
    self.now = now
    self.seconds = seconds
    self.randomBytes = randomBytes
    self.say = say
    self.showInBrowser = showInBrowser
    self.temporaryFolder = temporaryFolder
  }

  /// The same as the layers below take it, for one person.
  func work(actor: String) -> WorkContext {
    WorkContext(
      actor: actor,
      programVersion: programVersion,
      now: now,
      randomBytes: randomBytes,
      anchor: anchor
    )
  }

  /// A word of 128 random bits that nobody can guess.
  func secret() throws -> String {
    let digits = Array("0123456789abcdef".utf8)
    let bytes = try randomBytes(16)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
      as: UTF8.self
    )
  }
}
