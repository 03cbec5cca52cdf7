import RosterReading
package import StudentStore
import TextEncoding

/// The rejected lines of an import as text to show, and as a file to repair.
package struct RejectedLines {
  private let batch: ImportBatch
  private let encoding: CharacterEncoding

  /// The lines of one import.
  ///
  /// - Throws: `StoreError` where the import is in an encoding that this program does not know.
  package init(of batch: ImportBatch) throws(StoreError) {
    self.batch = batch
    encoding = try batch.characterEncoding()
  }

  /// The beginning of a line, to be shown: what cannot be decoded comes out as U+FFFD.
  package func text(of row: RejectedRow) -> String {
    var text: [UInt8] = []
    var decoder = TextDecoder(encoding)
    decoder.decode(row.record.prefix(Self.longestShown), into: &text)
    decoder.finish(into: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// The lines as they stood behind the file's own headings, in its own encoding.
  ///
  /// Repaired, they import as the file did. Of no lines there are no bytes at all.
  package func file(of rows: [RejectedRow]) -> [UInt8] {
    guard !rows.isEmpty else { return [] }
    let newline = OriginalText.encoded([0x0A], as: encoding)
    var bytes = batch.hasByteOrderMark ? encoding.byteOrderMark : []
    bytes += batch.headerRecord + newline
    for row in rows { bytes += row.record + newline }
    return bytes
  }

  /// In bytes; more than that is for the database.
  private static let longestShown = 1000
}

extension ImportBatch {
  /// The encoding that the file was read in.
  ///
  /// - Throws: `StoreError` where it is none that this program knows.
  func characterEncoding() throws(StoreError) -> CharacterEncoding {
    do throws(TextEncodingError) {
      return try CharacterEncoding(named: encoding)
    } catch {
      throw .malformed(table: "import_batch", detail: "row \(id): \(error)")
    }
  }
}
