import CSV
import StudentStore

/// Looks over the records of a file: its columns, and what the values of each column as a whole
/// say about its unit, its decimal sign and its words.
///
/// Of a long file the beginning is surveyed first and believed; the load surveys all of it while it
/// reads, and begins anew in the rare case that the whole says otherwise.
struct RosterSurvey: Sendable {
  private let file: String
  private let options: ImportOptions
  private let opening: RosterOpening
  private let words: GenderWords

  private var header: (line: Int, record: [UInt8], headings: [String])?
  /// The lines above the headings.
  private var preface: [[UInt8]] = []
  private var map: ColumnMap?
  private var columns = RosterLayout.Columns(name: [], others: [])
  private var heights: HeightColumn?
  private var genders: GenderColumn
  private var codes = ShortCells()
  private var encoding = UnknownEncoding()
  private var repeatedHeading: RepeatedHeading?
  /// Whether an id has spaces around it, or something else that cannot be seen.
  private var hasUnclearIDs = false

  init(_ opening: RosterOpening, file: String, options: ImportOptions) throws(ImportError) {
    self.file = file
    self.options = options
    self.opening = opening
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

  /// What the bytes of a file as a whole come to, beside its records.
  struct Totals {
    var sha256: Digest
    var byteCount: Int
    var lineEnding: CSVLineEnding?
    var endsWithNewline: Bool
  }

  /// Surveys a file from its beginning.
  ///
  /// `limit`: stop after about so many bytes; nil for all of it.
  /// Returns the layout, and whether it rests on the whole file.
  static func survey(
    _ source: RosterSource,
    options: ImportOptions,
    limit: Int?
  ) throws -> (layout: RosterLayout, isWhole: Bool) {
    let opening = try RosterOpening(source, options: options)
    var survey = try RosterSurvey(opening, file: source.name, options: options)
    var text = try RosterText(source, opening.text)
    var parser = CSVParser(dialect: opening.dialect, limits: options.limits)
    var isWhole = false
    while limit.map({ text.byteCount < $0 }) ?? true {
      guard let piece = try text.next() else {
        isWhole = true
        break
      }
      try parser.parse(piece) { record in try survey.take(record) }
    }
    if isWhole { try parser.finish { record in try survey.take(record) } }
    let totals = Totals(
      sha256: text.sha256,
      byteCount: text.byteCount,
      lineEnding: parser.lineEnding,
      endsWithNewline: parser.endsWithNewline
    )
    return (try survey.layout(totals), isWhole)
  }

  /// Takes account of one record.
  mutating func take(_ record: borrowing CSVRecord) throws {
    guard header != nil else {
      if record.line >= opening.firstLine, !record.isBlank {
        try takeHeader(record)
      } else {
        // Title lines and the like are given back with the headings.
        preface.append(record.raw)
      }
      return
    }
    guard !record.isBlank else { return }
    if record.fault?.code == .badEncoding { encoding.addUnreadable(record) }
    guard record.fault == nil, repeatedHeading?.matches(record) != true else { return }
    if !record.isASCII { encoding.addReadable() }
    if let column = columns.height, column < record.fieldCount {
      heights?.survey(record.bytes.span.extracting(record.range(of: column)))
    }
    if let column = columns.id, column < record.fieldCount {
      take(id: record.bytes.span.extracting(record.range(of: column)))
    }
    if let column = columns.gender, column < record.fieldCount {
      take(gender: record.bytes.span.extracting(record.range(of: column)))
    }
  }

  /// Takes account of an id.
  mutating func take(id cell: borrowing Span<UInt8>) {
    if !hasUnclearIDs, !VisibleText.isPlain(cell) { hasUnclearIDs = true }
  }

  /// Takes account of a record, not all of it ASCII, that was read already.
  mutating func takeReadable() {
    encoding.addReadable()
  }

  /// Takes account of the height in a record that was read already.
  mutating func take(height: HeightReading) {
    heights?.survey(height)
  }

  /// Takes account of a cell of genders; the same cell again tells nothing new.
  mutating func take(gender cell: borrowing Span<UInt8>) {
    genders.survey(cell)
    codes.survey(cell)
  }

  private mutating func takeHeader(_ record: borrowing CSVRecord) throws {
    if record.fault?.code == .badEncoding, !opening.isEncodingKnown {
      encoding.addUnreadable(record)
      throw ImportError.unknownEncoding(file: file, samples: encoding.samples)
    }
    guard record.fault == nil else {
      throw ImportError.missingColumns(
        file: file,
        missing: "line \(record.line), which should hold the headings, cannot be read "
          + "(\(record.fault?.code.rawValue ?? ""))",
        headings: []
      )
    }
    let headings = (0..<record.fieldCount).map { record.text($0) }
    header = (record.line, record.raw, headings)
    let map: ColumnMap
    do throws(ColumnQuestions) {
      let presets = opening.presets.filter { headings.contains($0.value) }
      let overrides = options.headings.merging(presets) { asked, _ in asked }
      map = try ColumnMap.decide(headings: headings, overrides: overrides)
    } catch {
      throw ImportError.questions(file: file, questions: error.questions.map(\.message))
    }
    if map.nameColumns.isEmpty {
      throw ImportError.missingColumns(
        file: file,
        missing: "no column holds the names",
        headings: headings
      )
    }
    if map.columns[.gender] == nil, map.columns[.height] == nil {
      throw ImportError.missingColumns(
        file: file,
        missing: "no column holds the genders or the heights",
        headings: headings
      )
    }
    self.map = map
    columns = RosterLayout.columns(of: map, count: headings.count)
    repeatedHeading = RepeatedHeading(headings, nameColumn: columns.name[0])
    if columns.height != nil {
      heights = HeightColumn(
        unit: options.heightUnit,
        decimal: options.decimal,
        likelyDecimal: opening.sheet == nil ? nil : .point,
        headingUnit: map.headingUnit
      )
    }
  }

  /// The heading line with the lines above it, as they stand in the file.
  private func headings(_ record: [UInt8], ending: CSVLineEnding) -> [UInt8] {
    let end: [UInt8]
    switch ending {
    case .lf, .mixed: end = [0x0A]
    case .crlf: end = [0x0D, 0x0A]
    case .cr: end = [0x0D]
    }
    return preface.flatMap { $0 + end } + record
  }

  /// What the records seen so far come to.
  func layout(_ totals: Totals) throws(ImportError) -> RosterLayout {
    guard let header, let map else { throw .empty(file: file) }
    if encoding.isLikely, !opening.isEncodingKnown {
      throw .unknownEncoding(file: file, samples: encoding.samples)
    }
    let decision = heights?.decision
    let words = genders.decision
    // Everything that is to be answered is asked at once.
    var questions: [ImportError] = []
    if let decision, decision.needsUnit {
      questions.append(
        .heightUnit(
          file: file,
          heading: header.headings[columns.height ?? 0],
          detail: decision.question
        )
      )
    }
    let codes = codes.cells.compactMap { cell -> String? in
      if case .refusedCode(let code) = words.reading(of: cell.span) { code } else { nil }
    }
    if !codes.isEmpty {
      questions.append(
        .genderCodes(
          file: file,
          heading: header.headings[columns.gender ?? 0],
          codes: codes.sorted()
        )
      )
    }
    if let question = questions.first {
      throw questions.count == 1 ? question : .several(questions)
    }
    return RosterLayout(
      fileName: file,
      opening: opening,
      headings: header.headings,
      headerLine: header.line,
      headerRecord: OriginalText(opening.text, reach: 0)
        .bytes(of: headings(header.record, ending: totals.lineEnding ?? .lf)),
      map: map,
      columns: columns,
      height: decision,
      genders: words,
      hasUnclearIDs: hasUnclearIDs,
      sha256: totals.sha256,
      byteCount: totals.byteCount,
      lineEnding: totals.lineEnding ?? .lf,
      endsWithNewline: totals.endsWithNewline
    )
  }
}

/// The different short cells of the genders, which may be codes that only the caller can explain.
private struct ShortCells {
  /// Longer cells are words.
  private static let longest = 8
  /// Far more different cells than a column of genders has.
  private static let most = 256

  private var seen: Set<UInt64> = []
  private var last: UInt64?

  mutating func survey(_ cell: borrowing Span<UInt8>) {
    guard (1...Self.longest).contains(cell.count) else { return }
    var code: UInt64 = 0
    for index in cell.indices { code = code << 8 | UInt64(cell[index]) }
    // Cells repeat: look into the set only when one differs from its neighbour.
    guard code != last, seen.count < Self.most else { return }
    last = code
    seen.insert(code)
  }

  /// Each cell once, in order.
  var cells: [[UInt8]] {
    seen.sorted().map { code in
      stride(from: 56, through: 0, by: -8)
        .map { UInt8(truncatingIfNeeded: code >> UInt64($0)) }
        .drop { $0 == 0 }
        .map { $0 }
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
