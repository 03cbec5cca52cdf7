import CSV

/// The rules of the parser once more, written for clarity alone: no chunks, no limits, no state.
///
/// At each line a record is looked for by trying; where there is none, the line is at fault.
struct CSVReference {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The fields of every record; nil for a line at fault, none for a blank one.
  func records() -> [[String]?] {
    var records: [[String]?] = []
    var start = 0
    while start < bytes.count {
      if let (fields, end) = record(at: start) {
        records.append(end == start ? [] : fields)
        start = behindLineEnd(end)
      } else {
        records.append(nil)
        start = behindLineEnd(bytes[start...].firstIndex(where: isLineEnd) ?? bytes.count)
      }
    }
    return records
  }

  private func record(at start: Int) -> (fields: [String], end: Int)? {
    var fields: [String] = []
    var index = start
    while true {
      guard let (field, end) = field(at: index) else { return nil }
      fields.append(String(decoding: field, as: UTF8.self))
      guard end < bytes.count, bytes[end] == UInt8(ascii: ",") else { return (fields, end) }
      index = end + 1
    }
  }

  private func field(at start: Int) -> (field: [UInt8], end: Int)? {
    guard start < bytes.count, bytes[start] == UInt8(ascii: "\"") else {
      let end = bytes[start...].firstIndex { $0 == UInt8(ascii: ",") || isLineEnd($0) }
      let field = bytes[start..<(end ?? bytes.count)]
      return field.contains(UInt8(ascii: "\"")) ? nil : (Array(field), end ?? bytes.count)
    }
    var field: [UInt8] = []
    var index = start + 1
    while index < bytes.count {
      if bytes[index] != UInt8(ascii: "\"") {
        field.append(bytes[index])
        index += 1
      } else if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\"") {
        field.append(UInt8(ascii: "\""))
        index += 2
      } else {
        index += 1
        let isEnd =
          index == bytes.count || bytes[index] == UInt8(ascii: ",") || isLineEnd(bytes[index])
        return isEnd ? (field, index) : nil
      }
    }
    return nil
  }

  private func behindLineEnd(_ end: Int) -> Int {
    guard end < bytes.count else { return end }
    let isPair = bytes[end] == 13 && end + 1 < bytes.count && bytes[end + 1] == 10
    return end + (isPair ? 2 : 1)
  }

  private func isLineEnd(_ byte: UInt8) -> Bool { byte == 10 || byte == 13 }
}

/// Calls the body with every text of a length over an alphabet.
func forEveryText(of length: Int, over alphabet: [UInt8], _ body: ([UInt8]) -> Void) {
  var digits = [Int](repeating: 0, count: length)
  while true {
    body(digits.map { alphabet[$0] })
    var place = 0
    while place < length, digits[place] == alphabet.count - 1 {
      digits[place] = 0
      place += 1
    }
    guard place < length else { return }
    digits[place] += 1
  }
}
