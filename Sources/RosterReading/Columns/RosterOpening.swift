package import CSV
package import TextEncoding

/// The beginning of a file: what must be known before its first record can be read.
package struct RosterOpening: Sendable, Equatable {
  /// The encoding of the text and the mark before it.
  package let text: TextOpening
  /// Whether the file or the user names the encoding; otherwise UTF-8 is assumed.
  package let isEncodingKnown: Bool
  package let dialect: CSVDialect
  /// The headings that the format of this file prescribes.
  package let presets: [StudentField: String]
  /// The sheet being read; its numbers have a decimal point.
  package let sheet: String?
  /// Whether the text is generated from the file's bytes, so that its lines are not lines of the
  /// file.
  package let isMade: Bool
  /// The first line that can hold the headings.
  package let firstLine: Int
  /// How an earlier file with the same headings was read.
  let remembered: RememberedAnswers?
  /// Whether the line of the headings, or the delimiter, is found only because it is remembered.
  let isLineRemembered: Bool
  let isDelimiterRemembered: Bool

  package init(_ source: RosterSource, options: ImportOptions) throws {
    presets = source.presets
    sheet = source.sheet
    let made = try source.text?()
    isMade = made != nil
    let start = try Self.start(of: try made ?? source.open())
    guard !start.isEmpty else { throw RosterError.empty(file: source.name) }
    do throws(TextEncodingError) {
      text = try TextOpening(
        of: made == nil ? start : [],
        asked: made == nil ? options.encoding : nil
      )
    } catch {
      throw RosterError.unreadableEncoding(file: source.name, error)
    }
    isEncodingKnown = options.encoding != nil || text.markLength > 0 || made != nil
    if !isEncodingKnown, let likely = CharacterEncoding.likelyUTF16(in: start) {
      throw RosterError.unmarkedEncoding(file: source.name, likely: likely.name)
    }
    var sample: [UInt8] = []
    var decoder = TextDecoder(text.encoding)
    decoder.decode(start[text.markLength...], into: &sample)
    guard made == nil else {
      // Generated text is always RFC 4180 CSV, whatever its first lines look like.
      dialect = Self.guarded(.comma, in: start)
      // A row of a sheet can be several lines of text, also above the headings.
      let row = sheet == nil ? nil : options.headerLine
      let search = HeadingSearch(start, dialect: dialect, overrides: options.headings)
      let found = sheet == nil ? nil : search.found?.line
      let earlier = RememberedHeadings(in: start, dialect: dialect, among: options.earlier)
      remembered = earlier?.answers
      isDelimiterRemembered = false
      if let row {
        firstLine = HeadingSearch.line(ofRecord: row, in: start) ?? row
        isLineRemembered = false
      } else {
        firstLine = earlier?.line ?? found ?? 1
        isLineRemembered = earlier != nil && firstLine != found ?? 1
      }
      return
    }
    let detection = DialectDetection(sample: Array(sample.prefix(DialectDetection.sampleLength)))
    let detected = Self.guarded(
      options.delimiter.map { CSVDialect(delimiter: $0) } ?? detection.dialect,
      in: sample
    )
    // The line "sep=;" is not a heading.
    let first = detection.declared == nil ? 1 : 2
    let from = options.headerLine ?? first
    var dialects = [detected]
    if options.delimiter == nil, detection.declared == nil {
      for case let delimiter? in options.earlier.map(\.delimiter)
      where !dialects.contains(where: { $0.delimiter == delimiter }) {
        dialects.append(CSVDialect(delimiter: delimiter))
      }
    }
    var found: (dialect: CSVDialect, earlier: RememberedHeadings)?
    for dialect in dialects where found == nil {
      let candidates = options.earlier.filter {
        dialect == detected || $0.headings.count > 1 && $0.delimiter == dialect.delimiter
      }
      found = RememberedHeadings(in: sample, dialect: dialect, from: from, among: candidates)
        .map { (dialect, $0) }
    }
    dialect = found?.dialect ?? detected
    let search = HeadingSearch(sample, dialect: dialect, from: first, overrides: options.headings)
    remembered = found?.earlier.answers
    isDelimiterRemembered = dialect != detected
    firstLine = options.headerLine ?? found?.earlier.line ?? search.found?.line ?? first
    isLineRemembered =
      found != nil && options.headerLine == nil && firstLine != search.found?.line ?? first
  }

  /// The dialect with apostrophes before formulas, if the list says that it has them.
  ///
  /// Only an export of studentdb says so; in any other file a leading apostrophe is part of the text.
  private static func guarded(_ dialect: CSVDialect, in text: [UInt8]) -> CSVDialect {
    var parser = CSVParser(dialect: dialect)
    var record = 0
    var isGuarded = false
    let take = { (candidate: borrowing CSVRecord) in
      record += 1
      guard record <= HeadingSearch.reach, candidate.fault == nil else { return }
      for field in 0..<candidate.fieldCount
      where candidate.text(field) == OwnExport.guardHeading { isGuarded = true }
    }
    var rest = text[...]
    while !rest.isEmpty, !isGuarded, record < HeadingSearch.reach {
      let end = rest.firstIndex(of: 0x0A).map { $0 + 1 } ?? rest.endIndex
      parser.parse(rest[..<end], take)
      rest = rest[end...]
    }
    parser.finish(take)
    return CSVDialect(delimiter: dialect.delimiter, isGuarded: isGuarded)
  }

  private static func start(of reader: any ByteReader) throws -> [UInt8] {
    var reader = reader
    var start: [UInt8] = []
    while start.count < DialectDetection.sampleLength {
      let piece = try reader.next()
      if piece.isEmpty { break }
      start += piece
    }
    return start
  }
}

