package import CSV

/// How to read a file's rows: determined by the survey, used by the load.
package struct RosterLayout: Sendable {
  /// Columns by field.
  package struct Columns: Sendable {
    package var id: Int?
    /// One column, or first and last name in two.
    package var name: [Int]
    package var gender: Int?
    package var height: Int?
    package var age: Int?
    package var birthdate: Int?
    /// The day at which ages are computed from birth dates, instead of a column; nil for none.
    package var measuredOn: CalendarDate?
    /// One for each of `StudentField.plainTexts`.
    package var plainTexts: [Int?] = []
    /// Every column that is kept unchanged, in order.
    package var others: [Int]
    /// The columns that studentdb itself wrote, where the file is an export of it.
    package var ownExport: OwnExport?

    /// The columns by the names of their fields, as the import remembers them; of a name in two
    /// columns, both.
    package var byField: [String: Int] {
      var columns: [StudentField: Int?] = [
        .id: id, .gender: gender, .height: height, .age: age, .birthdate: birthdate,
      ]
      for (field, column) in zip(StudentField.plainTexts, plainTexts) { columns[field] = column }
      if name.count == 1 { columns[.name] = name[0] }
      if name.count == 2 {
        columns[.givenName] = name[0]
        columns[.familyName] = name[1]
      }
      return Dictionary(
        uniqueKeysWithValues: columns.compactMap { field, column in
          column.map { (field.rawValue, $0) }
        }
      )
    }
  }

  package let fileName: String
  package let opening: RosterOpening
  package let headings: [String]
  package let headerLine: Int
  package let headerRecord: [UInt8]
  package let map: ColumnMap
  package let columns: Columns
  package let height: HeightDecision?
  package let birthDates: BirthDateDecision?
  package let genders: GenderWords
  /// What of an earlier file's answers was used; nil if none has these headings.
  package let applied: AppliedAnswers?
  /// Whether ids are compared one by one, because some contain invisible characters.
  package let hasUnclearIDs: Bool
  package let byteCount: Int
  package let lineEnding: CSVLineEnding
  package let endsWithNewline: Bool
  /// Blank lines and mixed line ends from the headings on; nil if none.
  package let lines: LineLayout?

  /// The sheet of the workbook; nil for a text file.
  package var sheet: String? { opening.sheet }

  /// Each understood field with its heading.
  package var namedColumns: [(field: String, heading: String)] {
    map.columns.sorted { $0.key < $1.key }.map { ($0.key.rawValue, headings[$0.value]) }
  }

  /// Whether another layout of the same file reads every cell alike.
  package func agrees(with other: RosterLayout) -> Bool {
    opening == other.opening && headings == other.headings && headerLine == other.headerLine
      && (height.flatMap { own in other.height.map { own.agrees(with: $0) } }
        ?? (height == nil && other.height == nil))
      && (birthDates.flatMap { own in other.birthDates.map { own.agrees(with: $0) } }
        ?? (birthDates == nil && other.birthDates == nil))
      && genders == other.genders && hasUnclearIDs == other.hasUnclearIDs
  }

  /// The heading of a column, for messages.
  package func heading(of column: Int?) -> String {
    guard let column, headings.indices.contains(column) else { return "" }
    return headings[column]
  }

  package static func columns(of map: ColumnMap, headings: [String]) -> Columns {
    // A name in two columns is joined for display; its cells are kept with the others.
    let single = map.nameColumns.count == 1 ? map.nameColumns : []
    let plainTexts = StudentField.plainTexts.map { map.columns[$0] }
    let used = Set(
      single + plainTexts.compactMap(\.self)
        + [.id, .gender, .height, .age, .birthdate].compactMap { map.columns[$0] }
    )
    return Columns(
      id: map.columns[.id],
      name: map.nameColumns,
      gender: map.columns[.gender],
      height: map.columns[.height],
      age: map.columns[.age],
      birthdate: map.columns[.birthdate],
      plainTexts: plainTexts,
      others: headings.indices.filter { !used.contains($0) },
      ownExport: map.columns[.gender] == nil ? nil : OwnExport(headings: headings)
    )
  }
}

/// Recognises a repeated heading line, as in joined lists of several classes.
struct RepeatedHeading: Sendable {
  /// Folded, in the order of the columns.
  private let headings: [String]
  /// A column with a heading: the name column if possible.
  private let column: Int
  /// The ASCII prefix of that heading, in lower case.
  private let beginning: [UInt8]

  init(_ headings: [String], nameColumn: Int) {
    self.headings = headings.map { folded($0) }
    let isNamed = self.headings.indices.contains(nameColumn) && !self.headings[nameColumn].isEmpty
    column = isNamed ? nameColumn : self.headings.firstIndex { !$0.isEmpty } ?? 0
    let heading = headings.indices.contains(column) ? trimmed(headings[column]) : ""
    beginning = heading.utf8.prefix(8).prefix { $0 < 0x80 }.map { $0 | 0x20 }
  }

  /// Whether a valid record repeats the headings, ignoring case, accents and spaces.
  ///
  /// - Complexity: a comparison of a few bytes for nearly every line.
  func matches(_ record: borrowing CSVRecord) -> Bool {
    guard record.fieldCount == headings.count, mayMatch(record) else { return false }
    for index in headings.indices where folded(record.text(index)) != headings[index] {
      return false
    }
    return true
  }

  private func mayMatch(_ record: borrowing CSVRecord) -> Bool {
    let range = record.range(of: column)
    var start = range.lowerBound
    while start < range.upperBound, record.bytes[start] == 0x20 { start += 1 }
    guard start < range.upperBound else { return false }
    // An invisible mark or a non-ASCII space may precede the heading.
    switch record.bytes[start] {
    case 0x09, 0xC2, 0xE2, 0xEF: return true
    default: break
    }
    guard range.upperBound - start >= beginning.count else { return false }
    for index in beginning.indices where record.bytes[start + index] | 0x20 != beginning[index] {
      return false
    }
    return true
  }
}
