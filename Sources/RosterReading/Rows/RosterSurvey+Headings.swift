import CSV
import TextEncoding

extension RosterSurvey {
  /// The columns by the user's choice, or as an earlier file with the same headings had them, or by
  /// the headings.
  mutating func decide(
    _ headings: [String],
    _ overrides: [StudentField: String]
  ) throws(RosterError) -> ColumnMap {
    guard let remembered else {
      return try .decide(file: file, headings: headings, overrides: overrides)
    }
    let map = try ColumnMap.decide(
      file: file,
      headings: headings,
      overrides: overrides,
      remembered: remembered.columns
    )
    let own = try? ColumnMap.decide(file: file, headings: headings, overrides: overrides)
    let found = own.map { RosterLayout.columns(of: $0, headings: headings).byField }
    guard RosterLayout.columns(of: map, headings: headings).byField != found else {
      return own ?? map
    }
    rememberedColumns = map.columns.keys.sorted().filter { field in
      overrides[field] == nil && own?.columns[field] != map.columns[field]
    }
    return map
  }

  /// What of the remembered answers is used.
  func applied(
    _ heights: HeightDecision?,
    _ birthDates: BirthDateDecision?
  ) -> AppliedAnswers? {
    guard let remembered, let header else { return nil }
    var applied = AppliedAnswers(source: remembered.source)
    applied.columns = rememberedColumns.compactMap { field in
      map?.columns[field].map { (field, header.headings[$0]) }
    }
    applied.absent = remembered.absent.sorted().filter {
      options.headings[$0] == nil && !options.absent.contains($0)
    }
    applied.words = genders?.rememberedWords ?? []
    applied.carriedWords = genders?.carriedWords ?? [:]
    applied.isUnitCarried = remembered.isUnitGiven && heights?.unit == remembered.heightUnit
    if let unit = heights?.unit, let earlier = remembered.heightUnit, unit != earlier {
      applied.otherUnit = earlier
    }
    if case .remembered? = heights?.basis { applied.heightUnit = heights?.unit }
    if let heights, options.decimal == nil, opening.sheet == nil, heights.isDecimalLikely {
      applied.decimal = heights.decimal
    }
    if birthDates?.isRemembered == true { applied.dateOrder = birthDates?.order }
    if opening.isLineRemembered { applied.headerLine = header.line }
    if opening.isDelimiterRemembered { applied.delimiter = opening.dialect.delimiter }
    if options.isEncodingRemembered { applied.encoding = opening.text.encoding.name }
    if options.isSheetRemembered { applied.sheet = opening.sheet }
    return applied
  }

  /// The heading line with the lines above it, as they are in the file.
  func headings(_ record: [UInt8], _ lines: LineLayout) -> [UInt8] {
    var bytes: [UInt8] = []
    var runs = lines.makeIterator()
    var run = runs.next()
    for line in preface {
      while let known = run, known.line + known.count <= line.line { run = runs.next() }
      bytes += line.record + (run?.ending ?? .lf).bytes
    }
    return bytes + record
  }
}
