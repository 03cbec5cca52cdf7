import CSV
import TextEncoding

/// Tells a file in another encoding than UTF-8 from a UTF-8 file with a damaged line.
///
/// Outside of ASCII hardly any text of another encoding is UTF-8 by accident. So where most of the
/// records that are not ASCII are not UTF-8 either, a person has to say what they are; where it is
/// a few of many, those are damaged, and are rejected one by one.
///
/// Of the cells that are not UTF-8 those of names are kept as samples, because a person knows how
/// they are written; others are where no name is concerned. Each of them has a byte beyond ASCII
/// that none before has, so that a few say what all would.
struct UnknownEncoding: Sendable {
  /// A cell that is not UTF-8.
  struct Sample: Sendable, Equatable {
    let line: Int
    let bytes: [UInt8]
  }

  private static let maximumSamples = 6
  private static let maximumBytes = 60
  /// The headings are looked for in so many lines.
  private static let maximumTitles = 20

  private var readable = 0
  private var unreadable = 0
  private var recordsBefore = 0
  /// The columns that hold names, once the headings were seen.
  private var nameColumns: [Int]?
  private var names: [Sample] = []
  private var others: [Sample] = []
  /// The bytes of the cells that were looked at.
  private var nameBytes: Set<UInt8> = []
  private var otherBytes: Set<UInt8> = []

  /// The cells to show, those of names if any is concerned.
  var samples: [Sample] { names.isEmpty ? others : names }

  /// Further cells, which tell apart what reads the names equally well.
  var furtherSamples: [Sample] { names.isEmpty ? [] : others }

  /// Whether the text is not UTF-8.
  var isLikely: Bool { unreadable > readable }

  /// Takes account of a record that is UTF-8 and not only ASCII.
  mutating func addReadable() {
    readable += 1
  }

  /// Takes account of the columns, where they are known.
  mutating func take(_ map: ColumnMap) { nameColumns = map.nameColumns }

  /// Takes account of a record in a file whose first line is not UTF-8.
  ///
  /// The first lines may be a title, so the headings are looked for among them.
  mutating func take(undecoded record: borrowing CSVRecord) {
    if record.fault?.code == .badEncoding {
      addUnreadable(record)
    } else if record.fault == nil, !record.isASCII {
      addReadable()
    }
    // The headings themselves are no names.
    if recordsBefore < Self.maximumTitles {
      recordsBefore += 1
      lookForNames(in: record)
    }
  }

  private mutating func lookForNames(in record: borrowing CSVRecord) {
    guard nameColumns == nil, let western = try? CharacterEncoding(named: "windows-1252") else {
      return
    }
    // Headings that are not UTF-8 ("Prénom") are read as they are most often written.
    let headings = (0..<record.fieldCount).map { field in
      var text: [UInt8] = []
      var decoder = TextDecoder(western)
      decoder.decode(record.bytes[record.range(of: field)][...], into: &text)
      return String(decoding: text, as: UTF8.self)
    }
    // Its questions are not asked here.
    guard let map = try? ColumnMap.decide(file: "", headings: headings), !map.nameColumns.isEmpty,
      map.columns.count > 1
    else { return }
    nameColumns = map.nameColumns
  }

  /// Takes account of a record that is not UTF-8.
  mutating func addUnreadable(_ record: borrowing CSVRecord) {
    unreadable += 1
    guard names.count < Self.maximumSamples || others.count < Self.maximumSamples else { return }
    for field in 0..<record.fieldCount where hasNewByte(record, field) {
      let cell = Array(record.bytes[record.range(of: field)].prefix(Self.maximumBytes))
      guard String(validating: cell, as: UTF8.self) == nil else { continue }
      let sample = Sample(line: record.line(of: field), bytes: cell)
      if nameColumns?.contains(field) == true {
        if names.count < Self.maximumSamples { names.append(sample) }
        nameBytes.formUnion(cell)
      } else {
        if others.count < Self.maximumSamples { others.append(sample) }
        otherBytes.formUnion(cell)
      }
    }
  }

  /// Whether a cell has a byte beyond ASCII that no sample of its kind has: else it says nothing new.
  private func hasNewByte(_ record: borrowing CSVRecord, _ field: Int) -> Bool {
    let known = nameColumns?.contains(field) == true ? nameBytes : otherBytes
    for index in record.range(of: field) {
      let byte = record.bytes[index]
      if byte >= 0x80, !known.contains(byte) { return true }
    }
    return false
  }
}
