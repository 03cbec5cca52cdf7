import Glibc

/// The identity of a file, independent of its name.
struct FileIdentity: Hashable {
  let device: UInt
  let number: UInt
}

/// The status of a file.
package struct FileStatus {
  /// The kind of the file.
  package enum Kind: Equatable {
    case regular
    case folder
    case link
    /// A terminal, `/dev/null` and the like.
    case device
    /// A FIFO, named or not.
    case pipe
    case socket
  }

  package let kind: Kind
  /// The length of a regular file in bytes.
  package let byteCount: Int
  let identity: FileIdentity

  /// The file at a path, following links; nil if there is none.
  package init?(following path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// The file at a path, without following links; nil if there is none, and `errno` says why.
  package init?(at path: String) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// The file of a descriptor; nil for a closed one.
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
