import Glibc

/// A temporary file that only this process can read: it has no name, and is gone when the process ends,
/// however it ends.
package final class HiddenFile: Sendable {
  private let descriptor: Int32

  /// Its length in bytes.
  package var byteCount: Int { FileStatus(of: descriptor)?.byteCount ?? 0 }

  /// Creates one in a folder.
  package init(in folder: String) throws(FileError) {
    var code: Int32 = 0
    for _ in 0..<16 {
      let bits = UInt64.random(in: .min ... .max)
      let path = "\(folder)/.studentdb-\(String(bits, radix: 16)).part"
      // A signal between making the file and removing its name would leave it behind.
      let made = ProcessSignals.heldBack {
        let made = unsafe Glibc.open(
          path,
          O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
          0o600
        )
        code = errno
        if made >= 0 {
          _ = fchmod(made, 0o600)
          _ = unsafe unlink(path)
        }
        return made
      }
      if made >= 0 {
        descriptor = made
        return
      }
      guard code == EEXIST else { break }
    }
    throw .cannotMake(name: folder, code: code)
  }

  deinit { _ = close(descriptor) }

  /// The address under which this process, and no other user's, can open it again.
  package var path: String { "/proc/self/fd/\(descriptor)" }

  /// Appends bytes.
  package func write(_ bytes: [UInt8]) throws(FileError) {
    try Descriptor.write(bytes, to: descriptor, name: "a temporary file")
  }

  /// Reads it from its first byte.
  package func open() throws(FileError) -> InputFile {
    try InputFile(path: path, name: "a temporary file")
  }
}
