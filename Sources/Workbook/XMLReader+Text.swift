extension XMLReader {
  /// A reference is at most this long: `&#x10FFFF;`, with zeros in front.
  private static let longestReference = 16
  private static let characterDataStart = Array("<![CDATA[".utf8)
  private static let characterDataEnd = Array("]]>".utf8)
  private static let commentStart = Array("<!--".utf8)
  private static let commentEnd = Array("-->".utf8)
  private static let documentTypeStart = Array("<!DOCTYPE".utf8)
  private static let instructionEnd = Array("?>".utf8)

  /// Reads text up to the next tag, or as much of it as the window has.
  mutating func readText() throws(WorkbookError) {
    while position < window.count {
      let end =
        window[position...].firstIndex { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }
        ?? window.count
      text += window[position..<end]
      position = end
      guard end < window.count, window[end] == UInt8(ascii: "&") else { return }
      _ = try has(Self.longestReference)
      let reference = try reference(at: position, before: window.count)
      text.append(contentsOf: reference.text)
      position += reference.length
    }
  }

  /// Reads character data, in which nothing is markup, to its end or as far as the window has it.
  mutating func readCharacterData() throws(WorkbookError) {
    let end = Self.characterDataEnd
    if let found = firstIndex(of: end) {
      text += window[position..<found]
      position = found + end.count
      isInCharacterData = false
      return
    }
    let certain = max(position, window.count - end.count + 1)
    text += window[position..<certain]
    position = certain
    guard try more() else { throw invalid("it ends inside character data") }
  }

  /// Reads what begins with `<!`: a comment, which is skipped, or the start of character data.
  mutating func readDeclaration() throws(WorkbookError) {
    if try has(Self.commentStart.count), isNext(Self.commentStart) {
      position += Self.commentStart.count
      return try skip(past: Self.commentEnd)
    }
    if try has(Self.characterDataStart.count), isNext(Self.characterDataStart), depth > 0 {
      position += Self.characterDataStart.count
      isInCharacterData = true
      return
    }
    if isNext(Self.documentTypeStart) { throw error(.documentType(place)) }
    throw invalid("there is a <! that begins neither a comment nor character data")
  }

  /// Skips what stands between `<?` and `?>`; the first of a part may name its encoding.
  mutating func skipInstruction() throws(WorkbookError) {
    if isAtStart {
      _ = try has(1024)
      try checkEncoding()
    }
    position += 2
    try skip(past: Self.instructionEnd)
  }

  /// What the reference at an index stands for, and how long it is.
  func reference(
    at index: Int,
    before end: Int
  ) throws(WorkbookError) -> (text: Unicode.UTF8.EncodedScalar, length: Int) {
    let reach = min(end, index + Self.longestReference)
    guard let semicolon = window[index..<reach].firstIndex(of: UInt8(ascii: ";")) else {
      throw invalid("there is an & that begins no reference")
    }
    let name = String(decoding: window[index + 1..<semicolon], as: UTF8.self)
    guard let scalar = Self.character(name), let text = UTF8.encode(scalar) else {
      throw invalid("the reference &\(name); stands for nothing that XML allows")
    }
    return (text, semicolon + 1 - index)
  }

  /// The character that `lt`, `#9` or `#xA` names, where XML 1.0 (section 2.2) has it.
  private static func character(_ name: String) -> Unicode.Scalar? {
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default: break
    }
    guard name.utf8.first == UInt8(ascii: "#") else { return nil }
    var digits = name.utf8.dropFirst()
    let isHexadecimal = digits.first == UInt8(ascii: "x")
    if isHexadecimal { digits = digits.dropFirst() }
    // UInt32(_:radix:) would take a sign as well.
    guard let first = digits.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "-"),
      let number = UInt32(Substring(digits), radix: isHexadecimal ? 16 : 10),
      let scalar = Unicode.Scalar(number)
    else { return nil }
    switch number {
    case 0x09, 0x0A, 0x0D, 0x20...0xFFFD, 0x10000...: return scalar
    default: return nil
    }
  }

  private func checkEncoding() throws(WorkbookError) {
    let end = firstIndex(of: Self.instructionEnd) ?? window.count
    let declaration = String(decoding: window[position..<end], as: UTF8.self)
    guard declaration.hasPrefix("<?xml"), !isUTF16 else { return }
    let words = declaration.split { $0 == "=" || $0 == "\"" || $0 == "'" || $0.isWhitespace }
    guard let label = words.firstIndex(of: "encoding"), label + 1 < words.count else { return }
    let encoding = words[label + 1]
    guard ["utf-8", "utf8", "us-ascii"].contains(encoding.lowercased()) else {
      throw error(.encoding(part: part, found: String(encoding)))
    }
  }

  private func isNext(_ bytes: [UInt8]) -> Bool { window[position...].starts(with: bytes) }

  /// The first place of some bytes in the window, from ``position`` on.
  private func firstIndex(of bytes: [UInt8]) -> Int? {
    var index = position
    while let found = window[index...].firstIndex(of: bytes[0]) {
      if window[found...].starts(with: bytes) { return found }
      index = found + 1
    }
    return nil
  }

  /// Skips everything up to and with some bytes, without keeping it.
  private mutating func skip(past bytes: [UInt8]) throws(WorkbookError) {
    while true {
      if let found = firstIndex(of: bytes) {
        position = found + bytes.count
        return
      }
      position = max(position, window.count - bytes.count + 1)
      guard try more() else {
        throw invalid("it ends before \(String(decoding: bytes, as: UTF8.self))")
      }
    }
  }
}
