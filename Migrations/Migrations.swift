/// The scripts that make a studentdb file, oldest first, as they are in `Migrations/`.
///
/// A script is frozen once a version of the program that contains it is released (CHANGELOG.md
/// says which); a later change is a further script. The database remembers the text it ran.
package struct Migration: Sendable {
  /// Counted from 1 without a gap; the file's `user_version` after the script has run.
  package let version: Int
  /// The file's name without its ending, such as `V0001_students`.
  package let name: String
  /// The whole script, UTF-8.
  package let script: String

  /// Every script in the order in which they run.
  package static let all: [Migration] = [
    Migration(1, "V0001_students", PackageResources.V0001_students_sql),
    Migration(2, "V0002_imputation", PackageResources.V0002_imputation_sql),
    Migration(3, "V0003_review", PackageResources.V0003_review_sql),
    Migration(4, "V0004_trail", PackageResources.V0004_trail_sql),
    Migration(5, "V0005_views", PackageResources.V0005_views_sql),
  ]

  /// The definition of a trigger, as SQLite stores it; nil where no script makes it.
  package static func trigger(_ name: String) -> String? { triggers[name] }

  /// Found once: every import and every run asks for some.
  private static let triggers: [String: String] = {
    var triggers: [String: String] = [:]
    for migration in all {
      var name: Substring?
      var lines: [Substring] = []
      let newline = UInt8(ascii: "\n")
      for text in migration.script.utf8.split(separator: newline, omittingEmptySubsequences: false)
      {
        let line = Substring(text)
        if line.hasPrefix("CREATE TRIGGER ") {
          name = line.split(separator: " ").dropFirst(2).first
          lines = []
        }
        guard let trigger = name else { continue }
        lines.append(line)
        guard line.hasSuffix("END;") else { continue }
        // The semicolon belongs to the script.
        triggers[String(trigger)] = String(lines.joined(separator: "\n").dropLast())
        name = nil
      }
    }
    return triggers
  }()

  private init(_ version: Int, _ name: String, _ bytes: [UInt8]) {
    self.version = version
    self.name = name
    script = String(decoding: bytes, as: UTF8.self)
  }

  /// A script that the program does not ship, for tests of the migrator.
  package init(version: Int, name: String, script: String) {
    self.version = version
    self.name = name
    self.script = script
  }
}
