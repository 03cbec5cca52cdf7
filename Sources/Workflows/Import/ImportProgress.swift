/// How far an import has come.
package struct ImportProgress: Sendable {
  /// Lines of students that are dealt with.
  package let lines: Int
  /// Bytes of the file that are read.
  package let bytesRead: Int
  /// All of its bytes, where that is known.
  package let bytesInAll: Int?
}
