import Bytes
import FoundationEssentials
package import RosterReading
package import StudentStore
import TextEncoding

extension SchoolDatabase {
  /// How the newest files were read, one for each list of headings, the newest first.
  package func rememberedAnswers() throws -> [RememberedAnswers] {
    try newestImports().map { batch, hasOneSheet in
      try RememberedAnswers(batch, hasOneSheet: hasOneSheet)
    }
  }
}

extension RememberedAnswers {
  /// `hasOneSheet`: whether all imports with these headings read the same sheet, so that the next one
  /// reads it, too.
  fileprivate init(_ batch: ImportBatch, hasOneSheet: Bool) throws(StoreError) {
    let columns = try ImportColumns(batch)
    guard
      let map = try? JSONDecoder().decode([String: Int].self, from: Data(batch.columnMap.utf8))
    else { throw .malformed(table: "import_batch", detail: "row \(batch.id)") }
    let given = batch.genderWords.flatMap {
      try? JSONDecoder().decode([String: String].self, from: Data($0.utf8))
    }
    self.init(
      source: "i\(batch.id)",
      headings: columns.headings,
      columns: Dictionary(
        map.compactMap { name, column in StudentField(rawValue: name).map { ($0, column) } }
      ) { first, _ in first },
      words: RememberedWords(
        read: batch.genderReadings.map { ($0.text, $0.reading.asRead(from: $0.text)) },
        given: given ?? [:]
      ),
      heightUnit: batch.heightUnit.flatMap(HeightUnit.init),
      isUnitGiven: batch.isUnitGiven,
      decimal: batch.decimalSign.flatMap(DecimalSign.init),
      dateOrder: batch.dateForm.flatMap { DateForm(pattern: $0) }
        .flatMap { $0 == .iso ? nil : $0.order },
      encoding: batch.sheet == nil ? batch.encoding : nil,
      delimiter: batch.sheet == nil ? batch.delimiter.utf8.first : nil,
      sheet: hasOneSheet ? batch.sheet : nil
    )
  }
}

extension Student.RecordedGender {
  /// The reading of a word that was stored with this meaning.
  fileprivate func asRead(from text: String) -> GenderReading {
    switch self {
    case .recorded(let word): .gender(word)
    case .missing: .missing
    case .declined, .doNotInfer: .declined
    case .inDoubt: .unknown(text)
    }
  }
}

extension RosterError {
  /// Whether the file's encoding has to be named.
  var isAboutEncoding: Bool {
    switch self {
    case .undecidedEncoding, .unmarkedEncoding: true
    default: false
    }
  }
}

extension ImportWorkflow {
  /// The length of the beginning surveyed before the load.
  private static let firstLook = 1 << 18

  /// The layout from the beginning of the file, or from the whole file if the beginning leaves a
  /// question open.
  func firstLayout(
    of source: RosterSource,
    options: inout ImportOptions
  ) throws -> RosterLayout {
    do {
      return try layout(of: source, options: options)
    } catch let error as RosterError where error.isAboutEncoding {
      guard let known = try knownEncoding(of: source, options: options) else { throw error }
      options = known
      return try layout(of: source, options: options)
    }
  }

  private func layout(
    of source: RosterSource,
    options: ImportOptions
  ) throws -> RosterLayout {
    let start = try? RosterSurvey.survey(
      source,
      options: options,
      limit: Self.firstLook,
      settled: settled
    )
    if let start { return start.layout }
    return try RosterSurvey.survey(source, options: options, limit: nil, settled: settled).layout
  }

  /// The options with the encoding of an earlier file with the same headings; nil if none is known.
  ///
  /// Many encodings can read any file, so the right headings alone prove nothing where they are ASCII.
  /// A letter that is not ASCII has to agree: in the headings, or in the name of a known student.
  func knownEncoding(of source: RosterSource, options: ImportOptions) throws -> ImportOptions? {
    guard options.encoding == nil, source.text == nil else { return nil }
    var tried: Set<String> = ["utf-8"]
    for name in options.earlier.compactMap(\.encoding) where tried.insert(name).inserted {
      var known = options
      try known.readAs(encoding: name)
      known.earlier = options.earlier.filter { $0.encoding == name }
      known.isEncodingRemembered = true
      guard let opening = try? RosterOpening(source, options: known) else { continue }
      if try opening.agreesWithKnownText(source, isKnown: isNameKnown) { return known }
    }
    return nil
  }

  private func isNameKnown(among names: Set<String>) throws -> Bool {
    var isKnown = false
    try database.forEachName { _, name in
      if !isKnown { isKnown = names.contains(VisibleText.of(String(copying: name))) }
    }
    return isKnown
  }
}

extension RosterLayout {
  /// A note that an earlier file with the same headings had its heights in another unit.
  var unitNotes: [ListNote] {
    guard let applied, let other = applied.otherUnit, let unit = height?.unit else { return [] }
    return [.otherUnit(unit, before: other, source: applied.source)]
  }
}
