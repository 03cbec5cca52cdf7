package import RosterReading
package import StudentStore
import TextEncoding

/// The findings and results of an import.
package struct ImportReport: Sendable {
  /// The stored record of the file; for a file imported before, the earlier record.
  package let batch: ImportBatch
  /// Whether the same file was already imported, so that nothing was done.
  package let wasAlreadyImported: Bool
  /// Each field with the heading of its column, in the order of the fields.
  package let columns: [(field: String, heading: String)]
  /// How to show those lines.
  package let lines: RejectedLines
  /// The rejected lines; the first `listedRejects` of them.
  package let listed: [ListedReject]
  /// The same as they are stored.
  package var rejects: [RejectedRow] { listed.map(\.row) }

  /// The first heights of the file that are in doubt, and why.
  package var doubts: [(height: DoubtfulHeight, reason: HeightDoubt)] = []

  /// Each word for a gender in the file with its reading, the most frequent first; for a file
  /// imported before, as its students have them now.
  package var genderWords: [GenderWordCount] = []
  /// Whether the file is an export of studentdb, with columns for the source of its genders.
  package var isOwnExport = false

  /// The first notes about parts of the file, such as a cell of a workbook.
  package var notes: [ListNote] = []
  /// The total number of notes.
  package var noteCount = 0
  /// The number of rejected lines for each reason, including those not listed.
  package var rejectsByCode: [String: Int] = [:]

  /// What the file changed of students known before.
  package var changes = RosterChanges()

  /// What of the answers for an earlier file was used; nil if nothing.
  package var applied: AppliedAnswers?

  /// The students of the file's groups who are not in it.
  package var leavers = Leavers()

  /// The most rejected lines in a report; the counts include all.
  package static let listedRejects = 20_000
  /// The most bytes of rejected lines in a report.
  package static let listedBytes = 2 << 20
}

/// A rejected line as it is stored, with its reason.
package struct ListedReject: Equatable, Sendable {
  package let row: RejectedRow
  /// Nil for a line of an import that was done before.
  package let reason: LineRejection?
}

/// The progress of an import.
package struct ImportProgress: Sendable {
  /// Student lines processed.
  package let lines: Int
  /// Bytes of the file read.
  package let bytesRead: Int
  /// The size of the file, if known.
  package let bytesInAll: Int?
}

/// The rejected lines of an import as text to show, and as a file to repair.
package struct RejectedLines {
  private let batch: ImportBatch
  private let encoding: CharacterEncoding

  /// The lines of one import.
  ///
  /// - Throws: `StoreError` if the import has an encoding that this program does not support.
  package init(of batch: ImportBatch) throws(StoreError) {
    self.batch = batch
    encoding = try batch.characterEncoding()
  }

  /// The beginning of a line for display, with U+FFFD for undecodable bytes.
  package func text(of row: RejectedRow) -> String {
    var text: [UInt8] = []
    var decoder = TextDecoder(encoding)
    decoder.decode(row.record.prefix(Self.longestShown), into: &text)
    decoder.finish(into: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// The original lines below the file's own headings, in its own encoding.
  ///
  /// After repair, they import like the file. Empty if there are no lines.
  package func file(of rows: [RejectedRow]) -> [UInt8] {
    guard !rows.isEmpty else { return [] }
    let newline = encoding.encoded([0x0A])
    var bytes = batch.hasByteOrderMark ? encoding.byteOrderMark : []
    bytes += batch.headerRecord + newline
    for row in rows { bytes += row.record + newline }
    return bytes
  }

  /// In bytes; longer lines are read from the database.
  private static let longestShown = 1000
}

extension ImportBatch {
  /// The encoding that the file was read in.
  ///
  /// - Throws: `StoreError` if this program does not support it.
  func characterEncoding() throws(StoreError) -> CharacterEncoding {
    do throws(TextEncodingError) {
      return try CharacterEncoding(named: encoding)
    } catch {
      throw .malformed(table: "import_batch", detail: "row \(id): \(error)")
    }
  }
}
