/// One imported file: its source, how it was read, and the result.
package struct ImportBatch: Sendable {
  /// The results of a file's lines, as counts.
  package struct Counts: Equatable, Sendable {
    package var rows = 0
    package var added = 0
    package var updated = 0
    package var unchanged = 0
    package var conflicts = 0
    package var rejected = 0
    package var doubts = 0
    package var missingGender = 0
    package var declinedGender = 0
    /// Genders in doubt because of unknown words.
    package var doubtGender = 0
    package var missingHeight = 0
    /// Lines of totals and the like.
    package var notAPerson = 0
    /// Signed students changed by the file, for whom the signature is void.
    package var voided = 0
    /// Blank lines, which are not rows.
    package var blankLines = 0

    package init() {}
  }

  package var id: Int64
  package var sourceName: String
  package var sha256: Digest
  package var byteCount: Int
  package var encoding: String
  package var hasByteOrderMark: Bool
  package var delimiter: String
  /// `lf`, `crlf`, `cr` or `mixed`.
  package var lineEnding: String
  package var hasFinalNewline: Bool
  /// `.` or `,`; nil if no height has decimals.
  package var decimalSign: String?
  /// The unit of bare numbers in the height column; nil without heights.
  package var heightUnit: String?
  package var headerLine: Int
  /// The original bytes of the heading line and the lines above it, without the last line end.
  package var headerRecord: [UInt8]
  /// A JSON array of the headings.
  package var headings: String
  /// A JSON object: field to column, counted from 0.
  package var columnMap: String
  /// A JSON object of the words that the caller explained.
  package var genderWords: String?
  /// The words in the column of genders and what each was read as, the most frequent first.
  package var genderReadings: [GenderWordCount] = []
  /// What an empty cell of a later file says.
  package var blankCells: BlankCells = .keep
  /// How the column of birth dates writes a day, as `DD.MM.YYYY`; nil without one.
  package var dateForm: String?
  /// The day, in ISO form, at which ages were computed from birth dates; nil if none were.
  package var measuredOn: String?
  /// Whether a user named the unit of the heights, for this file or for an earlier one with the same
  /// headings.
  package var isUnitGiven = false
  /// The ids of the students that the file added; nil if none.
  package var students: ClosedRange<Int64>?
  package var counts: Counts
  package var actor: String
  package var importedAt: String
  package var programVersion: String
  /// The sheet of a workbook; nil for a text file.
  package var sheet: String?
  /// The blank lines and different line ends from the headings on, in the form of `CSV.LineLayout`;
  /// nil for an ordinary file, and for one that is not text.
  package var lineLayout: [UInt8]?

  package init(
    id: Int64,
    sourceName: String,
    sha256: Digest,
    byteCount: Int,
    encoding: String,
    hasByteOrderMark: Bool,
    delimiter: String,
    lineEnding: String,
    hasFinalNewline: Bool,
    decimalSign: String?,
    heightUnit: String?,
    headerLine: Int,
    headerRecord: [UInt8],
    headings: String,
    columnMap: String,
    genderWords: String?,
    students: ClosedRange<Int64>?,
    counts: Counts,
    actor: String,
    importedAt: String,
    programVersion: String,
    sheet: String? = nil,
    lineLayout: [UInt8]? = nil
  ) {
    self.id = id
    self.sourceName = sourceName
    self.sha256 = sha256
    self.byteCount = byteCount
    self.encoding = encoding
    self.hasByteOrderMark = hasByteOrderMark
    self.delimiter = delimiter
    self.lineEnding = lineEnding
    self.hasFinalNewline = hasFinalNewline
    self.decimalSign = decimalSign
    self.heightUnit = heightUnit
    self.headerLine = headerLine
    self.headerRecord = headerRecord
    self.headings = headings
    self.columnMap = columnMap
    self.genderWords = genderWords
    self.students = students
    self.counts = counts
    self.actor = actor
    self.importedAt = importedAt
    self.programVersion = programVersion
    self.sheet = sheet
    self.lineLayout = lineLayout
  }
}

/// What an empty cell says about a student whose value is known.
package enum BlankCells: String, Sendable, CaseIterable {
  /// Nothing: the value stays.
  case keep
  /// That the value is gone.
  case clear
}

/// A word in a file's column of genders: what it was read as, and how often it came.
package struct GenderWordCount: Equatable, Sendable {
  /// As written, without the spaces around it; empty for a blank.
  package let text: String
  package let reading: Student.RecordedGender
  package var count: Int

  package init(text: String, reading: Student.RecordedGender, count: Int) {
    self.text = text
    self.reading = reading
    self.count = count
  }
}

/// A line that could not become a student.
package struct RejectedRow: Equatable, Sendable {
  /// The code of a line that fits more than one student.
  package static let ambiguousCode = "ambiguous-student"
  /// The code of a line that contradicts recorded values.
  package static let contradictionCode = "recorded-otherwise"
  /// The code of a line that gives a student's id to another name.
  package static let reusedIDCode = "id_reused"
  /// The code of a line whose id differs from another only in invisible characters.
  package static let lookAlikeIDCode = "look-alike-id"

  private static let conflictCodes: Set = [
    ambiguousCode, contradictionCode, reusedIDCode, lookAlikeIDCode,
  ]

  /// Whether the line was set aside because of recorded data, not because of itself.
  package var isConflict: Bool { Self.conflictCodes.contains(code) }

  /// Counted from 1.
  package var line: Int
  /// Counted in bytes from 1; nil where the whole line is meant.
  package var column: Int?
  /// Of the record's first byte, counted from 0.
  package var byteOffset: Int
  package let code: String
  /// What, why and what to do.
  package let message: String
  /// The original bytes.
  package let record: [UInt8]
  /// For a conflict: the student whom the line matched; nil if several match.
  package var student: Int64?
  /// If the source is several files, the one with the line.
  package var file: String?

  /// The line in words, with its file if there are several: `users.csv, line 17`.
  package var place: String { (file.map { "\($0), " } ?? "") + "line \(line)" }

  package init(
    line: Int,
    column: Int?,
    byteOffset: Int,
    code: String,
    message: String,
    record: [UInt8],
    file: String? = nil
  ) {
    self.line = line
    self.column = column
    self.byteOffset = byteOffset
    self.code = code
    self.message = message
    self.record = record
    self.file = file
  }
}
