import CSV

/// Follows the records through the text and sees that none of its bytes is lost or told twice.
///
/// Record, line end, record, line end …: in order they are the whole text. Only of a line that is
/// broken and longer than the limit of a record are bytes skipped: those between the limit, where
/// its original bytes are cut, and the line's end.
struct CSVAccount {
  /// Where a record begins.
  struct Place {
    var line = 1
    var byteOffset = 0
  }

  /// The places of the records so far.
  private(set) var places: [Place] = []

  private let text: [UInt8]
  private let limits: CSVLimits
  /// Where the next record has to begin.
  private var next = Place()
  /// True behind a record whose line has no end.
  private var isLast = false

  init(_ input: CSVInput) {
    text = input.text
    limits = input.limits
  }

  /// Takes account of the next record and its original bytes.
  mutating func add(_ record: borrowing CSVRecord, raw: [UInt8]) {
    let start = next.byteOffset
    require(!isLast, "a record follows one without a line end")
    require(record.byteOffset == start, "record at \(record.byteOffset), not \(start)")
    require(record.line == next.line, "byte \(start) is in line \(next.line), not \(record.line)")
    require(text[start...].starts(with: raw), "byte \(start) does not begin \(shown(raw))")
    require(raw.count <= limits.recordBytes, "a record of \(raw.count) bytes")
    if let fault = record.fault {
      require(
        (start...start + raw.count).contains(fault.byteOffset),
        "the fault at \(fault.byteOffset) is outside its record"
      )
    }
    places.append(next)
    let isBroken = record.fault != nil && record.fieldCount == 0
    if !isBroken {
      let isASCII = raw.allSatisfy { $0 < 0x80 }
      require(record.isASCII == isASCII, "\(shown(raw)) is told to be ASCII: \(record.isASCII)")
    }
    var end = start + raw.count
    if isBroken, raw.count == limits.recordBytes {
      while end < text.count, !isLineEnd(text[end]) { end += 1 }
    }
    next = place(behind: start..<end)
    isLast = end == text.count
    require(isLast || isLineEnd(text[end]), "byte \(end) is lost")
  }

  /// Closes the account when the reader has finished.
  func close() {
    require(next.byteOffset == text.count, "the bytes from \(next.byteOffset) on are lost")
  }

  /// The place behind a record and its line end.
  private func place(behind range: Range<Int>) -> Place {
    var place = next
    var index = range.lowerBound
    while index < text.count, index <= range.upperBound {
      let isPair = text[index] == 13 && index + 1 < text.count && text[index + 1] == 10
      if isLineEnd(text[index]) { place.line += 1 }
      index += isPair ? 2 : 1
    }
    place.byteOffset = max(index, range.upperBound)
    return place
  }

  private func isLineEnd(_ byte: UInt8) -> Bool { byte == 10 || byte == 13 }
}
