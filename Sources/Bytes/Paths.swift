// A sign such as a slash and a combining mark after it are one character of Swift, and two of a path: the
// mark belongs to the name that follows. So what signs divide is taken apart by its bytes.

extension String {
  /// The parts between the signs of one kind, empty ones included.
  ///
  /// `sign`: an ASCII character. `maxSplits`: after so many of them no further one divides.
  package func parts(between sign: UInt8, maxSplits: Int = .max) -> [String] {
    utf8.split(separator: sign, maxSplits: maxSplits, omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
  }

  /// The names between the slashes of a path, empty ones included: `["", "tmp", "class.csv"]`.
  package var pathParts: [String] { parts(between: UInt8(ascii: "/")) }

  /// The last name of a path that is not empty; the path itself, where it has only slashes.
  package var lastPathPart: String { pathParts.last { !$0.isEmpty } ?? self }

  /// Whether it begins at the root.
  package var isAbsolutePath: Bool { utf8.first == UInt8(ascii: "/") }
}
