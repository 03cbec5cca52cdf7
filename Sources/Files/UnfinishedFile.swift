import Glibc

/// The file beside an output that holds its bytes until all of them are there.
///
/// Its name is like no other: made of random bits, and never one that is taken. It is removed by
/// whoever made it, and by nobody else; where a signal ends the program, by the handler.
final class UnfinishedFile {
  let folder: String
  let descriptor: Int32
  private let path: String
  private let entry: UnfinishedFiles.Entry?

  /// So many names would have to be taken by accident.
  private static let mostTries = 16

  /// Makes one in a folder, for the eyes of its owner.
  init(in folder: String, shownAs name: String) throws(FileError) {
    self.folder = folder
    for _ in 0..<Self.mostTries {
      let bits = UInt64.random(in: .min ... .max)
      let path = "\(folder == "/" ? "" : folder)/.studentdb-\(String(bits, radix: 16)).part"
      // A signal between the making and the note would leave the file.
      let (descriptor, entry, code) = ProcessSignals.heldBack {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let descriptor = unsafe open(path, flags, 0o600)
        let code = errno
        return (descriptor, descriptor < 0 ? nil : UnfinishedFiles.add(path), code)
      }
      if descriptor >= 0 {
        // The mask of the process can take rights away from the owner.
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

  /// Gives it its name.
  func rename(
    to target: String,
    existing: OutputFile.Existing,
    shownAs name: String
  ) throws(FileError) {
    if existing == .refuse {
      // A second name first, which is refused where another file came meanwhile.
      if unsafe link(path, target) == 0 {
        remove()
        return
      }
      guard errno != EEXIST else { throw .refused(name: name, .exists) }
      // Memory sticks know no second names; the place was looked at a moment ago.
      guard [EPERM, EOPNOTSUPP, ENOSYS, EINVAL, EMLINK].contains(errno) else {
        throw .failed(name: name, code: errno)
      }
    }
    guard unsafe Glibc.rename(path, target) == 0 else { throw .failed(name: name, code: errno) }
    forget()
  }

  func remove() {
    _ = unsafe unlink(path)
    forget()
  }

  private func forget() {
    if let entry { UnfinishedFiles.remove(entry) }
  }
}
