import Bytes
import Glibc

/// A file to which one line is appended for every act, opened before the act.
///
/// It is a plain file of its own: never the database or a file beside it, never through a symbolic
/// link, and never a file with anything else in it, such as a list that the command reads.
package final class AnchorFile {
  private let descriptor: Int32
  private let name: String
  /// Its last complete line, without its end; nil for an empty file.
  package let lastLine: String?
  /// Whether its last line has no end: a power cut interrupted it.
  private let isTorn: Bool

  /// The longest line.
  private static let longestLine = 512

  /// Opens a file, and makes it if there is none.
  ///
  /// - Parameters:
  ///   - path: Where it is.
  ///   - name: Its name in messages.
  ///   - protected: The files that it must not be.
  ///   - isLine: Whether a text is a line of such a file.
  /// - Throws: `FileError` if nothing can be appended to it, or if it is something else.
  package init(
    _ path: String,
    shownAs name: String,
    sparing protected: ProtectedFiles,
    isLine: (String) -> Bool
  ) throws(FileError) {
    try OutputFile.check(path, shownAs: name, sparing: protected, existing: .replace)
    let isNew = FileStatus(at: path) == nil
    let flags = O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
    let descriptor = unsafe open(path, flags, 0o600)
    guard descriptor >= 0 else {
      throw errno == ELOOP ? .refused(name: name, .link) : .cannotMake(name: name, code: errno)
    }
    self.descriptor = descriptor
    self.name = name
    do throws(FileError) {
      guard let status = FileStatus(of: descriptor), status.kind == .regular else {
        throw .refused(name: name, .noPlainFile)
      }
      if let refusal = protected.refusal(of: status.identity) {
        throw .refused(name: name, refusal)
      }
      let first = try Self.text(of: descriptor, from: 0, name: name)
      let end = max(0, status.byteCount - 2 * Self.longestLine)
      let last = try Self.text(of: descriptor, from: end, name: name)
      let lines = last.split(separator: "\n", omittingEmptySubsequences: false)
      isTorn = status.byteCount > 0 && lines.last?.isEmpty == false
      // What is behind the last line end is not a line.
      lastLine = lines.dropLast().last.map(String.init)
      let opening = first.split(separator: "\n", omittingEmptySubsequences: false)
      let isEmpty = status.byteCount == 0
      let begins = opening.count > 1 && opening.first.map { isLine(String($0)) } == true
      guard isEmpty || begins, lastLine.map(isLine) ?? isEmpty else {
        throw .refused(name: name, .notAnchors)
      }
      if isNew { try Descriptor.syncFolder(Self.folder(of: path), name: name) }
    } catch {
      _ = close(descriptor)
      throw error
    }
  }

  deinit { _ = close(descriptor) }

  /// Appends a line, and returns when it is on disk.
  package func append(_ line: String) throws(FileError) {
    try Descriptor.write(
      Array(((isTorn ? "\n" : "") + line + "\n").utf8),
      to: descriptor,
      name: name
    )
    guard fsync(descriptor) == 0 else { throw .failed(name: name, code: errno) }
  }

  private static func folder(of path: String) -> String {
    let folders = path.pathParts.dropLast()
    return folders.isEmpty ? "." : folders == [""] ? "/" : folders.joined(separator: "/")
  }

  private static func text(
    of descriptor: Int32,
    from offset: Int,
    name: String
  ) throws(FileError) -> String {
    var bytes = [UInt8](repeating: 0, count: 2 * longestLine)
    let count = unsafe bytes.withUnsafeMutableBytes {
      unsafe pread(descriptor, $0.baseAddress, $0.count, off_t(offset))
    }
    guard count >= 0 else { throw .failed(name: name, code: errno) }
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }
}
