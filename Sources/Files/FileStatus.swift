import Glibc

/// What tells a file from all others, whatever its name.
struct FileIdentity: Hashable {
  let device: UInt
  let number: UInt
}

/// What the system says of a file.
package struct FileStatus {
  /// What kind of file it is.
  package enum Kind: Equatable {
    case regular
    case folder
    case link
    /// A terminal, `/dev/null` and their like.
    case device
    /// A FIFO, with a name or without one.
    case pipe
    case socket
  }

  package let kind: Kind
  /// How long a regular file is, in bytes.
  package let byteCount: Int
  let identity: FileIdentity

  /// What a path leads to, links followed; nil where it leads to nothing.
  package init?(following path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// What stands at a path, be it a link; nil where nothing does, and `errno` says why.
  package init?(at path: String) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// What a descriptor was opened on; nil for one that is closed.
  init?(of descriptor: Int32) {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  private init(_ status: stat) {
    byteCount = Int(status.st_size)
    identity = FileIdentity(device: UInt(status.st_dev), number: UInt(status.st_ino))
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .regular
      case S_IFDIR: .folder
      case S_IFLNK: .link
      case S_IFIFO: .pipe
      case S_IFSOCK: .socket
      default: .device
      }
  }
}
