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
  package var delimiter: UInt8?
  package var decimal: DecimalSign?
  package var heightUnit: HeightUnit?
  /// As typed: `1=male,2=female`.
  package var genderWords: String?
  /// The line of the headings, counted from 1; nil for the first line that is not blank.
  package var headerLine: Int?
  package var onConflict: OnConflict = .update
  /// Whether one rejected line fails the whole import.
  package var isStrict = false

  /// The words that the caller explained, with what they mean; nil where none was.
  var genderWordPairs: [String: String]? {
    genderWords.map { list in
      Dictionary(
        list.split(separator: ",").compactMap { pair -> (String, String)? in
          let sides = pair.split(separator: "=", maxSplits: 1)
          return sides.count == 2 ? (String(sides[0]), String(sides[1])) : nil
        },
        uniquingKeysWith: { first, _ in first }
      )
    }
  }

  /// Nothing decided.
  package init() {}
}
