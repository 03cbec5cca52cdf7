package import Files

/// What a path is, by its content.
package enum FileKind {
  /// There is nothing.
  case nothing
  /// An SQLite database, studentdb's or another program's.
  case database
  /// A pipe.
  case pipe
  /// Anything else that can be read: a list.
  case list

  /// Looks at the beginning of a file.
  ///
  /// - Throws: `FileError` where it cannot be read. A pipe would wait for somebody who writes, so that it is
  ///   not looked into.
  package init(of path: String, name: String) throws(FileError) {
    guard let status = FileStatus(following: path) else {
      self = .nothing
      return
    }
    guard status.kind != .pipe else {
      self = .pipe
      return
    }
    let start = try InputFile(path: path, name: name).next()
    let isEmptyDatabase = start.isEmpty && path.hasSuffix(".studentdb")
    self =
      isEmptyDatabase || start.starts(with: Array("SQLite format 3\0".utf8)) ? .database : .list
  }

  static func exists(_ path: String) -> Bool { FileStatus(following: path) != nil }
}
