import CSV

/// A record as the parser lent it, kept to be compared.
struct ReadRecord: Equatable, CustomStringConvertible {
  var line: Int
  var byteOffset: Int
  var fields: [String]
  var quoted: [Bool]
  var columns: [Int]
  var raw: [UInt8]
  var fault: CSVFault?
  var isBlank: Bool
  var isCanonical: Bool

  init(_ record: borrowing CSVRecord) {
    line = record.line
    byteOffset = record.byteOffset
    fields = (0..<record.fieldCount).map { record.text($0) }
    quoted = (0..<record.fieldCount).map { record.isQuoted($0) }
    columns = (0..<record.fieldCount).map { record.column(of: $0) }
    raw = record.raw
    fault = record.fault
    isBlank = record.isBlank
    isCanonical = record.isCanonical
  }

  var rawText: String { String(decoding: raw, as: UTF8.self) }

  var description: String {
    let content = fault.map { $0.code.rawValue } ?? "\(fields)"
    return "\(line)@\(byteOffset) \(content) raw \(rawText.debugDescription)"
  }
}

/// Everything that reading a stream gives.
struct ReadStream: Equatable {
  var records: [ReadRecord] = []
  var lineEnding: CSVLineEnding?
  var endsWithNewline = false

  var fields: [[String]] { records.map(\.fields) }
  var faults: [CSVFault?] { records.map(\.fault) }
}

/// Reads bytes in chunks of the given sizes, and what is then left in one.
func read(
  _ bytes: [UInt8],
  cutInto sizes: [Int] = [],
  dialect: CSVDialect = .comma,
  limits: CSVLimits = CSVLimits()
) -> ReadStream {
  var stream = ReadStream()
  var parser = CSVParser(dialect: dialect, limits: limits)
  var rest = bytes[...]
  for size in sizes {
    parser.parse(rest.prefix(size)) { stream.records.append(ReadRecord($0)) }
    rest = rest.dropFirst(size)
  }
  parser.parse(rest) { stream.records.append(ReadRecord($0)) }
  parser.finish { stream.records.append(ReadRecord($0)) }
  stream.lineEnding = parser.lineEnding
  stream.endsWithNewline = parser.endsWithNewline
  return stream
}

func read(
  _ text: String,
  dialect: CSVDialect = .comma,
  limits: CSVLimits = CSVLimits()
) -> ReadStream {
  read(Array(text.utf8), dialect: dialect, limits: limits)
}
