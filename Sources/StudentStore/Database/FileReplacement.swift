import SQLite

/// Putting a finished file where another may stand.
package enum FileReplacement {
  /// Renames a finished file, replacing what is there in one step.
  package static func replace(_ path: String, with finished: String) throws {
    try renameFile(finished, to: path)
  }
}
