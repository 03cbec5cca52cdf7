package import CSV
package import TextEncoding

/// What the caller has decided about an import; everything else is found out and reported.
package struct ImportOptions: Sendable {
  /// What to do about a line that fits more than one student, or that contradicts what is recorded
  /// of the one it is about.
  package enum OnConflict: String, Sendable, CaseIterable {
    /// Fail the whole import.
    case stop
    /// Keep what is recorded, and list the line; what fills a blank is taken.
    case keep
    /// Take the file's values where one student is meant; what fits several is still listed.
    case update
  }

  /// Headings by field; an empty heading takes the field out.
  package var headings: [StudentField: String] = [:]
  /// The fields that the caller says the file does not have, whatever its headings are.
  package var absent: Set<StudentField> = []
  /// The fields that need no question where they are missing.
  package var unasked: Set<StudentField> = []
  /// The encoding that was asked for; nil to go by the file's mark, and else to take it for UTF-8.
  package var encoding: EncodingChoice?
  package var delimiter: UInt8?
  package var decimal: DecimalSign?
  package var heightUnit: HeightUnit?
  /// Whether heights far from the middle of their column are taken all the same.
  package var keepsImplausible = false
  /// As typed: `1=male,2=female`, once or several times.
  package var genderWords: [String] = []
  /// The command as it was typed, quoted for a shell, so that a question can name the whole command
  /// that answers it; nil where none was typed.
  package var commandLine: String?
  /// The line of the headings, counted from 1; nil for the first line that is not blank.
  package var headerLine: Int?
  package var onConflict: OnConflict = .update
  /// The ids whose lines are about the student who has the id, whatever the name in them.
  package var sameIDs: Set<String> = []
  /// Whether one rejected line fails the whole import.
  package var isStrict = false
  /// How long a record may be, and its cells, and how many.
  package private(set) var limits = CSVLimits()

  /// Whether the students are written without a commitment to them.
  ///
  /// The benchmark alone sets it, to see what the trail costs; `verify` refuses such a file.
  package var leavesTrailOut = false

  /// The words that the caller explained, with what they mean; nil where none was.
  package var genderWordPairs: [String: String]? {
    guard let pairs = try? GenderWordOption.pairs(in: genderWords), !pairs.isEmpty else {
      return nil
    }
    return Dictionary(pairs.map { ($0.word, $0.meaning) }, uniquingKeysWith: { first, _ in first })
  }

  /// Asks for an encoding by its name, such as `windows-1252`.
  ///
  /// - Throws: `RosterError.encodingName` where studentdb reads none of that name.
  package mutating func readAs(encoding name: String) throws(RosterError) {
    do throws(TextEncodingError) {
      encoding = try EncodingChoice(named: name)
    } catch {
      throw .encodingName(error)
    }
  }

  /// Sets how much of a file one record may take up; what is nil stays as it is.
  ///
  /// - Precondition: each is at least one.
  package mutating func limit(recordBytes: Int?, fieldBytes: Int?, columns: Int?) {
    limits = CSVLimits(
      recordBytes: recordBytes ?? limits.recordBytes,
      fieldBytes: fieldBytes ?? limits.fieldBytes,
      fields: columns ?? limits.fields
    )
  }

  /// Nothing decided.
  package init() {}
}
