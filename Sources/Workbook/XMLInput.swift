/// The text of one part of a workbook, as UTF-8 in pieces that end between two characters.
///
/// The encoding is found as the XML recommendation says (appendix F): a byte order mark, or the
/// form of the first `<`; without either it is UTF-8. What goes out is well-formed UTF-8, its lines
/// end with LF alone (section 2.11), and it holds no control character that XML does not allow
/// (2.2).
struct XMLInput {
  private enum Encoding {
    case utf8
    case utf16LittleEndian
    case utf16BigEndian
  }

  /// What cannot be text.
  struct Fault: Error {
    let detail: String
    /// The LFs and the bytes that come before it in the present piece.
    let linesBefore: Int
    let bytesBefore: Int
  }

  /// True where the bytes of the part are UTF-16, so that what its first line declares is not it.
  var isUTF16: Bool { encoding == .utf16LittleEndian || encoding == .utf16BigEndian }

  private var encoding: Encoding?
  /// The first bytes of a character that goes on in the next piece.
  private var rest: [UInt8] = []
  private var isAfterCarriageReturn = false

  /// Turns the next bytes of the part into text; the last ones are told by `isLast`.
  mutating func text(_ bytes: [UInt8], isLast: Bool) throws(Fault) -> [UInt8] {
    var bytes = rest + bytes
    rest = []
    if encoding == nil {
      guard bytes.count >= 4 || isLast else {
        rest = bytes
        return []
      }
      encoding = Self.takeMark(&bytes)
    }
    switch encoding {
    case .utf16LittleEndian: bytes = try transcode(bytes, isLast: isLast, low: 0)
    case .utf16BigEndian: bytes = try transcode(bytes, isLast: isLast, low: 1)
    case .utf8, nil: try holdBack(&bytes, isLast: isLast)
    }
    if isAfterCarriageReturn || bytes.contains(0x0D) { endLinesWithLineFeed(&bytes) }
    try check(bytes)
    return bytes
  }

  private static func takeMark(_ bytes: inout [UInt8]) -> Encoding {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      bytes.removeFirst(3)
      return .utf8
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      let encoding = bytes[0] == 0xFF ? Encoding.utf16LittleEndian : .utf16BigEndian
      bytes.removeFirst(2)
      return encoding
    }
    if bytes.starts(with: [0x3C, 0x00]) { return .utf16LittleEndian }
    if bytes.starts(with: [0x00, 0x3C]) { return .utf16BigEndian }
    return .utf8
  }

  /// Keeps the beginning of a character whose other bytes are still to come.
  private mutating func holdBack(_ bytes: inout [UInt8], isLast: Bool) throws(Fault) {
    guard !isLast else { return }
    for length in 1...3 where length <= bytes.count {
      let byte = bytes[bytes.count - length]
      guard byte & 0xC0 != 0x80 else { continue }
      let needed = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
      guard needed > length else { return }
      rest = Array(bytes.suffix(length))
      bytes.removeLast(length)
      return
    }
  }

  private mutating func transcode(
    _ bytes: [UInt8],
    isLast: Bool,
    low: Int
  ) throws(Fault) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 3 / 2)
    var index = 0
    while index + 1 < bytes.count {
      let unit = UInt16(bytes[index + 1 - low]) << 8 | UInt16(bytes[index + low])
      var scalar = Unicode.Scalar(unit)
      if unit & 0xFC00 == 0xD800 {
        guard index + 3 < bytes.count else { break }
        let next = UInt16(bytes[index + 3 - low]) << 8 | UInt16(bytes[index + 2 + low])
        scalar =
          next & 0xFC00 == 0xDC00
          ? Unicode.Scalar(0x10000 + (UInt32(unit & 0x3FF) << 10 | UInt32(next & 0x3FF))) : nil
        index += 2
      }
      guard let scalar else { throw Self.fault("half a character of UTF-16", at: text.count, text) }
      text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      index += 2
    }
    rest = Array(bytes[index...])
    guard rest.isEmpty || !isLast else {
      throw Self.fault("half a character of UTF-16", at: text.count, text)
    }
    return text
  }

  /// Makes LF of CRLF and of CR alone.
  private mutating func endLinesWithLineFeed(_ bytes: inout [UInt8]) {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    for byte in bytes {
      if byte != 0x0A || !isAfterCarriageReturn { text.append(byte == 0x0D ? 0x0A : byte) }
      isAfterCarriageReturn = byte == 0x0D
    }
    bytes = text
  }

  private func check(_ bytes: [UInt8]) throws(Fault) {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      throw Self.fault("bytes that are not UTF-8", at: error.byteOffsets.lowerBound, bytes)
    }
    if let index = bytes.firstIndex(where: { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 }) {
      throw Self.fault("a control character", at: index, bytes)
    }
  }

  private static func fault(_ detail: String, at offset: Int, _ bytes: [UInt8]) -> Fault {
    Fault(
      detail: "it holds \(detail)",
      linesBefore: bytes[..<offset].count { $0 == 0x0A },
      bytesBefore: offset
    )
  }
}
