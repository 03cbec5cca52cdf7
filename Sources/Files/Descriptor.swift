import Glibc

/// The operations of outputs on a descriptor.
enum Descriptor {
  /// Writes all bytes.
  static func write(_ bytes: [UInt8], to descriptor: Int32, name: String) throws(FileError) {
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
      }
      if count >= 0 {
        done += count
      } else if errno == EAGAIN {
        var watched = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&watched, 1, -1)
      } else if errno != EINTR {
        throw failure(errno, name)
      }
    }
  }

  /// Checks, without writing a byte, whether bytes would be accepted.
  static func tryWriting(to descriptor: Int32, name: String) throws(FileError) {
    let flags = fcntl(descriptor, F_GETFL)
    guard flags >= 0, flags & O_ACCMODE != O_RDONLY else {
      throw .failed(name: name, code: EBADF)
    }
    var watched = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    if unsafe poll(&watched, 1, 0) > 0, watched.revents & Int16(POLLERR) != 0,
      FileStatus(of: descriptor)?.kind != .regular
    {
      throw .noReader(name: name)
    }
    var nothing: UInt8 = 0
    guard unsafe Glibc.write(descriptor, &nothing, 0) >= 0 || errno == EAGAIN else {
      throw failure(errno, name)
    }
  }

  /// Makes a new name in a folder durable.
  static func syncFolder(_ folder: String, name: String) throws(FileError) {
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    // A folder that is writable but not readable cannot be synced by name.
    guard descriptor >= 0 else {
      if errno == EACCES { return }
      throw .unsynced(name: name, code: errno)
    }
    defer { _ = close(descriptor) }
    // Some file systems do not support this.
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS else {
      throw .unsynced(name: name, code: errno)
    }
  }

  private static func failure(_ code: Int32, _ name: String) -> FileError {
    code == EPIPE ? .noReader(name: name) : .failed(name: name, code: code)
  }
}
