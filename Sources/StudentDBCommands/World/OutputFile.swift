import Foundation
import StudentStore

/// A file that is written as a whole or not at all, readable by its owner only.
///
/// The bytes go to a file beside it first, which takes its place at the end; what stood there
/// before is lost only once the new file is complete.
struct OutputFile {
  private let path: String
  private let temporary: String
  private let handle: FileHandle

  init(_ path: String) throws {
    let manager = FileManager.default
    var isDirectory = false
    if manager.isFolder(path, &isDirectory), isDirectory {
      throw CommandFailure(.cannotCreate, "\(path): this is a folder; name a file in it")
    }
    // Renaming over a device, a pipe or a link would take it away, and not write to it.
    if let attributes = try? manager.attributesOfItem(atPath: path),
      attributes[.type] as? FileAttributeType != .typeRegular
    {
      throw CommandFailure(
        .cannotCreate,
        "\(path): this is a device, a pipe or a link; name a regular file, or write to standard output"
      )
    }
    self.path = path
    temporary = "\(path).\(ProcessInfo.processInfo.processIdentifier).part"
    guard
      manager.createFile(
        atPath: temporary,
        contents: nil,
        attributes: [.posixPermissions: 0o600]
      ),
      let handle = FileHandle(forWritingAtPath: temporary)
    else {
      throw CommandFailure(
        .cannotCreate,
        "\(path): cannot be made here; check that the folder exists and is yours"
      )
    }
    self.handle = handle
  }

  func write(_ bytes: [UInt8]) throws {
    do {
      try handle.write(contentsOf: bytes)
    } catch {
      discard()
      throw CommandFailure(.io, "\(path): writing failed; the disk may be full")
    }
  }

  /// Puts the file in its place.
  func finish() throws {
    try handle.synchronize()
    try handle.close()
    try FileReplacement.replace(path, with: temporary)
  }

  /// Leaves nothing behind.
  func discard() {
    try? handle.close()
    try? FileManager.default.removeItem(atPath: temporary)
  }

  /// Writes a whole file.
  static func write(_ bytes: [UInt8], to path: String) throws {
    let file = try OutputFile(path)
    do {
      try file.write(bytes)
      try file.finish()
    } catch {
      file.discard()
      throw error
    }
  }
}

extension FileManager {
  /// Whether something is there, and whether it is a folder.
  func isFolder(_ path: String, _ isDirectory: inout Bool) -> Bool {
    guard let attributes = try? attributesOfItem(atPath: path) else { return false }
    isDirectory = attributes[.type] as? FileAttributeType == .typeDirectory
    return true
  }
}
