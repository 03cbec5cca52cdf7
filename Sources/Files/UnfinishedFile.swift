import Glibc

/// The temporary file in the output's folder that holds its bytes until they are complete.
///
/// Its name is random and never that of an existing file. Only the process that created it removes
/// it; if a signal ends the program, the handler does.
final class UnfinishedFile {
  let folder: String
  let descriptor: Int32
  let path: String
  private let entry: UnfinishedFiles.Entry?

  /// The number of names tried.
  private static let mostTries = 16

  /// Creates one in a folder, readable only by its owner.
  init(in folder: String, shownAs name: String) throws(FileError) {
    self.folder = folder
    for _ in 0..<Self.mostTries {
      let bits = UInt64.random(in: .min ... .max)
      let path = "\(folder == "/" ? "" : folder)/.studentdb-\(String(bits, radix: 16)).part"
      // A signal between creating and registering the file would leave it behind.
      let (descriptor, entry, code) = ProcessSignals.heldBack {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let descriptor = unsafe open(path, flags, 0o600)
        let code = errno
        return (descriptor, descriptor < 0 ? nil : UnfinishedFiles.add(path), code)
      }
      if descriptor >= 0 {
        // The process's umask can remove rights of the owner.
        _ = fchmod(descriptor, 0o600)
        self.path = path
        self.descriptor = descriptor
        self.entry = entry
        return
      }
      guard code == EEXIST else { throw .cannotMake(name: name, code: code) }
    }
    throw .cannotMake(name: name, code: EEXIST)
  }

  /// Gives it its final name.
  func rename(
    to target: String,
    existing: OutputFile.Existing,
    shownAs name: String
  ) throws(FileError) {
    if existing == .refuse {
      // A hard link first: it fails if another file appeared meanwhile.
      if unsafe link(path, target) == 0 {
        remove()
        return
      }
      guard errno != EEXIST else { throw .refused(name: name, .exists) }
      // Memory sticks have no hard links; the place was checked just before.
      guard [EPERM, EOPNOTSUPP, ENOSYS, EINVAL, EMLINK].contains(errno) else {
        throw .failed(name: name, code: errno)
      }
    }
    guard unsafe Glibc.rename(path, target) == 0 else { throw .failed(name: name, code: errno) }
    forget()
  }

  func remove() {
    // A disk that failed once may do it when asked again; the file would stay for good otherwise.
    if unsafe unlink(path) != 0, errno != ENOENT { _ = unsafe unlink(path) }
    forget()
  }

  private func forget() {
    if let entry { UnfinishedFiles.remove(entry) }
  }
}
