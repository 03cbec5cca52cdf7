package import CSV

/// Looks over the records of a file: its columns, and what the values of each column as a whole
/// say about its unit, its decimal sign and its words.
///
/// Of a long file the beginning is surveyed first and believed; the load surveys all of it while it
/// reads, and begins anew in the rare case that the whole says otherwise.
package struct RosterSurvey: Sendable {
  private let file: String
  private let options: ImportOptions
  private let opening: RosterOpening
  private let words: GenderWords

  /// Whether the first line, headings or a title, is not in the encoding that is taken for granted.
  private var isHeaderUndecoded = false
  private var header: (line: Int, record: [UInt8], headings: [String])?
  /// The lines above the headings.
  private var preface: [(line: Int, record: [UInt8])] = []
  private var map: ColumnMap?
  private var columns = RosterLayout.Columns(name: [], others: [])
  private var heights: HeightColumn?
  private var genders: GenderColumn?
  private var encoding = UnknownEncoding()
  /// What is missing, until it is settled.
  private var absent: AbsentColumns?
  /// The fields that need no question, although they are missing.
  private var settled: [StudentField: AbsentColumns.Settlement] = [:]
  private var repeatedHeading: RepeatedHeading?
  /// Whether an id has spaces around it, or something else that cannot be seen.
  private var hasUnclearIDs = false

  init(_ opening: RosterOpening, file: String, options: ImportOptions) throws(RosterError) {
    self.file = file
    self.options = options
    self.opening = opening
    words = try GenderWords(parsing: options.genderWords)
  }

  /// What the bytes of a file as a whole come to, beside its records.
  package struct Totals {
    package var byteCount: Int
    package var lineEnding: CSVLineEnding?
    package var endsWithNewline: Bool
    package var lines: LineLayout

    package init(text: RosterText<some ByteObserver>, parser: CSVParser) {
      byteCount = text.byteCount
      lineEnding = parser.lineEnding
      endsWithNewline = parser.endsWithNewline
      lines = parser.lineLayout
    }
  }

  /// Surveys a file from its beginning.
  ///
  /// `limit`: stop after about so many bytes; nil for all of it.
  /// `settled`: the fields among those missing that need no question.
  /// Returns the layout, and whether it rests on the whole file.
  package static func survey(
    _ source: RosterSource,
    options: ImportOptions,
    limit: Int?,
    settled: (AbsentColumns) throws -> [StudentField: AbsentColumns.Settlement]
  ) throws -> (layout: RosterLayout, isWhole: Bool) {
    let opening = try RosterOpening(source, options: options)
    var survey = try RosterSurvey(opening, file: source.name, options: options)
    var text = try RosterText(source, opening.text, observer: NoObserver())
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
    let totals = Totals(text: text, parser: parser)
    if let absent = survey.absent, !absent.fields.isEmpty {
      survey.settled = try settled(absent)
    }
    return (try survey.layout(totals), isWhole)
  }

  /// Takes account of one record.
  mutating func take(_ record: borrowing CSVRecord) throws {
    guard header != nil else {
      if isHeaderUndecoded {
        encoding.take(undecoded: record)
      } else if record.line >= opening.firstLine, !record.isBlank {
        try takeHeader(record)
      } else {
        // A title that is not UTF-8 says, as headings would, that the file is not.
        if record.fault?.code == .badEncoding, !opening.isEncodingKnown {
          isHeaderUndecoded = true
          encoding.take(undecoded: record)
        }
        // Title lines and the like are given back with the headings.
        preface.append((record.line, record.raw))
      }
      return
    }
    guard !record.isBlank else { return }
    if record.fault?.code == .badEncoding { encoding.addUnreadable(record) }
    guard record.fault == nil, repeatedHeading?.matches(record) != true else { return }
    if !record.isASCII { encoding.addReadable() }
    absent?.take(record)
    if let column = columns.height, column < record.fieldCount {
      heights?.survey(record.bytes.span.extracting(record.range(of: column)))
    }
    if let column = columns.id, column < record.fieldCount {
      take(id: record.bytes.span.extracting(record.range(of: column)))
    }
    // A line with cells too few or too many says nothing of its gender; it is rejected.
    if let column = columns.gender, record.fieldCount == header?.headings.count {
      let cell = record.bytes.span.extracting(record.range(of: column))
      if let basis = columns.ownExport?.basis(of: record) {
        // An own export says itself what its genders are.
        if let gender = basis.explainedBy {
          take(gender: cell, meaning: record.bytes.span.extracting(record.range(of: gender)))
        }
      } else {
        try take(gender: cell)
      }
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
  ///
  /// - Throws: `RosterError.manyGenders` as soon as there are more words than a column of genders has.
  mutating func take(gender cell: borrowing Span<UInt8>) throws(RosterError) {
    genders?.survey(cell)
    if genders?.hasManyWords == true { throw several(genderQuestions) }
  }

  /// Takes account of a cell of genders whose line says what it means.
  mutating func take(
    gender cell: borrowing Span<UInt8>,
    meaning gender: borrowing Span<UInt8>
  ) {
    genders?.survey(cell, meaning: gender)
  }

  /// What has to be asked about the genders.
  private var genderQuestions: [RosterError] {
    let column = GenderQuestions(
      file: file,
      heading: header?.headings[columns.gender ?? 0] ?? "",
      commandLine: options.commandLine
    )
    return genders?.questions.map(column.error) ?? []
  }

  private func several(_ questions: [RosterError]) -> RosterError {
    questions.count == 1 ? questions[0] : .several(questions)
  }

  private mutating func takeHeader(_ record: borrowing CSVRecord) throws {
    if record.fault?.code == .badEncoding, !opening.isEncodingKnown {
      // The names further down show better than a title in which encoding it is.
      isHeaderUndecoded = true
      encoding.take(undecoded: record)
      return
    }
    guard record.fault == nil else {
      throw RosterError.missingColumns(
        file: file,
        missing: "line \(record.line), which should hold the headings, cannot be read "
          + "(\(record.fault?.code.rawValue ?? ""))",
        headings: []
      )
    }
    let headings = (0..<record.fieldCount).map { record.text($0) }
    header = (record.line, record.raw, headings)
    let presets = opening.presets.filter { headings.contains($0.value) }
    let overrides = options.headings.merging(presets) { asked, _ in asked }
    let map = try ColumnMap.decide(file: file, headings: headings, overrides: overrides)
    if map.nameColumns.isEmpty {
      throw RosterError.missingColumns(
        file: file,
        missing: "no column holds the names",
        headings: headings
      )
    }
    self.map = map
    encoding.take(map)
    columns = RosterLayout.columns(of: map, headings: headings)
    repeatedHeading = RepeatedHeading(headings, nameColumn: columns.name[0])
    absent = AbsentColumns(map, columns, headings: headings, options: options)
    if columns.gender != nil { genders = GenderColumn(words: words, headings: headings) }
    if columns.height != nil {
      heights = HeightColumn(
        unit: options.heightUnit,
        decimal: options.decimal,
        likelyDecimal: opening.sheet == nil ? nil : .point,
        headingUnit: map.headingUnit,
        keepsImplausible: options.keepsImplausible
      )
    }
  }

  /// The heading line with the lines above it, as they are in the file.
  private func headings(_ record: [UInt8], _ lines: LineLayout) -> [UInt8] {
    var bytes: [UInt8] = []
    var runs = lines.makeIterator()
    var run = runs.next()
    for line in preface {
      while let known = run, known.line + known.count <= line.line { run = runs.next() }
      bytes += line.record + (run?.ending ?? .lf).bytes
    }
    return bytes + record
  }

  /// What the records seen so far come to.
  func layout(_ totals: Totals) throws(RosterError) -> RosterLayout {
    if isHeaderUndecoded {
      throw .unknownEncoding(file: file, encoding)
    }
    guard let header, let map else { throw .empty(file: file) }
    if encoding.isLikely, !opening.isEncodingKnown {
      throw .unknownEncoding(file: file, encoding)
    }
    let decision = heights?.decision
    let words = genders?.decision ?? words
    // Everything that is to be answered is asked at once.
    var questions: [RosterError] = []
    if let decision, decision.needsUnit {
      questions.append(
        .heightUnit(
          file: file,
          heading: header.headings[columns.height ?? 0],
          detail: decision.question
        )
      )
    }
    questions += genderQuestions
    if let absent {
      questions += absent.questions(file: file, settled: settled)
    }
    if !questions.isEmpty { throw several(questions) }
    return RosterLayout(
      fileName: file,
      opening: opening,
      headings: header.headings,
      headerLine: header.line,
      headerRecord: OriginalText(opening.text, reach: 0)
        .bytes(of: headings(header.record, totals.lines)),
      map: map,
      columns: columns,
      height: decision,
      genders: words,
      hasUnclearIDs: hasUnclearIDs,
      byteCount: totals.byteCount,
      lineEnding: totals.lineEnding ?? .lf,
      endsWithNewline: totals.endsWithNewline,
      lines: opening.isMade ? nil : lines(from: header.line, totals.lines)
    )
  }

  /// The lines from the headings on; nil where there is nothing to say of them.
  private func lines(from line: Int, _ all: LineLayout) -> LineLayout? {
    if all.isOrdinary { return nil }
    let lines = all.from(line)
    // Where only lines above the headings are blank, those are kept with the headings.
    return lines.isOrdinary && all.endsAlike ? nil : lines
  }
}
