/// What to export, and how.
package struct ExportOptions: Sendable {
  /// The values that may fill a blank gender.
  package enum Fill: String, Sendable, CaseIterable {
    /// None: the file as it came.
    case none
    /// Decided values.
    case decided
    /// Decided values, or else those inferred by the current run.
    case inferred
  }

  /// Which columns to write.
  package enum Columns: String, Sendable, CaseIterable {
    /// The file's own.
    case original
    /// The file's own, followed by studentdb's.
    case all
  }

  /// In which encoding to write.
  package enum Encoding: String, Sendable, CaseIterable {
    /// The file's own; UTF-8 for files that differ in it.
    case original
    /// UTF-8.
    case utf8 = "utf-8"
  }

  package var fill: Fill = .decided
  package var encoding: Encoding = .original
  package var columns: Columns = .all
  /// One import, whose students are written; nil for all students.
  package var importBatch: Int64?
  /// The import whose form the list has; nil for the one whose students are written, or else for the
  /// newest with genders.
  package var likeImport: Int64?
  /// Whether students who left are written too.
  package var withLeft = false
  /// Whether the list is for a spreadsheet: a byte order mark, CRLF, the delimiter of the school's
  /// programs, and apostrophes before what would be computed.
  package var isForExcel = false
  package var signedOnly = false
  /// Whether rejected lines of one file are restored at their places.
  package var withRejected = false

  /// The defaults.
  package init() {}
}
