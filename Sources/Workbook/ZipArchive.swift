import Bytes

/// The list of what is in a ZIP archive, from which each entry can be read in pieces.
///
/// Nothing is ever written to disk, so that the names in an archive are names and not paths: one
/// such as `../../x` leads nowhere. Names are the same when they differ only in the case of ASCII
/// letters or in the way their slashes lean, as they are in workbooks; a name that is there
/// twice is refused, since of two contents one would be ignored.
///
/// Entries that are stored or deflated are read, with their sizes before or behind the data. The
/// sizes in the directory are believed as upper bounds only: an entry that does not unpack to exactly
/// what is said of it, checksum included, is an error. Zip64 is read as far as minizip does: its
/// version 1.1 misses sizes that are in the zip64 field alone, and these are refused.
package struct ZipArchive: Sendable {
  /// One entry as the archive's directory has it.
  package struct Entry: Sendable, Equatable {
    /// Its name; bytes that are not UTF-8 come out as U+FFFD.
    package let name: String
    /// How many bytes it takes up in the archive.
    package let compressedSize: Int
    /// How many bytes it unpacks to.
    package let size: Int

    let method: Int
    let isEncrypted: Bool
    let place: Minizip.Place
  }

  /// The archive's own name, without its folder.
  package let name: String
  /// What is in it, in the order of its directory; folders, whose names end with a slash, included.
  package let entries: [Entry]

  let limits: WorkbookLimits
  private let path: String
  private let stamp: OpenFile.Stamp
  private let numbers: [String: Int]

  /// Replaces a size that is in the zip64 field.
  private static let zip64Mark = 0xFFFF_FFFF
  /// Names are at most this long; a longer one is not the name of a file.
  private static let longestName = 4096

  /// Reads the directory of an archive.
  ///
  /// - Parameters:
  ///   - path: Where the archive is; links are followed.
  ///   - name: What messages call it; nil for the last part of the path.
  ///   - limits: How much it may ask for.
  /// - Throws: What is the matter with the file: it is none, it is no archive (and perhaps an old
  ///   or a protected workbook), the directory is damaged, has a name twice or is beyond a limit.
  package init(
    path: String,
    name: String? = nil,
    limits: WorkbookLimits = WorkbookLimits()
  ) throws(WorkbookError) {
    let name = name ?? path.lastPathPart
    let file = try Self.open(path, name: name)
    switch FileKind(firstBytes: file.bytes(at: 0, count: FileKind.length)) {
    case .archive: break
    case .compoundFile:
      throw WorkbookError(
        holdsEncryptedPackage(file) ? .passwordProtected : .oldWorkbook,
        file: name
      )
    case .other: throw WorkbookError(.notAnArchive, file: name)
    }
    guard let archive = Minizip(file) else { throw WorkbookError(.damagedArchive, file: name) }
    self.path = path
    self.name = name
    self.limits = limits
    stamp = file.stamp
    do {
      entries = try Self.list(archive, limits: limits)
      numbers = try Self.numbers(of: entries)
    } catch let kind as WorkbookError.Kind {
      throw WorkbookError(kind, file: name)
    } catch {
      throw WorkbookError(.damagedArchive, file: name)
    }
  }

  /// The entry of a name.
  package func entry(named name: String) -> Entry? {
    numbers[Self.key(name)].map { entries[$0] }
  }

  /// Starts reading an entry of this archive from its first byte.
  ///
  /// The file is opened anew, so that any number of entries can be read side by side.
  ///
  /// - Throws: `changedMeanwhile` when the file is no longer the one whose directory was read;
  ///   `encryptedEntry`, `unknownCompression`, `damagedEntry`, or a limit on the size.
  package func reader(of entry: Entry) throws(WorkbookError) -> ZipEntryReader {
    guard !entry.isEncrypted else { throw error(.encryptedEntry(name: entry.name)) }
    guard entry.method == 0 || entry.method == 8 else {
      throw error(.unknownCompression(name: entry.name, method: entry.method))
    }
    // What is stored takes up as much as it is; the ratio could be hidden behind more.
    guard entry.method != 0 || entry.compressedSize == entry.size,
      entry.compressedSize <= stamp.size
    else { throw error(.damagedEntry(name: entry.name)) }
    guard entry.size <= limits.partBytes else {
      throw error(.beyondLimit(.part(bytes: limits.partBytes), place: "\"\(entry.name)\""))
    }
    let file = try Self.open(path, name: name)
    guard file.stamp == stamp else { throw error(.changedMeanwhile) }
    guard let archive = Minizip(file) else { throw error(.damagedArchive) }
    do {
      try archive.go(to: entry.place)
      try archive.openEntry()
    } catch {
      throw self.error(.damagedEntry(name: entry.name))
    }
    return ZipEntryReader(archive, entry: entry, file: name, limits: limits)
  }

  func error(_ kind: WorkbookError.Kind) -> WorkbookError { WorkbookError(kind, file: name) }

  private static func open(_ path: String, name: String) throws(WorkbookError) -> OpenFile {
    do throws(WorkbookError.Kind) {
      return try OpenFile(path)
    } catch {
      throw WorkbookError(error, file: name)
    }
  }

  private static func list(
    _ archive: borrowing Minizip,
    limits: WorkbookLimits
  ) throws -> [Entry] {
    let count = archive.entryCount
    guard count <= limits.entries else {
      throw WorkbookError.Kind.beyondLimit(.entries(limits.entries), place: "the archive")
    }
    var entries: [Entry] = []
    var total = 0
    guard count > 0 else { return [] }
    try archive.goToFirst()
    repeat {
      let listing = try archive.listing(nameUpTo: longestName)
      guard listing.name.count < longestName, let size = Int(exactly: listing.size),
        let compressedSize = Int(exactly: listing.compressedSize)
      else { throw WorkbookError.Kind.damagedArchive }
      let name = String(decoding: listing.name, as: UTF8.self)
      guard size != zip64Mark, compressedSize != zip64Mark else {
        throw WorkbookError.Kind.zip64(name: name)
      }
      entries.append(
        Entry(
          name: name,
          compressedSize: compressedSize,
          size: size,
          method: Int(clamping: listing.method),
          isEncrypted: listing.isEncrypted,
          place: listing.place
        )
      )
      let (sum, overflows) = total.addingReportingOverflow(size)
      guard !overflows, sum <= limits.totalBytes else {
        throw WorkbookError.Kind.beyondLimit(.total(bytes: limits.totalBytes), place: "the archive")
      }
      total = sum
    } while try archive.goToNext()
    guard entries.count == count else { throw WorkbookError.Kind.damagedArchive }
    return entries
  }

  private static func numbers(of entries: [Entry]) throws(WorkbookError.Kind) -> [String: Int] {
    var numbers: [String: Int] = [:]
    for (number, entry) in entries.enumerated() {
      guard numbers.updateValue(number, forKey: key(entry.name)) == nil else {
        throw .duplicateEntry(name: entry.name)
      }
    }
    return numbers
  }

  /// What names that are the same have in common: small ASCII letters, slashes, none in front.
  private static func key(_ name: String) -> String {
    var bytes = name.utf8.map { byte -> UInt8 in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
      case UInt8(ascii: "\\"): UInt8(ascii: "/")
      default: byte
      }
    }
    if bytes.first == UInt8(ascii: "/") { bytes.removeFirst() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
