package import CSV
package import TextEncoding

/// The caller's choices for an import; everything else is detected and reported.
package struct ImportOptions: Sendable {
  /// What to do with a line that matches several students, or that contradicts its student's
  /// recorded values.
  package enum OnConflict: String, Sendable, CaseIterable {
    /// Fail the whole import.
    case stop
    /// Keep the recorded values and list the line; values for blanks are accepted.
    case keep
    /// Use the file's values if exactly one student matches; a line that matches several is still
    /// listed.
    case update
  }

  /// What an empty cell says about a student whose value is known.
  package enum BlankCells: String, Sendable, CaseIterable {
    /// Nothing: the value stays.
    case keep
    /// That the value is gone.
    case clear
  }

  /// Headings by field; an empty heading removes the field.
  package var headings: [StudentField: String] = [:]
  /// The fields that the caller says the file does not have, whatever its headings are.
  package var absent: Set<StudentField> = []
  /// The fields that need no question if they are missing.
  package var unasked: Set<StudentField> = []
  /// The requested encoding; nil for that of the file's byte order mark, or else UTF-8.
  package var encoding: EncodingChoice?
  package var delimiter: UInt8?
  package var decimal: DecimalSign?
  package var heightUnit: HeightUnit?
  /// The order of day, month and year in birth dates that are all numbers.
  package var dateOrder: DateOrder?
  /// The day at which ages are computed from birth dates; nil for none.
  package var measuredOn: CalendarDate?
  /// The day of the import, after which nobody is born; nil if it does not matter, and two digits
  /// of a year are none then.
  package var today: CalendarDate?
  /// Whether heights far from the median of their column are accepted.
  package var keepsImplausible = false
  /// The answers of earlier imports, the newest first, one for each list of headings; they are used
  /// for a file with the same headings.
  package var earlier: [RememberedAnswers] = []
  /// Whether the answers of earlier imports are left aside.
  package var isFresh = false
  /// Whether the encoding is that of an earlier file with the same headings.
  package var isEncodingRemembered = false
  /// Whether the sheet of the workbook was chosen because an earlier import read it.
  package var isSheetRemembered = false
  /// As typed: `1=male,2=female`, once or several times.
  package var genderWords: [String] = []
  /// The command as typed, quoted for a shell, so that a question can show the complete command
  /// that answers it; nil if none was typed.
  package var commandLine: String?
  /// The line of the headings, counted from 1; nil for the first line that is not blank.
  package var headerLine: Int?
  package var onConflict: OnConflict = .update
  package var blankCells: BlankCells = .keep
  /// The ids whose lines are about the student who has the id, whatever the name in them.
  package var sameIDs: Set<String> = []
  /// Whether the file has everybody of its groups, so that who is not in it has left.
  package var isComplete = false
  /// Whether one rejected line fails the whole import.
  package var isStrict = false
  /// How long a record may be, and its cells, and how many.
  package private(set) var limits = CSVLimits()

  /// Whether the students are written without a commitment to them.
  ///
  /// Only the benchmark sets it, to measure the cost of the trail; `verify` refuses such a file.
  package var leavesTrailOut = false

  /// The words that the caller explained, with their meanings; nil if none.
  package var genderWordPairs: [String: String]? {
    guard let pairs = try? GenderWordOption.pairs(in: genderWords), !pairs.isEmpty else {
      return nil
    }
    return Dictionary(pairs.map { ($0.word, $0.meaning) }, uniquingKeysWith: { first, _ in first })
  }

  /// Sets the encoding by its name, such as `windows-1252`.
  ///
  /// - Throws: `RosterError.encodingName` if studentdb does not support it.
  package mutating func readAs(encoding name: String) throws(RosterError) {
    do throws(TextEncodingError) {
      encoding = try EncodingChoice(named: name)
    } catch {
      throw .encodingName(error)
    }
  }

  /// Sets the size limits of a record; nil leaves a limit unchanged.
  ///
  /// - Precondition: each is at least one.
  package mutating func limit(recordBytes: Int?, fieldBytes: Int?, columns: Int?) {
    limits = CSVLimits(
      recordBytes: recordBytes ?? limits.recordBytes,
      fieldBytes: fieldBytes ?? limits.fieldBytes,
      fields: columns ?? limits.fields
    )
  }

  /// No choices.
  package init() {}
}
