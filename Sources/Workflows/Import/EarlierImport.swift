import Bytes
import FoundationEssentials
import RosterReading
import StudentStore
import TextEncoding

/// Compares how a file was read the first time with the options of a repeated import.
struct EarlierImport {
  private let batch: ImportBatch
  private let headings: [String]
  /// Columns by field name.
  private let columns: [String: Int]
  private let genderWords: [String: String]
  /// Whether the file is text, with an encoding and a delimiter.
  private let isText: Bool
  /// Whether heights are in doubt only because they are far from the others.
  private let leftOutFarHeights: Bool

  /// Whether lines were set aside because they contradict recorded values.
  private let leftOutContradictions: Bool

  init(
    _ batch: ImportBatch,
    of source: RosterSource,
    doubts: [DoubtfulHeight],
    rejects: [RejectedRow]
  ) throws {
    self.batch = batch
    leftOutContradictions = rejects.contains { $0.code == RejectedRow.contradictionCode }
    guard let headings = JSONTextArray.texts(in: batch.headings),
      let columns = Self.decode([String: Int].self, batch.columnMap)
    else { throw StoreError.malformed(table: "import_batch", detail: "row \(batch.id)") }
    self.headings = headings.map { String(decoding: $0, as: UTF8.self) }
    self.columns = columns
    genderWords = batch.genderWords.flatMap { Self.decode([String: String].self, $0) } ?? [:]
    isText = source.text == nil
    let decision = HeightDecision(
      rememberedUnit: batch.heightUnit.flatMap(HeightUnit.init),
      decimal: batch.decimalSign.flatMap(DecimalSign.init)
    )
    leftOutFarHeights = doubts.contains { doubt in
      if case .value = decision.centimetres(for: doubt.text) { true } else { false }
    }
  }

  private static func decode<Value: Decodable>(_ type: Value.Type, _ text: String) -> Value? {
    try? JSONDecoder().decode(type, from: Data(text.utf8))
  }

  /// Each option that differs from the first import, with the value used then.
  func contradictions(_ options: ImportOptions) -> [String] {
    var found: [String] = []
    func compare(_ option: String, _ asked: String?, _ done: String?) {
      guard let asked, asked != done else { return }
      found.append("\(option) \(ShellWord.quoted(asked)) (then: \(done ?? "none"))")
    }
    for (field, wanted) in options.headings.sorted(by: { $0.key < $1.key }) {
      let column = column(of: field)
      guard !isSame(wanted, column, field) else { continue }
      let done = column.map { "\"\(headings[$0])\"" } ?? "none"
      found.append("--map \(field.rawValue)=\(ShellWord.quoted(wanted)) (then: \(done))")
    }
    if isText {
      switch options.encoding {
      case .utf16ByMark? where batch.encoding.hasPrefix("utf-16"), nil: break
      case let choice?: compare("--encoding", choice.name, batch.encoding)
      }
      compare(
        "--delimiter",
        options.delimiter.map { String(decoding: [$0], as: UTF8.self) },
        batch.delimiter
      )
      if let line = options.headerLine, !isHeaderLine(line) {
        compare("--header-row", "\(line)", "\(batch.headerLine)")
      }
    }
    compare("--decimal", options.decimal?.rawValue, batch.decimalSign)
    if let order = options.dateOrder, let done = batch.dateForm.flatMap(DateForm.init(pattern:)),
      done != .iso
    {
      compare("--date-order", order.rawValue, done.order.rawValue)
    }
    compare("--measured-on", options.measuredOn?.text, batch.measuredOn)
    compare("--height-unit", options.heightUnit?.rawValue, batch.heightUnit)
    if batch.counts.conflicts > 0, !options.sameIDs.isEmpty {
      let ids = options.sameIDs.sorted().map { "--same \(ShellWord.quoted("id:\($0)"))" }
      found.append(ids.joined(separator: " ") + " (then: set aside)")
    }
    if options.onConflict == .update, leftOutContradictions {
      found.append("--on-conflict update (then: keep)")
    }
    if options.blankCells == .clear, batch.blankCells == .keep,
      batch.counts.updated + batch.counts.unchanged > 0
    {
      found.append("--blank clear (then: keep)")
    }
    if options.keepsImplausible, leftOutFarHeights {
      found.append("--keep-implausible (then: such heights were left out)")
    }
    // Two words for one gender do not contradict: 1=m and 1=male.
    let plain = GenderWords()
    for (word, gender) in (options.genderWordPairs ?? [:]).sorted(by: { $0.key < $1.key }) {
      let done = genderWords[word]
      guard done.map({ plain.reading(of: $0) }) != plain.reading(of: gender) else { continue }
      found.append(
        "--gender-words \(ShellWord.quoted("\(word)=\(gender)")) (then: \(done ?? "not explained"))"
      )
    }
    return found
  }

  /// Whether the stored headings are those after a line; only blank lines are in between.
  private func isHeaderLine(_ line: Int) -> Bool {
    guard line <= batch.headerLine else { return false }
    let lines = batch.headerRecord.split(separator: 0x0A, omittingEmptySubsequences: false)
    return lines.dropFirst(line - 1).prefix(batch.headerLine - line).allSatisfy { text in
      text.allSatisfy { $0 == 0x20 || $0 == 0x0D }
    }
  }

  private func column(of field: StudentField) -> Int? {
    let column =
      switch field {
      // One column with a part of the name is remembered as the name.
      case .givenName, .familyName: columns[field.rawValue] ?? columns[StudentField.name.rawValue]
      case .name: columns[field.rawValue] ?? columns[StudentField.givenName.rawValue]
      default: columns[field.rawValue]
      }
    return column.flatMap { headings.indices.contains($0) ? $0 : nil }
  }

  private func isSame(_ wanted: String, _ column: Int?, _ field: StudentField) -> Bool {
    if wanted.isEmpty { return column == nil }
    guard let column else { return false }
    let columns = ColumnMap.columns(named: wanted, in: headings)
    if columns.contains(column) { return true }
    // A name in two columns: "Name" together with "Vorname" is stored as the last name.
    return [.name, .givenName, .familyName].contains(field)
      && columns.contains { $0 == self.columns[StudentField.familyName.rawValue] }
  }
}
