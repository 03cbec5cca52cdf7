// A slash and a combining mark after it are one character of Swift, and two of a path: the mark belongs
// to the name that follows. So paths are taken apart by their bytes.

extension String {
  /// The names between the slashes of a path, empty ones included: `["", "tmp", "class.csv"]`.
  package var pathParts: [String] {
    utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
  }

  /// The last name of a path that is not empty; the path itself, where it has only slashes.
  package var lastPathPart: String { pathParts.last { !$0.isEmpty } ?? self }

  /// Whether it begins at the root.
  package var isAbsolutePath: Bool { utf8.first == UInt8(ascii: "/") }
}
