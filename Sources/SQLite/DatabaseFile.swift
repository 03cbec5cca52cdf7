import Bytes
import Glibc

/// The file of a database, checked before SQLite opens it.
///
/// SQLite follows links, waits for ever at a FIFO and creates missing files. A second name (a hard
/// link) would have its own journal, and a crash would then destroy the database.
///
/// Existing files are not opened here: closing them would release the locks of other connections in
/// the same process (a rule of POSIX). Folders on the way may be symbolic links, as home folders
/// often are; only the last step may not.
struct DatabaseFile {
  /// As the caller named it, for messages.
  let path: String

  /// The same file with all links in its folder resolved, for SQLite.
  let resolvedPath: String

  private let identity: Identity

  /// An existing file.
  ///
  /// - Throws: `notFound`, `permission`, or `refusedFile` with its kind.
  init(existing path: String) throws(SQLiteError) {
    let resolved = try Self.resolve(path)
    identity = try Self.inspect(resolved, named: path)
    // SQLite only reports that it cannot open the file.
    guard unsafe access(resolved, R_OK) == 0 else {
      throw Self.systemError("cannot read the file", path: path)
    }
    try Self.inspectCompanions(of: resolved, named: path)
    self.path = path
    resolvedPath = resolved
  }

  /// A new, empty file that only its owner can read and write.
  ///
  /// Its name becomes permanent with the first transaction, when SQLite syncs the folder.
  ///
  /// - Throws: `exists` if anything is there, including a dangling link.
  init(creating path: String) throws(SQLiteError) {
    let resolved = try Self.resolve(path)
    let flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let descriptor = unsafe open(resolved, flags, 0o600)
    guard descriptor >= 0 else { throw Self.systemError("cannot make the file", path: path) }
    // The process's umask can remove rights of the owner that are needed.
    _ = fchmod(descriptor, 0o600)
    _ = close(descriptor)
    do throws(SQLiteError) {
      try self.init(existing: path)
    } catch {
      Self.remove(resolved)
      throw error
    }
  }

  /// Checks that the name still denotes the checked file.
  ///
  /// Called after SQLite has opened it, to detect a swap in between.
  func requireUnchanged() throws(SQLiteError) {
    guard try Self.inspect(resolvedPath, named: path) == identity else {
      throw Self.refused("a file that was replaced while it was opened", path: path)
    }
  }

  /// Whether the name still seems to denote the file.
  var hasItsName: Bool {
    var status = stat()
    guard unsafe lstat(resolvedPath, &status) == 0 else { return errno != ENOENT }
    return Identity(device: UInt(status.st_dev), number: UInt(status.st_ino)) == identity
  }

  /// Removes the file after its creator failed.
  func remove() { Self.remove(resolvedPath) }

  /// Removes an incomplete file with its journal.
  static func remove(_ path: String) {
    _ = unsafe unlink(path)
    _ = unsafe unlink(path + "-journal")
  }
}

extension DatabaseFile {
  /// The identity of a file, independent of its name.
  private struct Identity: Equatable {
    let device: UInt
    let number: UInt
  }

  // The folder with its links resolved, and the last part as it is.
  private static func resolve(_ path: String) throws(SQLiteError) -> String {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw refused("an empty name, or one with a NUL character", path: path)
    }
    let parts = path.pathParts
    let name = parts[parts.count - 1]
    guard !name.isEmpty, name != ".", name != ".." else {
      throw refused("a folder", path: path)
    }
    let folder = parts.dropLast().joined(separator: "/")
    let start = parts.count == 1 ? "." : folder.isEmpty ? "/" : folder
    guard let resolved = unsafe realpath(start, nil) else {
      throw systemError("cannot find the folder of the file", path: path)
    }
    defer { unsafe free(resolved) }
    let text = unsafe String(cString: resolved)
    return text == "/" ? "/\(name)" : "\(text)/\(name)"
  }

  private static func inspect(_ path: String, named name: String) throws(SQLiteError) -> Identity {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else {
      throw systemError("cannot open the file", path: name)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw refused(description(of: status.st_mode), path: name)
    }
    // A journal whose writer has just finished no longer has a name.
    guard status.st_nlink <= 1 else {
      throw refused("a file with more than one name (hard links)", path: name)
    }
    return Identity(device: UInt(status.st_dev), number: UInt(status.st_ino))
  }

  // SQLite also opens the journal or the log of an interrupted writer, so they are checked too.
  private static func inspectCompanions(of path: String, named name: String) throws(SQLiteError) {
    for ending in ["-journal", "-wal"] {
      do throws(SQLiteError) {
        _ = try inspect(path + ending, named: name + ending)
      } catch  where error.kind == .notFound {}
    }
  }

  private static func description(of mode: mode_t) -> String {
    switch mode & S_IFMT {
    case S_IFLNK: "a symbolic link"
    case S_IFDIR: "a folder"
    case S_IFIFO: "a FIFO"
    case S_IFCHR, S_IFBLK: "a device"
    case S_IFSOCK: "a socket"
    default: "no regular file"
    }
  }

  private static func refused(_ what: String, path: String) -> SQLiteError {
    SQLiteError(
      .refusedFile(what),
      extendedCode: SQLiteError.cannotOpenCode,
      message: "refused: it is \(what); a database is one regular file with one name",
      path: path
    )
  }

  private static func systemError(_ message: String, path: String) -> SQLiteError {
    let number = errno
    return SQLiteError(
      SQLiteError.Kind(openingFailure: number) ?? .cannotOpen,
      extendedCode: SQLiteError.cannotOpenCode,
      message: "\(message): \(unsafe String(cString: strerror(number)))",
      path: path
    )
  }
}
