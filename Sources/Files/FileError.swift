import Glibc

/// Why a file could not be read, was refused as an output, or could not be written.
package enum FileError: Error, Equatable {
  /// It must not be written there; nothing was changed.
  case refused(name: String, Refusal)
  /// It cannot be created there.
  case cannotMake(name: String, code: Int32)
  /// Writing failed midway; the partial file was removed, and an existing file stays.
  case failed(name: String, code: Int32)
  /// The file is in its place, but a power failure now may lose its name.
  case unsynced(name: String, code: Int32)
  /// An input cannot be opened or read.
  case unreadable(name: String, code: Int32)
  /// An input is longer than the limit.
  case tooLong(name: String, limit: Int)
  /// The reader of the pipe is gone.
  case noReader(name: String)

  /// Why an output is refused.
  package enum Refusal: Equatable, Sendable {
    /// The database that is open.
    case database
    /// A file that belongs to the database, such as its journal.
    case companion
    /// A file that the same command reads.
    case input
    /// Another SQLite database.
    case otherDatabase
    /// An existing file, without `--force`.
    case exists
    /// Another output of the same command.
    case otherOutput
    case folder
    case socket
    /// Something that cannot be examined, so that its kind is unknown.
    case unreadable
    /// A name that changed its meaning during the check.
    case changed
    /// A symbolic link, where the file itself has to be named.
    case link
    /// A device or a pipe, where a plain file is needed.
    case noPlainFile
    /// A file for heads of the trail that holds something else.
    case notAnchors
  }
}

extension FileError: CustomStringConvertible {
  /// What happened and where, without advice.
  package var description: String {
    switch self {
    case .refused(let name, let refusal): "\(name): \(refusal.sentence)"
    case .cannotMake(let name, let code) where code == ENOENT || code == ENOTDIR:
      "\(name): cannot be made here: there is no such folder"
    case .cannotMake(let name, let code): "\(name): cannot be made here: \(Self.reason(code))"
    case .failed(let name, let code): "\(name): \(Self.reason(code))"
    case .unsynced(let name, let code):
      "\(name): is written, but its folder could not be synced (\(Self.reason(code))), so that a power "
        + "cut may lose it"
    case .unreadable(let name, let code): "\(name): \(Self.readingReason(code))"
    case .tooLong(let name, let limit):
      "\(name): it has more than \(limit) bytes, which is more than is read here"
    case .noReader(let name): "\(name): its reader has ended"
    }
  }

  /// Whether the disk is full.
  package var isFull: Bool {
    switch self {
    case .cannotMake(_, let code), .failed(_, let code), .unsynced(_, let code):
      [ENOSPC, EDQUOT, EFBIG].contains(code)
    case .refused, .noReader, .unreadable, .tooLong: false
    }
  }

  /// Whether an input does not exist, or is a folder.
  package var isMissing: Bool {
    guard case .unreadable(_, let code) = self else { return false }
    return [ENOENT, ENOTDIR, EISDIR].contains(code)
  }

  /// Whether an input may not be read.
  package var isForbidden: Bool {
    guard case .unreadable(_, let code) = self else { return false }
    return [EACCES, EPERM].contains(code)
  }

  /// Whether it is about standard output.
  package var isOfStandardOutput: Bool {
    switch self {
    case .refused(let name, _), .cannotMake(let name, _), .failed(let name, _),
      .unsynced(let name, _), .unreadable(let name, _), .tooLong(let name, _), .noReader(let name):
      name == StandardOutput.name
    }
  }

  /// Whether the reader of a pipe is gone.
  package var isOfReader: Bool {
    if case .noReader = self { true } else { false }
  }

  private static func readingReason(_ code: Int32) -> String {
    switch code {
    case ENOENT, ENOTDIR: "there is no such file"
    case EACCES, EPERM: "you may not read it"
    case EISDIR: "this is a folder"
    case EBADF: "it is closed, or open for writing only"
    default: unsafe String(cString: strerror(code))
    }
  }

  private static func reason(_ code: Int32) -> String {
    switch code {
    case ENOSPC, EDQUOT: "the disk is full"
    case EFBIG: "the file would be larger than is allowed here"
    case EBADF: "it is closed, or open for reading only"
    case EACCES, EPERM: "it is not permitted"
    case EROFS: "the disk can only be read"
    default: unsafe String(cString: strerror(code))
    }
  }
}

extension FileError.Refusal {
  /// What it is, and what to do.
  fileprivate var sentence: String {
    switch self {
    case .database: "this is the open database, which no output replaces; name another file"
    case .companion: "this name belongs to the open database; name another file"
    case .input: "this command reads that file, so it does not write it; name another file"
    case .otherDatabase:
      "this is an SQLite database, which no output replaces; name another file"
    case .exists: "there is a file already; --force replaces it, or name another"
    case .otherOutput: "another output of this command goes there; name another file"
    case .folder: "this is a folder; name a file in it"
    case .socket: "this is a socket; name a file"
    case .unreadable:
      "there is a file that you may not read, so that it may be a database; name another file"
    case .link: "this is a symbolic link; name the file itself"
    case .noPlainFile: "this is not a plain file; name one that can be appended to"
    case .notAnchors:
      "this file holds something other than heads of a trail, so none is appended to it; name a new "
        + "file"
    case .changed: "it was renamed or replaced meanwhile; try again"
    }
  }
}
