import Glibc

/// A folder with a random name that only its owner can enter, for what another program leaves behind.
final class PrivateFolder {
  let path: String

  /// Creates one in a folder.
  init(in folder: String) throws(FileError) {
    var template = Array("\(folder)/studentdb-XXXXXX".utf8CString)
    let isMade = unsafe template.withUnsafeMutableBufferPointer {
      unsafe $0.baseAddress.map { unsafe mkdtemp($0) != nil } ?? false
    }
    guard isMade else { throw .cannotMake(name: folder, code: errno) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Removes it with everything in it.
  ///
  /// A process that was ended may still have a file open, and create one more: it is tried again for a
  /// second at most.
  func remove() {
    for _ in 0..<50 {
      Self.removeAll(in: path)
      if unsafe rmdir(path) == 0 || errno == ENOENT { return }
      usleep(20_000)
    }
  }

  private static func removeAll(in folder: String) {
    for name in names(in: folder) where name != "." && name != ".." {
      let path = "\(folder)/\(name)"
      // A link is removed, and not what it leads to.
      guard unsafe unlink(path) != 0, errno == EISDIR else { continue }
      removeAll(in: path)
      _ = unsafe rmdir(path)
    }
  }

  private static func names(in folder: String) -> [String] {
    guard let stream = unsafe opendir(folder) else { return [] }
    defer { _ = unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      names.append(name)
    }
    return names
  }
}
