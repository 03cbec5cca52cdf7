import Glibc
import Synchronization

/// A file with a random name that only its owner can read, for another program of the same user.
///
/// It is removed by `remove`, and where a signal ends the program.
package final class PrivateFile: Sendable {
  package let path: String
  private let descriptor: Int32
  private let isThere = Atomic(true)
  private let entry: UnfinishedFiles.Entry?

  /// Creates one in a folder; its name ends as said.
  package init(in folder: String, ending: String) throws(FileError) {
    let bits = UInt64.random(in: .min ... .max)
    let path = "\(folder)/studentdb-\(String(bits, radix: 16))\(ending)"
    let (descriptor, entry, code) = ProcessSignals.heldBack {
      let made = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
      let code = errno
      return (made, made < 0 ? nil : UnfinishedFiles.add(path), code)
    }
    guard descriptor >= 0 else { throw .cannotMake(name: folder, code: code) }
    _ = fchmod(descriptor, 0o600)
    self.path = path
    self.descriptor = descriptor
    self.entry = entry
  }

  deinit { _ = close(descriptor) }

  /// Appends bytes.
  package func write(_ bytes: [UInt8]) throws(FileError) {
    try Descriptor.write(bytes, to: descriptor, name: path)
  }

  /// Removes it, once.
  package func remove() {
    guard isThere.exchange(false, ordering: .relaxed) else { return }
    _ = unsafe unlink(path)
    if let entry { UnfinishedFiles.remove(entry) }
  }
}
