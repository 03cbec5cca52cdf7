package import StudentStore

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

  /// Heights of the file that can be read in more than one way, the first of them.
  package var doubts: [DoubtfulHeight] = []

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
