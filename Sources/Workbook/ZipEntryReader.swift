/// Unpacks one entry of an archive, piece by piece.
///
/// Memory does not grow with the entry. After an error the reader is at its end.
package final class ZipEntryReader {
  private static let pieceBytes = 1 << 16
  /// The ratio says nothing about small entries: a blank sheet is packed tightly, too.
  private static let exemptFromRatio = 1 << 20

  private let archive: Minizip
  private let entry: ZipArchive.Entry
  private let file: String
  private let limits: WorkbookLimits
  private var count = 0
  private var isAtEnd = false

  /// Takes an archive with the entry open.
  init(
    _ archive: consuming Minizip,
    entry: ZipArchive.Entry,
    file: String,
    limits: WorkbookLimits
  ) {
    self.archive = archive
    self.entry = entry
    self.file = file
    self.limits = limits
  }

  /// The next piece; empty at the end.
  ///
  /// - Throws: `damagedEntry` where the entry does not unpack, has another checksum, or has fewer
  ///   bytes than the archive says; or the limit on the size or the ratio, before the piece that
  ///   is beyond it is handed out.
  package func next() throws(WorkbookError) -> [UInt8] {
    guard !isAtEnd else { return [] }
    do throws(WorkbookError.Kind) {
      let piece = try read()
      if piece.isEmpty { isAtEnd = true }
      return piece
    } catch {
      isAtEnd = true
      throw WorkbookError(error, file: file)
    }
  }

  private func read() throws(WorkbookError.Kind) -> [UInt8] {
    let piece: [UInt8]
    do throws(WorkbookError.Kind) {
      piece = try archive.read(upTo: Self.pieceBytes)
      // The checksum is compared when the entry is closed, and only if it came to its size.
      if piece.isEmpty { try archive.closeEntry() }
    } catch {
      throw .damagedEntry(name: entry.name)
    }
    count += piece.count
    guard !piece.isEmpty || count == entry.size else { throw .damagedEntry(name: entry.name) }
    let place = "\"\(entry.name)\""
    guard count <= limits.partBytes else {
      throw .beyondLimit(.part(bytes: limits.partBytes), place: place)
    }
    guard count <= Self.exemptFromRatio || count / limits.ratio <= entry.compressedSize else {
      throw .beyondLimit(.ratio(limits.ratio), place: place)
    }
    return piece
  }
}
