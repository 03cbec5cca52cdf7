/// What the caller has decided about an import; everything else is found out and reported.
package struct ImportOptions: Sendable {
  /// What to do about a line that fits more than one student.
  package enum OnConflict: String, Sendable, CaseIterable {
    /// Fail the whole import.
    case stop
    /// Keep what is recorded, and list the line.
    case keep
    /// Take the file's values where one student is meant; what fits several is still listed.
    case update
  }

  /// Headings by field; an empty heading takes the field out.
  package var headings: [StudentField: String] = [:]
  package var delimiter: UInt8?
  package var decimal: DecimalSign?
  package var heightUnit: HeightUnit?
  /// As typed: `1=male,2=female`.
  package var genderWords: String?
  /// The line of the headings, counted from 1; nil for the first line that is not blank.
  package var headerLine: Int?
  package var onConflict: OnConflict = .keep
  /// Whether one rejected line fails the whole import.
  package var isStrict = false

  /// Nothing decided.
  package init() {}
}
