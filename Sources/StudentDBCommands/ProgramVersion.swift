import StudentStore

/// The version in every row that the program writes.
///
/// It stands here alone: `make dist` reads it from this line.
enum ProgramVersion {
  static let current = "0.1.0"

  /// What `--version` prints: the version, the commit that it was built from, and SQLite's version.
  ///
  /// `commit`: as `make release` has handed it to the build; nil in a build for development.
  static func sentence(commit: String?) -> String {
    let commit = commit.map { "commit \($0)" } ?? "built for development"
    return "studentdb \(current) (\(commit), SQLite \(SchoolDatabase.sqliteVersion))"
  }
}
