import CSV

/// Everything that reading a text gives, in two flat arrays that are quick to compare.
struct CSVTranscript: Equatable {
  /// The records as numbers: see `append`.
  private(set) var numbers: [Int] = []
  /// The original bytes of each record, then the contents of its fields.
  private(set) var bytes: [UInt8] = []
  /// What the lines end with, and whether the last one has an end.
  var lineEnding: CSVLineEnding?
  var endsWithNewline = false

  /// One record as both the parser and the reference tell of it.
  struct Record {
    var line: Int
    var byteOffset: Int
    var isBlank: Bool
    var isCanonical: Bool
    var fault: CSVFault?
  }

  /// Begins with room for what a text usually gives.
  init(of text: some Collection<UInt8>) {
    numbers.reserveCapacity(64 + 4 * text.count)
    bytes.reserveCapacity(64 + 3 * text.count)
  }

  /// Where a field stands is asked of the first fields alone: to count the bytes before each of
  /// hundreds takes too long.
  static let placedFields = 8

  mutating func begin(_ record: Record, raw: some Collection<UInt8>, fieldCount: Int) {
    append(record.line, record.byteOffset)
    append((record.isBlank ? 1 : 0) + (record.isCanonical ? 2 : 0), raw.count)
    if let fault = record.fault {
      append(CSVFault.Code.allCases.firstIndex(of: fault.code) ?? -1, fault.line)
      append(fault.column, fault.byteOffset)
    } else {
      numbers.append(-1)
    }
    numbers.append(fieldCount)
    bytes.append(contentsOf: raw)
  }

  mutating func addField(_ contents: ArraySlice<UInt8>, isQuoted: Bool) {
    append(contents.count, isQuoted ? 1 : 0)
    bytes.append(contentsOf: contents)
  }

  mutating func addPlace(line: Int, column: Int) {
    append(line, column)
  }

  /// Adds a record of the parser.
  mutating func append(_ record: borrowing CSVRecord) { append(record, raw: record.raw) }

  /// Adds a record of the parser whose original bytes are at hand already.
  mutating func append(_ record: borrowing CSVRecord, raw: [UInt8]) {
    begin(
      Record(
        line: record.line,
        byteOffset: record.byteOffset,
        isBlank: record.isBlank,
        isCanonical: record.isCanonical,
        fault: record.fault
      ),
      raw: raw,
      fieldCount: record.fieldCount
    )
    for field in 0..<record.fieldCount {
      addField(record.bytes[record.range(of: field)], isQuoted: record.isQuoted(field))
    }
    for field in 0..<min(record.fieldCount, Self.placedFields) {
      addPlace(line: record.line(of: field), column: record.column(of: field))
    }
  }

  private mutating func append(_ first: Int, _ second: Int) {
    numbers.append(first)
    numbers.append(second)
  }
}

extension CSVTranscript: CustomStringConvertible {
  /// The records one on each line, for whoever has to see where two transcripts part.
  var description: String {
    var lines: [String] = []
    var numbers = numbers[...]
    var bytes = bytes[...]
    func take() -> Int { numbers.popFirst() ?? 0 }
    func text(_ count: Int) -> String {
      defer { bytes = bytes.dropFirst(count) }
      return shown(bytes.prefix(count))
    }
    while !numbers.isEmpty {
      var line = "  line \(take()) byte \(take())"
      let marks = take()
      line += marks & 1 == 0 ? "" : " blank"
      line += marks & 2 == 0 ? "" : " canonical"
      line += " raw \(text(take()))"
      let code = take()
      if CSVFault.Code.allCases.indices.contains(code) {
        line += " \(CSVFault.Code.allCases[code].rawValue) at \(take()):\(take()), byte \(take())"
      }
      let fieldCount = take()
      for _ in 0..<fieldCount {
        let contents = text(take())
        line += "\(take() == 0 ? " plain" : " quoted") \(contents)"
      }
      for _ in 0..<min(fieldCount, Self.placedFields) { line += " at \(take()):\(take())" }
      lines.append(line)
    }
    lines.append("  ends: \(lineEnding?.rawValue ?? "none"), last line ended: \(endsWithNewline)")
    return lines.joined(separator: "\n")
  }
}
