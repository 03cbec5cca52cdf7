package import CSV

/// Examines the records of a file: its columns, and the unit, decimal sign and words of each
/// column.
///
/// For a long file, only the beginning is surveyed first. The load surveys the whole file while it
/// reads, and starts again in the rare case that the result differs.
package struct RosterSurvey: Sendable {
  let file: String
  let options: ImportOptions
  let opening: RosterOpening
  private let words: GenderWords

  /// Whether the first line, headings or a title, is not in the assumed encoding.
  private var isHeaderUndecoded = false
  var header: (line: Int, record: [UInt8], headings: [String])?
  /// The lines above the headings.
  var preface: [(line: Int, record: [UInt8])] = []
  var map: ColumnMap?
  var columns = RosterLayout.Columns(name: [], others: [])
  private var heights: HeightColumn?
  private var birthDates: BirthDateColumn?
  var genders: GenderColumn?
  private var encoding = UnknownEncoding()
  /// The missing fields, until they are settled.
  private var absent: AbsentColumns?
  /// The fields that need no question, although they are missing.
  private var settled: [StudentField: AbsentColumns.Settlement] = [:]
  private var repeatedHeading: RepeatedHeading?
  /// How an earlier file with the same headings was read.
  var remembered: RememberedAnswers?
  /// The columns that are found only because they are remembered.
  var rememberedColumns: [StudentField] = []
  /// Whether an id has surrounding spaces or other invisible characters.
  private var hasUnclearIDs = false

  init(_ opening: RosterOpening, file: String, options: ImportOptions) throws(RosterError) {
    self.file = file
    self.options = options
    self.opening = opening
    words = try GenderWords(parsing: options.genderWords)
  }

  /// The result for the bytes of the whole file, besides its records.
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
  /// `limit`: stop after about this many bytes; nil for the whole file. `settled`: the missing fields
  /// that need no question. Returns the layout, and whether it is based on the whole file.
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

  /// Adds one record.
  mutating func take(_ record: borrowing CSVRecord) throws {
    guard header != nil else {
      if isHeaderUndecoded {
        encoding.take(undecoded: record)
      } else if record.line >= opening.firstLine, !record.isBlank {
        try takeHeader(record)
      } else {
        // A title that is not UTF-8 shows, like headings, that the file is not.
        if record.fault?.code == .badEncoding, !opening.isEncodingKnown {
          isHeaderUndecoded = true
          encoding.take(undecoded: record)
        }
        // Title lines and the like are exported with the headings.
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
    if let column = columns.birthdate, column < record.fieldCount {
      birthDates?.survey(DateReading(record.bytes.span.extracting(record.range(of: column))))
    }
    if let column = columns.id, column < record.fieldCount {
      take(id: record.bytes.span.extracting(record.range(of: column)))
    }
    // A line with too few or too many cells is rejected, so its gender is not read.
    if let column = columns.gender, record.fieldCount == header?.headings.count {
      let cell = record.bytes.span.extracting(record.range(of: column))
      if let basis = columns.ownExport?.basis(of: record) {
        // An export of studentdb states what its genders mean.
        if let gender = basis.explainedBy {
          take(gender: cell, meaning: record.bytes.span.extracting(record.range(of: gender)))
        }
      } else {
        try take(gender: cell)
      }
    }
  }

  /// Adds an id.
  mutating func take(id cell: borrowing Span<UInt8>) {
    if !hasUnclearIDs, !VisibleText.isPlain(cell) { hasUnclearIDs = true }
  }

  /// Adds a non-ASCII record that was already read.
  mutating func takeReadable() {
    encoding.addReadable()
  }

  /// Adds the height of a record that was already read.
  mutating func take(height: HeightReading) {
    heights?.survey(height)
  }

  /// Adds a birth date that was already read.
  mutating func take(birthDate: DateReading) { birthDates?.survey(birthDate) }

  /// Adds a gender cell; a repeated cell changes nothing.
  ///
  /// - Throws: `RosterError.manyGenders` if there are more distinct words than a gender column can
  ///   have.
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

  private mutating func takeHeader(_ record: borrowing CSVRecord) throws {
    if record.fault?.code == .badEncoding, !opening.isEncodingKnown {
      // The names below identify the encoding better than a title.
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
    remembered = opening.remembered.flatMap { $0.fits(headings) ? $0 : nil }
    let map = try decide(headings, overrides)
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
    columns.measuredOn = columns.age == nil ? options.measuredOn : nil
    repeatedHeading = RepeatedHeading(headings, nameColumn: columns.name[0])
    absent = AbsentColumns(
      map,
      columns,
      headings: headings,
      options: options,
      remembered: remembered
    )
    if columns.gender != nil {
      genders = GenderColumn(
        words: words,
        headings: headings,
        remembered: columns.ownExport == nil ? remembered?.words : nil
      )
    }
    if columns.birthdate != nil {
      birthDates = BirthDateColumn(
        order: options.dateOrder,
        rememberedOrder: remembered?.dateOrder,
        today: options.today
      )
    }
    if columns.height != nil {
      heights = HeightColumn(
        unit: options.heightUnit,
        decimal: options.decimal,
        likelyDecimal: opening.sheet == nil ? remembered?.decimal : .point,
        headingUnit: map.headingUnit,
        rememberedUnit: remembered.flatMap { answers in
          answers.heightUnit.map { ($0, answers.isUnitGiven) }
        },
        keepsImplausible: options.keepsImplausible
      )
    }
  }

  /// The result for the records seen so far.
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
    // All questions are asked together.
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
    let birthDates = birthDates?.decision
    if let question = birthDates?.question {
      let heading = header.headings[columns.birthdate ?? 0]
      questions.append(.dateOrder(file: file, heading: heading, question))
    }
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
      birthDates: birthDates,
      genders: words,
      applied: applied(decision, birthDates),
      hasUnclearIDs: hasUnclearIDs,
      byteCount: totals.byteCount,
      lineEnding: totals.lineEnding ?? .lf,
      endsWithNewline: totals.endsWithNewline,
      lines: opening.isMade ? nil : lines(from: header.line, totals.lines)
    )
  }

  /// The lines from the headings on; nil if nothing about them needs storing.
  private func lines(from line: Int, _ all: LineLayout) -> LineLayout? {
    if all.isOrdinary { return nil }
    let lines = all.from(line)
    // If only lines above the headings are blank, they are kept with the headings.
    return lines.isOrdinary && all.endsAlike ? nil : lines
  }
}
