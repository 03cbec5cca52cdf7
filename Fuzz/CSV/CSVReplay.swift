import CSV

/// What the reader makes of one input: for each record its byte, line, fault and cells.
///
/// The cells are in hexadecimal, or null where the record has none to compare.
func answer(to bytes: [UInt8]) -> String {
  let input = CSVInput(bytes)
  var records: [String] = []
  var parser = CSVParser(dialect: input.dialect, limits: input.limits)
  func add(_ record: borrowing CSVRecord) {
    var cells: [String] = []
    for field in 0..<record.fieldCount {
      cells.append("\"\(hexadecimal(record.bytes[record.range(of: field)]))\"")
    }
    let hasCells = record.fault == nil || record.fieldCount > 0
    let code = record.fault.map { "\"\($0.code.rawValue)\"" } ?? "null"
    records.append(
      "{\"byte\":\(record.byteOffset),\"line\":\(record.line),\"fault\":\(code),\"cells\":"
        + (hasCells ? "[\(cells.joined(separator: ","))]" : "null") + "}"
    )
  }
  parser.parse(input.text[...], add)
  parser.finish(add)
  return "[\(records.joined(separator: ","))]"
}