/// Looks for the line of the headings among the first lines of a file, where titles may be above
/// it.
///
/// The heading line is the first line with a heading for the name and one for the gender or the
/// height. Whether two columns denote the same field is checked later.
struct HeadingSearch {
  /// The number of rows examined.
  static let reach = 20

  /// The line of the headings, and which record of the file it is, both counted from 1; nil if no
  /// line has a heading for the name.
  private(set) var found: (line: Int, record: Int)?
  /// Whether the headings include more than the name.
  private(set) var isRecognised = false

  private let overrides: [StudentField: String]

  /// Searches the beginning of a text.
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

  /// The line of a record counted from 1, like the rows of a workbook.
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
    // Headings such as "Größe" in another encoding are still the headings; the encoding is asked for.
    guard !isRecognised, record.fault == nil || record.fault?.code == .badEncoding, !record.isBlank
    else { return }
    let fields = fields(of: (0..<record.fieldCount).map { record.text($0) })
    guard !fields.isDisjoint(with: [.name, .givenName, .familyName]) else { return }
    isRecognised = !fields.isDisjoint(with: [.gender, .height])
    if found == nil || isRecognised { found = (record.line, number) }
  }

  /// The fields that the cells denote if read as headings.
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

/// Finds the delimiter of a file from its first lines.
///
/// The sample is parsed with each candidate. The delimiter is the one with which most records have
/// the same number of cells, at least two. Ties go to more columns, then to the order comma,
/// semicolon, tab, bar. A file with one column is read with commas.
struct DialectDetection {
  /// The size of the sample in bytes.
  static let sampleLength = 1 << 16

  private static let candidates: [CSVDialect] = [.comma, .semicolon, .tab, .bar]

  /// The delimiter that the first line names by `sep=;`, as spreadsheets write it.
  let declared: UInt8?
  let dialect: CSVDialect

  init(sample: [UInt8]) {
    declared = Self.declaration(in: sample)
    if let declared {
      dialect = CSVDialect(delimiter: declared)
      return
    }
    let whole = sample[..<(sample.lastIndex { $0 == 0x0A || $0 == 0x0D } ?? sample.endIndex)]
    var best: (score: Score, dialect: CSVDialect)?
    for candidate in Self.candidates {
      let score = Score(of: Array(whole), dialect: candidate)
      if score.columns > 1, best.map({ $0.score < score }) ?? true { best = (score, candidate) }
    }
    dialect = best?.dialect ?? .comma
  }

  private static func declaration(in sample: [UInt8]) -> UInt8? {
    let line = sample.prefix { $0 != 0x0A && $0 != 0x0D }
    guard line.count == 5, String(decoding: line.prefix(4), as: UTF8.self).lowercased() == "sep=",
      let delimiter = line.last, candidates.contains(where: { $0.delimiter == delimiter })
    else { return nil }
    return delimiter
  }

  private struct Score: Comparable {
    let columns: Int
    let agreement: Double

    init(of sample: [UInt8], dialect: CSVDialect) {
      var counts: [Int: Int] = [:]
      var records = 0
      var parser = CSVParser(dialect: dialect)
      let count: (borrowing CSVRecord) -> Void = { record in
        guard !record.isBlank else { return }
        records += 1
        if record.fault == nil { counts[record.fieldCount, default: 0] += 1 }
      }
      parser.parse(sample[...], count)
      parser.finish(count)
      // The most frequent number of cells; on a tie, the larger.
      let most = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }
      columns = most?.key ?? 0
      agreement = records == 0 ? 0 : Double(most?.value ?? 0) / Double(records)
    }

    static func < (left: Score, right: Score) -> Bool {
      (left.agreement, left.columns) < (right.agreement, right.columns)
    }
  }
}
