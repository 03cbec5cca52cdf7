package import Files

/// What a path is, by its content.
package enum FileKind {
  /// There is nothing.
  case nothing
  /// An SQLite database, studentdb's or another program's.
  case database
  /// Anything else that can be read: a list.
  case list

  /// Looks at the beginning of a file.
  ///
  /// - Throws: `FileError` where it cannot be read.
  package init(of path: String, name: String) throws(FileError) {
    guard Self.exists(path) else {
      self = .nothing
      return
    }
    let start = try InputFile(path: path, name: name).next()
    let isEmptyDatabase = start.isEmpty && path.hasSuffix(".studentdb")
    self =
      isEmptyDatabase || start.starts(with: Array("SQLite format 3\0".utf8)) ? .database : .list
  }

  static func exists(_ path: String) -> Bool { FileStatus(following: path) != nil }
}
