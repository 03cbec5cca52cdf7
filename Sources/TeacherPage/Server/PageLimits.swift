import NIOCore

/// How much the server takes from a browser, and how long it waits.
///
/// The page has one user, so the limits are far above what a browser needs and far below what would
/// fill the memory.
package struct PageLimits: Sendable {
  /// All headers of a request, in bytes.
  var headerBytes = 16 << 10
  /// A form without a file, in bytes.
  var formBytes = 256 << 10
  /// A list, in bytes: ten million lines of a school's list are less.
  var uploadBytes = 512 << 20
  /// Connections at a time; a further one waits.
  var connections = 64
  /// How long a connection may be silent, or a header incomplete.
  var idle = TimeAmount.seconds(20)
  /// The seconds in which a form must have arrived.
  var formSeconds = 30.0
  /// The seconds in which a list must have arrived.
  var uploadSeconds = 600.0
  /// The seconds in which a one-time address must be used.
  var keySeconds = 60.0
  /// The seconds without a request after which the program ends.
  var idleSeconds = 3600.0
  /// Form tokens that are valid at a time; the oldest one is forgotten first.
  var formTokens = 1000

  package init() {}
}
