import Files
import FoundationEssentials
import Report
import StudentStore

/// Which file a command works on.
struct DatabaseLocation {
  let path: String
  private let isReadDamaged: Bool
  private let say: (String) -> Void

  /// The name that `import` gives to a new file where nobody names one.
  static let defaultName = "school.studentdb"

  /// `mayCreate`: the command may make the file, so none being there is no error.
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
    let found = names.filter { $0.hasSuffix(".studentdb") }.sorted()
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
    path.hasPrefix("/") ? path : environment.currentDirectory + "/" + path
  }

  /// Opens the file for looking.
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
    return database
  }

  /// Opens the file for `verify`, which says itself what of its schema differs.
  func verification(_ context: WorkContext) throws -> SchoolDatabase {
    try SchoolDatabase.open(path, access: .verification, context: context)
  }

  /// Opens the file for writing.
  func write(_ context: WorkContext) throws -> SchoolDatabase {
    try requireWriter(context)
    return try SchoolDatabase.open(path, access: .readWrite, context: context)
  }

  /// Refuses to write what nobody does, or into a file that is only to be looked at.
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
        "it is not known who acts: $STUDENTDB_ACTOR, or the login without it, holds no name; say "
          + "--as NAME"
      )
    }
  }

  /// Whether there is anything at the path, a dangling link included.
  var exists: Bool {
    FileStatus(at: path) != nil
  }
}
