/// The external inputs of an operation: actor, time and random numbers.
///
/// Below the command line, no code reads a clock, a login or a random number directly, so a test
/// gets the same bytes from the same input every time.
package struct WorkContext {
  /// The actor's name in the trail.
  package let actor: String
  /// The version of the program that writes, such as `0.1.0`.
  package let programVersion: String
  /// The present moment in UTC, ISO 8601 with milliseconds: `2026-09-01T07:30:00.000Z`.
  package let now: () -> String
  /// The given number of random bytes, from one call.
  package let randomBytes: (Int) throws -> [UInt8]
  /// Where the head of the trail is kept outside the file after every act; nil for nowhere.
  package let anchor: (any HeadAnchor)?
  /// Is told on the calling thread how far a long work has come; nil where it is over.
  package var progress: (WorkProgress?) -> Void = { _ in }

  /// Creates a context; the command line uses the real one, tests a repeatable one.
  package init(
    actor: String,
    programVersion: String,
    now: @escaping () -> String,
    randomBytes: @escaping (Int) throws -> [UInt8],
    anchor: (any HeadAnchor)? = nil
  ) {
    self.actor = actor
    self.programVersion = programVersion
    self.now = now
    self.randomBytes = randomBytes
    self.anchor = anchor
  }

  /// A salt for one row; many rows take theirs from a ``SaltSource``.
  func salt() throws -> [UInt8] { try randomBytes(SaltSource.saltLength) }
}

/// How far a long work has come.
package struct WorkProgress: Equatable, Sendable {
  /// What is counted, in the order in which works come to it.
  package enum Step: Equatable, Sendable {
    case studentsRead
    case modelsCompared
    case suggestionsWritten
    case rowsChecked
    case studentsWritten
  }

  package let step: Step
  package let done: Int
  /// How many there are in all, or at most; nil where nobody knows.
  package let all: Int?

  /// Whoever counts tells it of every so many: telling each would cost more than the work.
  package static let interval = 1 << 12

  package init(_ step: Step, done: Int, all: Int?) {
    self.step = step
    self.done = done
    self.all = all
  }
}
