import CSV
import TextEncoding

/// Distinguishes a file in another encoding from a UTF-8 file with damaged lines.
///
/// Non-ASCII text in another encoding is hardly ever valid UTF-8 by accident. So if most of the
/// non-ASCII records are not UTF-8, the user has to name the encoding. If only a few are not, they
/// are damaged and are rejected one by one.
///
/// The samples are cells of names, because people know how names are written; other cells are used
/// if no name is affected. Each sample has a non-ASCII byte that no earlier one has, so that a few
/// represent all.
struct UnknownEncoding: Sendable {
  /// A cell that is not UTF-8.
  struct Sample: Sendable, Equatable {
    let line: Int
    let bytes: [UInt8]
  }

  private static let maximumSamples = 6
  private static let maximumBytes = 60
  /// The number of lines searched for the headings.
  private static let maximumTitles = 20

  private var readable = 0
  private var unreadable = 0
  private var recordsBefore = 0
  /// The columns that hold names, once the headings were seen.
  private var nameColumns: [Int]?
  private var names: [Sample] = []
  private var others: [Sample] = []
  /// The bytes of the cells examined.
  private var nameBytes: Set<UInt8> = []
  private var otherBytes: Set<UInt8> = []

  /// The cells to show; those of names if any is affected.
  var samples: [Sample] { names.isEmpty ? others : names }

  /// Further cells, to distinguish encodings that read the names equally well.
  var furtherSamples: [Sample] { names.isEmpty ? [] : others }

  /// Whether the text is not UTF-8.
  var isLikely: Bool { unreadable > readable }

  /// Adds a record that is UTF-8 but not ASCII.
  mutating func addReadable() {
    readable += 1
  }

  /// Sets the columns, if they are known.
  mutating func take(_ map: ColumnMap) { nameColumns = map.nameColumns }

  /// Adds a record of a file whose first line is not UTF-8.
  ///
  /// The first lines may be a title, so they are searched for the headings.
  mutating func take(undecoded record: borrowing CSVRecord) {
    if record.fault?.code == .badEncoding {
      addUnreadable(record)
    } else if record.fault == nil, !record.isASCII {
      addReadable()
    }
    // The headings themselves are not names.
    if recordsBefore < Self.maximumTitles {
      recordsBefore += 1
      lookForNames(in: record)
    }
  }

  private mutating func lookForNames(in record: borrowing CSVRecord) {
    guard nameColumns == nil, let western = try? CharacterEncoding(named: "windows-1252") else {
      return
    }
    // Headings that are not UTF-8 ("Prénom") are read in the most frequent encoding.
    let headings = (0..<record.fieldCount).map { field in
      var text: [UInt8] = []
      var decoder = TextDecoder(western)
      decoder.decode(record.bytes[record.range(of: field)][...], into: &text)
      return String(decoding: text, as: UTF8.self)
    }
    // Its questions are ignored here.
    guard let map = try? ColumnMap.decide(file: "", headings: headings), !map.nameColumns.isEmpty,
      map.columns.count > 1
    else { return }
    nameColumns = map.nameColumns
  }

  /// Adds a record that is not UTF-8.
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

  /// Whether a cell has a non-ASCII byte that no sample of its kind has.
  private func hasNewByte(_ record: borrowing CSVRecord, _ field: Int) -> Bool {
    let known = nameColumns?.contains(field) == true ? nameBytes : otherBytes
    for index in record.range(of: field) {
      let byte = record.bytes[index]
      if byte >= 0x80, !known.contains(byte) { return true }
    }
    return false
  }
}
