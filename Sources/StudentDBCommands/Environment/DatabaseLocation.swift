import Bytes
import Files
import FoundationEssentials
import Report
import StudentStore

/// The database file of a command.
struct DatabaseLocation {
  let path: String
  private let isReadDamaged: Bool
  private let say: (String) -> Void

  /// The name of a new file if `import` is not given one.
  static let defaultName = "school.studentdb"

  /// `mayCreate`: the command may create the file, so a missing one is not an error.
  init(
    _ options: GlobalOptions,
    _ reading: ReadingOptions? = nil,
    in environment: Environment,
    mayCreate: Bool = false
  ) throws {
    isReadDamaged = reading?.damaged ?? false
    say = environment.message
    if let named = options.db ?? environment.variables["STUDENTDB_DB"], !named.isEmpty {
      path = Self.absolute(named, in: environment)
      return
    }
    let folder = environment.currentDirectory
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let all = names.filter { $0.hasSuffix(".studentdb") }.sorted()
    let found = all.count > 1 ? DatabaseChoice(all, in: environment).originals : all
    switch found.count {
    case 1: path = Self.absolute(found[0], in: environment)
    case 0 where mayCreate: path = Self.absolute(Self.defaultName, in: environment)
    case 0:
      throw CommandFailure(
        .noInput,
        "there is no studentdb file in this folder; make one with \"studentdb import FILE\", or "
          + "name one with --db"
      )
    default:
      throw CommandFailure(
        .usage,
        "there are several studentdb files in this folder (\(found.joined(separator: ", "))); say "
          + "which with --db"
      )
    }
  }

  static func absolute(_ path: String, in environment: Environment) -> String {
    path.isAbsolutePath ? path : environment.currentDirectory + "/" + path
  }

  /// Opens the file for reading.
  func read(_ context: WorkContext) throws -> SchoolDatabase {
    let database = try SchoolDatabase.open(
      path,
      access: isReadDamaged ? .damaged : .readOnly,
      context: context
    )
    if !database.differences.isEmpty {
      say(
        "studentdb: "
          + SafeText.shown(
            "\(path): read as it stands, although it was changed outside studentdb "
              + "(\(database.differences.words)); do not rely on it"
          )
      )
    }
    if database.differences.isEmpty, try !database.erasuresToCompact().isEmpty {
      say(
        "studentdb: erased, not yet compacted: bytes of removed rows may still be in the file; the next "
          + "command that writes sees to it"
      )
    }
    return database
  }

  /// Opens the file for `verify`, which reports differences of the schema itself.
  func verification(_ context: WorkContext) throws -> SchoolDatabase {
    try SchoolDatabase.open(path, access: .verification, context: context)
  }

  /// Opens the file for a query, of an older version, too.
  func query(_ context: WorkContext) throws -> SchoolDatabase {
    guard !isReadDamaged else { return try read(context) }
    return try SchoolDatabase.open(path, access: .query, context: context)
  }

  /// Opens the file to bring it up to date.
  func migration(_ context: WorkContext) throws -> SchoolDatabase {
    try requireWriter(context)
    return try SchoolDatabase.open(path, access: .migration, context: context)
  }

  /// Opens the file for writing.
  func write(_ context: WorkContext) throws -> SchoolDatabase {
    try requireWriter(context)
    let database = try SchoolDatabase.open(path, access: .readWrite, context: context)
    try finishErasing(in: database, context)
    return database
  }

  /// Writes the file anew where an erasure was interrupted before that.
  private func finishErasing(in database: SchoolDatabase, _ context: WorkContext) throws {
    let erasures = try database.erasuresToCompact()
    guard !erasures.isEmpty else { return }
    let names = erasures.map { "e\($0)" }.joined(separator: ", ")
    do {
      try database.compact(context: context)
      say(
        "studentdb: finished erasing \(names): the file was written anew without the removed bytes"
      )
    } catch {
      say(
        "studentdb: \(names): erased, not yet compacted (\(CommandFailure(error).message)); the next "
          + "command that writes does it"
      )
    }
  }

  /// Refuses to write without an actor's name, or into a file opened only for reading.
  func requireWriter(_ context: WorkContext) throws(CommandFailure) {
    if isReadDamaged {
      throw CommandFailure(
        .usage,
        "--damaged is for commands that only look; a file that was changed outside studentdb is not "
          + "written to: restore a backup"
      )
    }
    if context.actor.isBlank {
      throw CommandFailure(
        .usage,
        "no name for the trail: $STUDENTDB_ACTOR, or the login name without it, is blank; say --as NAME"
      )
    }
  }

  /// Whether there is anything at the path, including a dangling link.
  var exists: Bool {
    FileStatus(at: path) != nil
  }
}
