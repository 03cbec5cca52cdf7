/// Everything that a piece of work takes from the world outside: who, when, and randomness.
///
/// Below the command line nothing reads a clock, a login or a random number by itself; a test
/// therefore gets the same bytes from the same input every time.
package struct WorkContext {
  /// The person who acts, as they want to be named in the trail.
  package let actor: String
  /// The version of the program that writes, such as `0.1.0`.
  package let programVersion: String
  /// The present moment in UTC, ISO 8601 with milliseconds: `2026-09-01T07:30:00.000Z`.
  package let now: () -> String
  /// The given number of unpredictable bytes, from one call.
  package let randomBytes: (Int) throws -> [UInt8]

  /// A context; the command line makes the real one, tests a repeatable one.
  package init(
    actor: String,
    programVersion: String,
    now: @escaping () -> String,
    randomBytes: @escaping (Int) throws -> [UInt8]
  ) {
    self.actor = actor
    self.programVersion = programVersion
    self.now = now
    self.randomBytes = randomBytes
  }
}
