import Files
import StudentStore

/// The databases of a folder, without those that are backups of another one.
///
/// A file is a backup of another if the other's trail has its newest entry, and either goes on from
/// there or the file still has the program's mark of a backup. So of two files that went different
/// ways from one state, none is a backup. Of each file only the end of the trail is read.
struct DatabaseChoice {
  private struct Candidate {
    let name: String
    let database: SchoolDatabase
    let head: TrailHead
    let isMarked: Bool

    /// - Returns: nil for a file that cannot be opened, which is no backup and has none.
    init?(_ name: String, in environment: Environment) {
      let path = DatabaseLocation.absolute(name, in: environment)
      guard
        let database = try? SchoolDatabase.open(
          path,
          access: .query,
          context: environment.context()
        ),
        let head = try? database.head(), head.sequence > 0
      else { return nil }
      self.name = name
      self.database = database
      self.head = head
      isMarked = BackupMark.state(of: path) == head.description
    }

    func isBackup(of other: Candidate) -> Bool {
      guard other.name != name, (try? other.database.holds(head)) == true else { return false }
      return other.head.sequence > head.sequence || (isMarked && !other.isMarked)
    }
  }

  /// The names of those that are no backups.
  let originals: [String]

  init(_ names: [String], in environment: Environment) {
    let candidates = names.compactMap { Candidate($0, in: environment) }
    let backups = candidates.filter { one in candidates.contains { one.isBackup(of: $0) } }
    let without = Set(backups.map(\.name))
    originals = names.filter { !without.contains($0) }
  }
}
