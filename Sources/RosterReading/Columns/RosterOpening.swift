package import CSV
package import TextEncoding

/// How a file begins: what has to be known before its first record can be read.
package struct RosterOpening: Sendable, Equatable {
  /// The encoding of the text and the mark before it.
  package let text: TextOpening
  /// Whether the encoding is in the file or was asked for; else UTF-8 is taken for granted.
  package let isEncodingKnown: Bool
  package let dialect: CSVDialect
  /// Headings of fields that this kind of file has by its own rules.
  package let presets: [StudentField: String]
  /// The sheet that is read, whose numbers are written with a point.
  package let sheet: String?
  /// Whether the text is made from the file's bytes, so that its lines are none of the file's.
  package let isMade: Bool
  /// The first line that can hold the headings.
  package let firstLine: Int

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
      // Text that was made here is CSV as RFC 4180 has it, whatever its first lines look like.
      dialect = .comma
      // A row of a sheet can be several lines of its text, above the headings too.
      let row = sheet == nil ? nil : options.headerLine
      let search = HeadingSearch(start, dialect: .comma, overrides: options.headings)
      firstLine =
        row.map { HeadingSearch.line(ofRecord: $0, in: start) ?? $0 }
        ?? (sheet == nil ? nil : search.found?.line) ?? 1
      return
    }
    let detection = DialectDetection(sample: Array(sample.prefix(DialectDetection.sampleLength)))
    dialect = options.delimiter.map { CSVDialect(delimiter: $0) } ?? detection.dialect
    // The line "sep=;" is no heading.
    let first = detection.declared == nil ? 1 : 2
    let search = HeadingSearch(sample, dialect: dialect, from: first, overrides: options.headings)
    firstLine = options.headerLine ?? search.found?.line ?? first
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

/// Finds the delimiter of a file from its first lines.
///
/// Each candidate reads the sample; the one under which most records have the same number of
/// cells, more than one, is it. Of equals the one with more columns wins, then the order comma,
/// semicolon, tab, bar. A file in one column is read with commas.
struct DialectDetection {
  /// How much of a file is looked at, in bytes.
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
      // The most frequent number of cells; of equals the larger.
      let most = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }
      columns = most?.key ?? 0
      agreement = records == 0 ? 0 : Double(most?.value ?? 0) / Double(records)
    }

    static func < (left: Score, right: Score) -> Bool {
      (left.agreement, left.columns) < (right.agreement, right.columns)
    }
  }
}
