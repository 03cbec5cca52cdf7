import CExtendedAttributes

/// A note on a file that the program made it as a backup, with the state that was copied.
///
/// It is an extended attribute: a copy of the file made by other programs usually has none, so a file
/// restored by copying is no backup. A file system without attributes keeps none either, which only
/// makes the program ask which file is meant.
package enum BackupMark {
  private static let name = "user.studentdb.backup-of"
  private static let longest = 200

  /// Marks a file.
  package static func set(_ state: String, on path: String) {
    let bytes = Array(state.utf8)
    _ = unsafe bytes.withUnsafeBytes { buffer in
      unsafe setxattr(path, name, buffer.baseAddress, buffer.count, 0)
    }
  }

  /// The state in the mark of a file; nil without one.
  package static func state(of path: String) -> String? {
    var bytes = [UInt8](repeating: 0, count: longest)
    let count = unsafe bytes.withUnsafeMutableBytes { buffer in
      unsafe getxattr(path, name, buffer.baseAddress, buffer.count)
    }
    guard count > 0 else { return nil }
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}
