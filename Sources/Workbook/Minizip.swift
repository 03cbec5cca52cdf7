// The only file of this target that says `unsafe`: the calls of minizip and of the system, each in
// a Swift function of its own.

import CMinizip
import Glibc

/// A regular file that is open for reading.
struct OpenFile: ~Copyable {
  /// What tells a file, as it is at this moment, from any other and from itself after a change.
  struct Stamp: Sendable, Equatable {
    let device: UInt
    let number: UInt
    let size: Int
    let seconds: Int
    let nanoseconds: Int
  }

  fileprivate let descriptor: Int32
  let stamp: Stamp

  /// Opens a file; NONBLOCK so that a FIFO, which is refused, is not waited for.
  init(_ path: String) throws(WorkbookError.Kind) {
    guard !path.utf8.contains(0) else {
      throw .cannotOpen(reason: "the name holds a NUL character")
    }
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw .cannotOpen(reason: Self.reason(errno)) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      let reason = Self.reason(errno)
      _ = close(descriptor)
      throw .cannotOpen(reason: reason)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      _ = close(descriptor)
      throw .notAFile(what: status.st_mode & S_IFMT == S_IFDIR ? "a folder" : "a pipe or a device")
    }
    self.descriptor = descriptor
    stamp = Stamp(
      device: UInt(status.st_dev),
      number: UInt(status.st_ino),
      size: Int(status.st_size),
      seconds: status.st_mtim.tv_sec,
      nanoseconds: status.st_mtim.tv_nsec
    )
  }

  deinit { _ = close(descriptor) }

  /// Up to `count` bytes from a place on; fewer at the end of the file, none where reading fails.
  func bytes(at offset: Int, count: Int) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = unsafe max(0, pread(descriptor, buffer.baseAddress, count, offset))
    }
  }

  private static func reason(_ code: Int32) -> String { unsafe String(cString: strerror(code)) }
}

/// An archive as minizip knows it: one Swift function for each C call.
///
/// minizip keeps a place in the list of entries, and at most one of them is open.
@safe struct Minizip: ~Copyable {
  /// What the archive's directory says about one entry.
  struct Listing {
    /// The name as it is there, in whatever encoding.
    let name: [UInt8]
    let compressedSize: UInt64
    let size: UInt64
    let method: UInt
    let isEncrypted: Bool
    let place: Place
  }

  /// Where the directory has an entry.
  struct Place: Sendable, Equatable {
    fileprivate let offset: UInt64
    fileprivate let number: UInt64
  }

  private let archive: unzFile

  /// Opens the archive in a file, or gives nil where minizip finds none there.
  ///
  /// It works on a duplicate of the descriptor, which `cminizip_open` takes over.
  init?(_ file: borrowing OpenFile) {
    let descriptor = fcntl(file.descriptor, F_DUPFD_CLOEXEC, 0)
    guard descriptor >= 0 else { return nil }
    guard let archive = unsafe cminizip_open(descriptor) else { return nil }
    unsafe self.archive = archive
  }

  deinit { _ = unsafe unzClose(archive) }

  /// How many entries the archive claims to have.
  var entryCount: UInt64 {
    var info = unz_global_info64()
    let code = unsafe unzGetGlobalInfo64(archive, &info)
    return code == UNZ_OK ? info.number_entry : 0
  }

  /// Goes to the first entry of the directory.
  func goToFirst() throws(WorkbookError.Kind) { try check(unsafe unzGoToFirstFile(archive)) }

  /// Goes to the next one; false after the last.
  func goToNext() throws(WorkbookError.Kind) -> Bool {
    let code = unsafe unzGoToNextFile(archive)
    guard code != UNZ_END_OF_LIST_OF_FILE else { return false }
    try check(code)
    return true
  }

  /// Goes back to an entry that was listed before, in this archive.
  func go(to place: Place) throws(WorkbookError.Kind) {
    var position = unz64_file_pos(
      pos_in_zip_directory: place.offset,
      num_of_file: place.number
    )
    try check(unsafe unzGoToFilePos64(archive, &position))
  }

  /// What the directory says about the present entry, with at most `longest` bytes of its name.
  func listing(nameUpTo longest: Int) throws(WorkbookError.Kind) -> Listing {
    var info = unz_file_info64()
    var position = unz64_file_pos()
    var code = unsafe unzGetFilePos64(archive, &position)
    try check(code)
    let name = unsafe [UInt8](unsafeUninitializedCapacity: longest) { buffer, filled in
      // The capacity is `longest`, and minizip fills no more than it is told of.
      code = unsafe buffer.withMemoryRebound(to: CChar.self) { name in
        unsafe unzGetCurrentFileInfo64(
          archive,
          &info,
          name.baseAddress,
          UInt(longest),
          nil,
          0,
          nil,
          0
        )
      }
      filled = code == UNZ_OK ? min(longest, Int(clamping: info.size_filename)) : 0
    }
    try check(code)
    return Listing(
      name: name,
      compressedSize: info.compressed_size,
      size: info.uncompressed_size,
      method: info.compression_method,
      isEncrypted: info.flag & 1 != 0,
      place: Place(offset: position.pos_in_zip_directory, number: position.num_of_file)
    )
  }

  /// Opens the present entry for reading.
  func openEntry() throws(WorkbookError.Kind) { try check(unsafe unzOpenCurrentFile(archive)) }

  /// The next bytes of the open entry; none at its end.
  func read(upTo count: Int) throws(WorkbookError.Kind) -> [UInt8] {
    var result: Int32 = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      // The capacity is `count`, and minizip fills no more than it is told of.
      result = unsafe unzReadCurrentFile(archive, buffer.baseAddress, UInt32(clamping: count))
      filled = max(0, Int(result))
    }
    guard result >= 0 else { throw .damagedArchive }
    return bytes
  }

  /// Closes the open entry; fails where all of it was read and has another checksum.
  func closeEntry() throws(WorkbookError.Kind) { try check(unsafe unzCloseCurrentFile(archive)) }

  private func check(_ code: Int32) throws(WorkbookError.Kind) {
    guard code == UNZ_OK else { throw .damagedArchive }
  }
}
