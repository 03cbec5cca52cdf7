import CSV

/// How an earlier file was read, for the next one with the same headings.
///
/// A school exports the same list every month, so what was asked once need not be asked again. A
/// remembered answer settles what a file leaves open; it is never a reason to read a value otherwise
/// than the file plainly says.
package struct RememberedAnswers: Sendable, Equatable {
  /// The import that they are from: `i1`.
  package let source: String
  /// Exactly as in the file.
  package let headings: [String]
  package let columns: [StudentField: Int]
  package let words: RememberedWords
  package let heightUnit: HeightUnit?
  /// Whether a user named the unit.
  package let isUnitGiven: Bool
  package let decimal: DecimalSign?
  /// The order of the numbers of birth dates.
  package let dateOrder: DateOrder?
  /// The name of the encoding; nil if the file was not text.
  package let encoding: String?
  package let delimiter: UInt8?
  package let sheet: String?

  package init(
    source: String,
    headings: [String],
    columns: [StudentField: Int],
    words: RememberedWords,
    heightUnit: HeightUnit?,
    isUnitGiven: Bool,
    decimal: DecimalSign?,
    dateOrder: DateOrder?,
    encoding: String?,
    delimiter: UInt8?,
    sheet: String?
  ) {
    self.source = source
    self.headings = headings
    self.columns = columns
    self.words = words
    self.heightUnit = heightUnit
    self.isUnitGiven = isUnitGiven
    self.decimal = decimal
    self.dateOrder = dateOrder
    self.encoding = encoding
    self.delimiter = delimiter
    self.sheet = sheet
  }

  /// Whether a file has these headings; an export of studentdb has its own columns behind them.
  func fits(_ headings: [String]) -> Bool {
    if headings == self.headings { return true }
    let own = OwnExport.columns(in: headings)
    return !own.isEmpty && own == Set(self.headings.count..<headings.count)
      && headings.starts(with: self.headings)
  }

  /// The fields of which the file had no column although an import asks for them.
  var absent: Set<StudentField> { Set([.gender, .height].filter { columns[$0] == nil }) }
}

/// The words in the gender column of an earlier file.
package struct RememberedWords: Sendable, Equatable {
  /// What each word was read as, by folded word; a word in doubt is known, but has no reading.
  package private(set) var readings: [String: GenderReading] = [:]
  /// All words of the file and those explained for it, folded.
  private(set) var known: Set<String> = []
  /// The words that a user explained, as written there, with their meanings as typed.
  package let given: [String: String]

  /// The words of a file.
  ///
  /// `read`: the words as written, with their readings. `given`: the words that a user explained.
  package init(read: [(text: String, reading: GenderReading)], given: [String: String]) {
    self.given = given
    for (text, reading) in read {
      let word = folded(text)
      known.insert(word)
      if case .unknown = reading { continue }
      readings[word] = reading
    }
    let pairs = given.map { GenderWordOption.Pair(word: $0.key, meaning: $0.value) }
    // They were understood when they were given.
    for (word, reading) in (try? GenderWordOption.readings(of: pairs)) ?? [:] {
      known.insert(word)
      readings[word] = reading
    }
  }
}

/// What of an earlier file's answers was used for a file.
package struct AppliedAnswers: Sendable {
  /// The import that they are from: `i1`.
  package let source: String
  /// The fields whose columns the headings alone do not tell, with their headings, in the order of
  /// the fields.
  package var columns: [(field: StudentField, heading: String)] = []
  /// The fields that the file does not have.
  package var absent: [StudentField] = []
  /// The words with their readings, in the order of the words.
  package var words: [(text: String, reading: String)] = []
  package var heightUnit: HeightUnit?
  package var decimal: DecimalSign?
  package var dateOrder: DateOrder?
  package var headerLine: Int?
  package var encoding: String?
  package var delimiter: UInt8?
  package var sheet: String?

  /// The words that were explained for the earlier file and hold for this one, with their meanings.
  package var carriedWords: [String: String] = [:]
  /// The unit of the earlier file, where this one has another.
  package var otherUnit: HeightUnit?
  /// Whether a user named the unit of the earlier file, and this one has the same.
  package var isUnitCarried = false

  package init(source: String) { self.source = source }

  /// Whether the file is read as it would be without them.
  package var isEmpty: Bool {
    columns.isEmpty && absent.isEmpty && words.isEmpty && heightUnit == nil && decimal == nil
      && dateOrder == nil
      && headerLine == nil && encoding == nil && delimiter == nil && sheet == nil
  }
}

/// Looks for the headings of an earlier file among the first records of a text.
struct RememberedHeadings {
  /// The answers for the headings that were found.
  let answers: RememberedAnswers
  /// The line of the headings, and which record of the file it is, both counted from 1.
  let line: Int
  let record: Int

  /// Nil if no record among the first is such a list of headings.
  init?(
    in text: [UInt8],
    dialect: CSVDialect,
    from firstLine: Int = 1,
    among earlier: [RememberedAnswers]
  ) {
    guard !earlier.isEmpty else { return nil }
    var parser = CSVParser(dialect: dialect)
    var number = 0
    var found: (RememberedAnswers, Int, Int)?
    let take = { (record: borrowing CSVRecord) in
      number += 1
      guard found == nil, number <= HeadingSearch.reach, record.line >= firstLine,
        record.fault == nil, !record.isBlank
      else { return }
      let cells = (0..<record.fieldCount).map { record.text($0) }
      guard let answers = earlier.first(where: { $0.fits(cells) }) else { return }
      found = (answers, record.line, number)
    }
    var rest = text[...]
    while !rest.isEmpty, found == nil, number < HeadingSearch.reach {
      let end = rest.firstIndex(of: 0x0A).map { $0 + 1 } ?? rest.endIndex
      parser.parse(rest[..<end], take)
      rest = rest[end...]
    }
    if rest.isEmpty, found == nil { parser.finish(take) }
    guard let found else { return nil }
    (answers, line, record) = found
  }
}
