import RosterReading
package import StudentStore
import TextEncoding

/// What an import found out and what it did.
package struct ImportReport: Sendable {
  /// The file as it was remembered; of a file that was read before, as remembered then.
  package let batch: ImportBatch
  /// Whether the same bytes were imported before, so that nothing was done.
  package let wasAlreadyImported: Bool
  /// Each field with the heading of its column, in the order of the fields.
  package let columns: [(field: String, heading: String)]
  /// How to show those lines.
  package let lines: RejectedLines
  /// The lines that could not become students; the first `listedRejects` of them.
  package let rejects: [RejectedRow]

  /// Heights of the file that are left out until a person decides, the first of them, and why.
  package var doubts: [(height: DoubtfulHeight, reason: String)] = []

  /// Each word for a gender in the file with what it was read as, the most frequent first; of a file
  /// that was read before, as its students have them now.
  package var genderWords: [GenderWordCount] = []
  /// Whether the file is an export of studentdb's own, whose columns say what its genders rest on.
  package var isOwnExport = false

  /// What there is to say about parts of the file, such as a cell of a workbook; the first of it.
  package var notes: [String] = []
  /// How much there is to say in all.
  package var noteCount = 0
  /// How many lines were rejected for each reason, the listed ones and all others.
  package var rejectsByCode: [String: Int] = [:]

  /// A report lists at most so many rejected lines; the counts are of all.
  package static let listedRejects = 20_000
  /// And no more once they hold so many bytes.
  package static let listedBytes = 2 << 20
}

/// How far an import has come.
package struct ImportProgress: Sendable {
  /// Lines of students that are dealt with.
  package let lines: Int
  /// Bytes of the file that are read.
  package let bytesRead: Int
  /// All of its bytes, where that is known.
  package let bytesInAll: Int?
}

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

  /// The lines as they were behind the file's own headings, in its own encoding.
  ///
  /// Repaired, they import as the file did. Of no lines there are no bytes at all.
  package func file(of rows: [RejectedRow]) -> [UInt8] {
    guard !rows.isEmpty else { return [] }
    let newline = encoding.encoded([0x0A])
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
