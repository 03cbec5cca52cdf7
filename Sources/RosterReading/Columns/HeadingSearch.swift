import CSV

/// Looks for the line of the headings among the first lines of a file, where titles may stand above
/// it.
///
/// Headings are recognised where one of them is a name's and another a gender's or a height's; the
/// first such line is it. Whether two columns can be one field is asked of that line, here it does
/// not matter.
struct HeadingSearch {
  /// Rows that are looked at.
  static let reach = 20

  /// The line of the headings, and which record of the file it is, both counted from 1; nil where
  /// no line holds a heading of names.
  private(set) var found: (line: Int, record: Int)?
  /// Whether the headings are those of a list of students, and not only that of the names.
  private(set) var isRecognised = false

  private let overrides: [StudentField: String]

  /// Looks through the beginning of a text.
  ///
  /// `firstLine`: the first line that can hold the headings.
  /// `overrides`: the headings that the caller names for fields.
  init(
    _ text: [UInt8],
    dialect: CSVDialect,
    from firstLine: Int = 1,
    overrides: [StudentField: String]
  ) {
    self.overrides = overrides
    var parser = CSVParser(dialect: dialect)
    var record = 0
    // Line by line, so that reading ends with the line that is found.
    let take = { (search: inout HeadingSearch, candidate: borrowing CSVRecord) in
      record += 1
      guard record <= Self.reach, candidate.line >= firstLine else { return }
      search.look(at: candidate, number: record)
    }
    var rest = text[...]
    while !rest.isEmpty, !isRecognised, record < Self.reach {
      let end = rest.firstIndex(of: 0x0A).map { $0 + 1 } ?? rest.endIndex
      parser.parse(rest[..<end]) { take(&self, $0) }
      rest = rest[end...]
    }
    if rest.isEmpty, !isRecognised { parser.finish { take(&self, $0) } }
  }

  /// The line of a record that is counted from 1, as a workbook's rows are.
  static func line(ofRecord wanted: Int, in text: [UInt8]) -> Int? {
    var parser = CSVParser(dialect: .comma)
    var record = 0
    var line: Int?
    let take = { (candidate: borrowing CSVRecord) in
      record += 1
      if record == wanted { line = candidate.line }
    }
    parser.parse(text[...], take)
    parser.finish(take)
    return line
  }

  private mutating func look(at record: borrowing CSVRecord, number: Int) {
    guard !isRecognised, record.fault == nil, !record.isBlank else { return }
    let fields = fields(of: (0..<record.fieldCount).map { record.text($0) })
    guard !fields.isDisjoint(with: [.name, .givenName, .familyName]) else { return }
    isRecognised = !fields.isDisjoint(with: [.gender, .height])
    if found == nil || isRecognised { found = (record.line, number) }
  }

  /// The fields that the cells would be the headings of.
  private func fields(of cells: [String]) -> Set<StudentField> {
    let headings = cells.map { Heading($0) }
    var fields = Set(headings.compactMap(\.field))
    for (field, wanted) in overrides {
      let isThere = ColumnMap.columns(named: wanted, in: cells).contains {
        !folded(cells[$0]).isEmpty
      }
      if isThere, !wanted.isEmpty { fields.insert(field) } else { fields.remove(field) }
    }
    return fields
  }
}
