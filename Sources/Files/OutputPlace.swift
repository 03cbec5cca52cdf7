import Bytes
import Glibc

/// The place of an output, with all links resolved.
struct OutputPlace {
  /// The folder, with links resolved.
  let folder: String
  /// The name in the folder.
  let name: String
  /// What is there now, never a link; nil for nothing.
  let present: FileStatus?
  private let folderIdentity: FileIdentity?

  var path: String { Self.path(of: name, in: folder) }

  /// The key by which two names of a file that does not exist yet are compared.
  var spot: Spot? { folderIdentity.map { Spot(folder: $0, name: name) } }

  /// A name in a folder.
  struct Spot: Hashable {
    let folder: FileIdentity
    let name: String
  }

  /// The maximum number of links followed.
  private static let mostLinks = 40

  /// Resolves a path.
  ///
  /// A dangling link denotes the file that it names.
  ///
  /// `shown`: its name in messages.
  init(of path: String, shown: String) throws(FileError) {
    var path = path
    for _ in 0..<Self.mostLinks {
      let (folder, name) = try Self.parts(of: path, shown: shown)
      guard let present = FileStatus(at: Self.path(of: name, in: folder)) else {
        guard errno == ENOENT else { throw .cannotMake(name: shown, code: errno) }
        self.init(folder, name, nil)
        return
      }
      guard present.kind == .link else {
        self.init(folder, name, present)
        return
      }
      guard let target = Self.target(of: Self.path(of: name, in: folder)) else {
        throw .cannotMake(name: shown, code: errno)
      }
      path = target.isAbsolutePath ? target : Self.path(of: target, in: folder)
    }
    throw .cannotMake(name: shown, code: ELOOP)
  }

  private init(_ folder: String, _ name: String, _ present: FileStatus?) {
    self.folder = folder
    self.name = name
    self.present = present
    folderIdentity = FileStatus(at: folder)?.identity
  }

  /// The resolved folder of a path, and its unchanged last part.
  private static func parts(
    of path: String,
    shown: String
  ) throws(FileError) -> (folder: String, name: String) {
    let parts = path.pathParts
    let name = parts.last ?? ""
    guard !name.isEmpty, name != ".", name != ".." else {
      throw .refused(name: shown, .folder)
    }
    let folder = parts.dropLast().joined(separator: "/")
    let start = parts.count == 1 ? "." : folder.isEmpty ? "/" : folder
    guard let resolved = unsafe realpath(start, nil) else {
      throw .cannotMake(name: shown, code: errno)
    }
    defer { unsafe free(resolved) }
    return (unsafe String(cString: resolved), name)
  }

  private static func path(of name: String, in folder: String) -> String {
    folder == "/" ? "/\(name)" : "\(folder)/\(name)"
  }

  /// The target of a link; nil if it cannot be read.
  private static func target(of link: String) -> String? {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = unsafe bytes.withUnsafeMutableBytes { buffer in
      let characters = unsafe buffer.bindMemory(to: CChar.self)
      guard let start = characters.baseAddress else { return -1 }
      return unsafe readlink(link, start, characters.count)
    }
    guard count > 0 else { return nil }
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }
}
