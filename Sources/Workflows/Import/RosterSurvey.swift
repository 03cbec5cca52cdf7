import CSV
import StudentStore

/// The first reading of a file: digest, dialect, columns, and what the values of each column as a
/// whole say about its unit, its decimal sign and its words.
struct RosterSurvey {
  private let source: RosterSource
  private let options: ImportOptions
  private var words: GenderWords
  private var digest = RunningDigest()
  private var byteCount = 0

  private var header: (line: Int, record: [UInt8], headings: [String])?
  private var map: ColumnMap?
  private var columns = RosterLayout.Columns(name: [], others: [])
  private var heights: HeightColumn?
  private var genders: GenderColumn
  private var codes = ShortCells()

  init(_ source: RosterSource, options: ImportOptions) throws(ImportError) {
    self.source = source
    self.options = options
    if let list = options.genderWords {
      do throws(GenderWordsError) {
        words = try GenderWords(parsing: list)
      } catch {
        throw .genderWords(detail: error.explanation)
      }
    } else {
      words = GenderWords()
    }
    genders = GenderColumn(words: words)
  }

  /// Reads the file once.
  mutating func layout() throws -> RosterLayout {
    var reader = try source.open()
    let start = try sample(from: &reader)
    let mark = try byteOrderMark(of: start)
    let text = start[mark...]
    let detection = DialectDetection(sample: Array(text.prefix(DialectDetection.sampleLength)))
    let dialect = options.delimiter.map { CSVDialect(delimiter: $0) } ?? detection.dialect
    // The line "sep=;" is no heading.
    let firstLine = options.headerLine ?? (detection.declared == nil ? 1 : 2)

    var parser = CSVParser(dialect: dialect, startingByte: mark)
    try parser.parse(text) { record in try take(record, from: firstLine) }
    while true {
      let piece = try reader.next()
      if piece.isEmpty { break }
      digest.update(piece)
      byteCount += piece.count
      try parser.parse(piece[...]) { record in try take(record, from: firstLine) }
    }
    try parser.finish { record in try take(record, from: firstLine) }
    return try layout(dialect: dialect, hasMark: mark > 0, parser: parser)
  }

  /// The first pieces, enough to look at the delimiter.
  private mutating func sample(from reader: inout any ByteReader) throws -> [UInt8] {
    var start: [UInt8] = []
    while start.count < DialectDetection.sampleLength {
      let piece = try reader.next()
      if piece.isEmpty { break }
      digest.update(piece)
      start += piece
    }
    byteCount = start.count
    guard !start.isEmpty else { throw ImportError.empty(file: source.name) }
    return start
  }

  /// The length of the byte order mark of UTF-8, if there is one.
  private func byteOrderMark(of start: [UInt8]) throws(ImportError) -> Int {
    if start.starts(with: [0xEF, 0xBB, 0xBF]) { return 3 }
    if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) {
      throw .encoding(file: source.name, found: "UTF-16")
    }
    return 0
  }

  private mutating func take(_ record: borrowing CSVRecord, from firstLine: Int) throws {
    guard record.line >= firstLine, !record.isBlank else { return }
    guard header != nil else {
      try takeHeader(record)
      return
    }
    guard record.fault == nil else { return }
    if let column = columns.height, column < record.fieldCount {
      heights?.survey(record.bytes.span.extracting(record.range(of: column)))
    }
    if let column = columns.gender, column < record.fieldCount {
      genders.survey(record.bytes.span.extracting(record.range(of: column)))
      codes.survey(record.bytes.span.extracting(record.range(of: column)))
    }
  }

  private mutating func takeHeader(_ record: borrowing CSVRecord) throws {
    guard record.fault == nil else {
      throw ImportError.missingColumns(
        file: source.name,
        missing: "line \(record.line), which should hold the headings, cannot be read "
          + "(\(record.fault?.code.rawValue ?? ""))",
        headings: [])
    }
    let headings = (0..<record.fieldCount).map { record.text($0) }
    header = (record.line, record.raw, headings)
    let map: ColumnMap
    do throws(ColumnQuestions) {
      map = try ColumnMap.decide(headings: headings, overrides: options.headings)
    } catch {
      throw ImportError.questions(file: source.name, questions: error.questions.map(\.message))
    }
    if map.nameColumns.isEmpty {
      throw ImportError.missingColumns(
        file: source.name, missing: "no column holds the names", headings: headings)
    }
    if map.columns[.gender] == nil, map.columns[.height] == nil {
      throw ImportError.missingColumns(
        file: source.name, missing: "no column holds the genders or the heights",
        headings: headings)
    }
    self.map = map
    columns = RosterLayout.columns(of: map, count: headings.count)
    if columns.height != nil {
      heights = HeightColumn(
        unit: options.heightUnit, decimal: options.decimal, headingUnit: map.headingUnit)
    }
  }

  private func layout(
    dialect: CSVDialect, hasMark: Bool, parser: CSVParser
  ) throws(ImportError) -> RosterLayout {
    guard let header, let map else { throw .empty(file: source.name) }
    let decision = heights?.decision
    if let decision, decision.needsUnit {
      throw .heightUnit(
        file: source.name, heading: header.headings[columns.height ?? 0],
        detail: decision.question)
    }
    let words = genders.decision
    let codes = codes.cells.compactMap { cell -> String? in
      if case .refusedCode(let code) = words.reading(of: cell.span) { code } else { nil }
    }
    if !codes.isEmpty {
      throw .genderCodes(
        file: source.name, heading: header.headings[columns.gender ?? 0], codes: codes.sorted())
    }
    return RosterLayout(
      fileName: source.name, dialect: dialect, hasByteOrderMark: hasMark,
      headings: header.headings, headerLine: header.line, headerRecord: header.record, map: map,
      columns: columns, height: decision, genders: words, sha256: digest.digest(),
      byteCount: byteCount, lineEnding: parser.lineEnding ?? .lf,
      endsWithNewline: parser.endsWithNewline)
  }
}

/// The different cells of one or two bytes, which may be codes that only the caller can explain.
private struct ShortCells {
  private var seen: Set<UInt16> = []
  private var last: UInt16?

  mutating func survey(_ cell: borrowing Span<UInt8>) {
    guard cell.count == 1 || cell.count == 2 else { return }
    let code = UInt16(cell[0]) << 8 | (cell.count == 2 ? UInt16(cell[1]) : 0)
    // Cells repeat: look into the set only when one differs from its neighbour.
    guard code != last else { return }
    last = code
    seen.insert(code)
  }

  /// Each cell once, in order.
  var cells: [[UInt8]] {
    seen.sorted().map { code in
      [UInt8(code >> 8), UInt8(code & 0xFF)].filter { $0 != 0 }
    }
  }
}

extension HeightDecision {
  /// Why the unit of the bare numbers is not known.
  fileprivate var question: String {
    switch basis {
    case .contradiction(let heading, let cells):
      "the heading says \(heading.rawValue), most numbers look like \(cells.rawValue)"
    case .nothing, .given, .heading, .cells:
      "most of the \(bareNumbers) bare numbers fit no one unit"
    }
  }
}

extension GenderWordsError {
  /// What is wrong with the list, in words.
  fileprivate var explanation: String {
    switch self {
    case .notAPair(let part): "\"\(part)\" is not WORD=GENDER; for example 1=male,2=female"
    case .codeForCode(let code): "\"\(code)\" is a code again; name a gender, missing or declined"
    case .twice(let word): "\"\(word)\" is given two meanings"
    }
  }
}
