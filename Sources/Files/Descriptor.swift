import Glibc

/// The few things that outputs do with a descriptor.
enum Descriptor {
  /// Writes all of some bytes.
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

  /// Finds out, without a byte written, whether bytes would be taken.
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

  /// Has the disk remember a name that was given in a folder.
  static func syncFolder(_ folder: String, name: String) throws(FileError) {
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    // A folder that one may write to and not read cannot be synced by its name.
    guard descriptor >= 0 else {
      if errno == EACCES { return }
      throw .unsynced(name: name, code: errno)
    }
    defer { _ = close(descriptor) }
    // Some file systems have nothing to sync there.
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS else {
      throw .unsynced(name: name, code: errno)
    }
  }

  private static func failure(_ code: Int32, _ name: String) -> FileError {
    code == EPIPE ? .noReader(name: name) : .failed(name: name, code: code)
  }
}
