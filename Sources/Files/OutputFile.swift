import Glibc

/// A file output; every output file is written with this type.
///
/// A regular file is written as a whole or not at all, readable by its owner only: the bytes go to
/// a temporary file in the same folder, which replaces it once it is completely on disk. A device
/// or a pipe is written directly. A protected file is refused before anything is changed; see
/// `ProtectedFiles`. An output released before `finish` leaves no file.
package final class OutputFile {
  /// What to do with an existing file.
  package enum Existing: Equatable, Sendable {
    case refuse
    /// `--force`: replaces it, but never a database or an input.
    case replace
  }

  private let path: String
  private let name: String
  private let protected: ProtectedFiles
  private let existing: Existing
  private var descriptor: Int32
  /// The temporary file; nil for direct output.
  private var unfinished: UnfinishedFile?
  private let target: String

  /// Opens an output.
  ///
  /// `path`: the destination. `name`: its name in messages. `protected`: the files of the same
  /// command.
  package init(
    _ path: String,
    shownAs name: String,
    sparing protected: ProtectedFiles,
    existing: Existing
  ) throws(FileError) {
    self.path = path
    self.name = name
    self.protected = protected
    self.existing = existing
    guard let place = try Self.judge(path, name, protected, existing) else {
      target = path
      descriptor = try Self.openThrough(path, name, protected)
      return
    }
    target = place.path
    let file = try UnfinishedFile(in: place.folder, shownAs: name)
    unfinished = file
    descriptor = file.descriptor
  }

  deinit { discard() }

  /// Checks whether an output would be refused, without creating anything.
  package static func check(
    _ path: String,
    shownAs name: String,
    sparing protected: ProtectedFiles,
    existing: Existing
  ) throws(FileError) {
    _ = try judge(path, name, protected, existing)
  }

  /// The file that holds the bytes until they are complete, for a library that writes by itself, and its
  /// folder; nil for a device or a pipe.
  package var unfinishedPath: (file: String, folder: String)? {
    unfinished.map { ($0.path, $0.folder) }
  }

  package func write(_ bytes: [UInt8]) throws(FileError) {
    do throws(FileError) {
      try Descriptor.write(bytes, to: descriptor, name: name)
    } catch {
      discard()
      throw error
    }
  }

  /// Moves the file to its place, durably.
  package func finish() throws(FileError) {
    guard let file = unfinished else {
      // A device may have buffered the bytes.
      guard close() == 0 else { throw .failed(name: name, code: errno) }
      return
    }
    do throws(FileError) {
      guard fsync(descriptor) == 0, close() == 0 else { throw .failed(name: name, code: errno) }
      // Another program may have created a file there meanwhile.
      guard let place = try Self.judge(path, name, protected, existing), place.path == target else {
        throw .refused(name: name, .changed)
      }
      try file.rename(to: target, existing: existing, shownAs: name)
    } catch {
      discard()
      throw error
    }
    unfinished = nil
    try Descriptor.syncFolder(file.folder, name: name)
  }

  /// Removes the temporary file.
  package func discard() {
    _ = close()
    unfinished?.remove()
    unfinished = nil
  }

  private func close() -> Int32 {
    guard descriptor >= 0 else { return 0 }
    defer { descriptor = -1 }
    return Glibc.close(descriptor)
  }

  /// Writes a whole file.
  package static func write(
    _ bytes: [UInt8],
    to path: String,
    shownAs name: String,
    sparing protected: ProtectedFiles,
    existing: Existing
  ) throws(FileError) {
    let file = try OutputFile(path, shownAs: name, sparing: protected, existing: existing)
    try file.write(bytes)
    try file.finish()
  }
}

extension OutputFile {
  /// Where a file would be created; nil for direct output.
  private static func judge(
    _ path: String,
    _ name: String,
    _ protected: ProtectedFiles,
    _ existing: Existing
  ) throws(FileError) -> OutputPlace? {
    let status = FileStatus(following: path)
    switch status?.kind {
    case .folder: throw .refused(name: name, .folder)
    case .socket: throw .refused(name: name, .socket)
    case .device, .pipe:
      if let status, let refusal = protected.refusal(of: status.identity) {
        throw .refused(name: name, refusal)
      }
      return nil
    case .regular, .link, nil: break
    }
    let place = try OutputPlace(of: path, shown: name)
    guard place.present?.identity == status?.identity else {
      throw .refused(name: name, .changed)
    }
    // Checked before opening the file: closing the database here would release SQLite's locks on
    // it.
    if let refusal = protected.refusal(at: place) { throw .refused(name: name, refusal) }
    if place.present != nil {
      guard try !isDatabase(place.path, name) else {
        throw .refused(name: name, .otherDatabase)
      }
      guard existing == .replace else { throw .refused(name: name, .exists) }
    }
    for ending in ProtectedFiles.companionEndings where place.path.hasSuffix(ending) {
      let base = String(place.path.dropLast(ending.count))
      if FileStatus(at: base)?.kind == .regular, try isDatabase(base, name) {
        throw .refused(name: name, .otherDatabase)
      }
    }
    return place
  }

  /// Whether a file begins as every SQLite database does.
  private static func isDatabase(_ path: String, _ name: String) throws(FileError) -> Bool {
    let flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
    let descriptor = unsafe open(path, flags)
    guard descriptor >= 0 else { throw .refused(name: name, .unreadable) }
    defer { _ = Glibc.close(descriptor) }
    let mark = Array("SQLite format 3\0".utf8)
    var start = [UInt8](repeating: 0, count: mark.count)
    let count = unsafe start.withUnsafeMutableBytes {
      unsafe pread(descriptor, $0.baseAddress, $0.count, 0)
    }
    guard count >= 0 else { throw .refused(name: name, .unreadable) }
    return count == mark.count && start == mark
  }

  /// Opens a device or a pipe, but nothing that replaced it meanwhile.
  private static func openThrough(
    _ path: String,
    _ name: String,
    _ protected: ProtectedFiles
  ) throws(FileError) -> Int32 {
    let descriptor = unsafe open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotMake(name: name, code: errno) }
    do throws(FileError) {
      guard let status = FileStatus(of: descriptor), [.device, .pipe].contains(status.kind),
        protected.refusal(of: status.identity) == nil
      else { throw .refused(name: name, .changed) }
      // A device that accepts no data, such as /dev/full, fails here.
      try Descriptor.tryWriting(to: descriptor, name: name)
    } catch {
      _ = Glibc.close(descriptor)
      throw error
    }
    return descriptor
  }
}
