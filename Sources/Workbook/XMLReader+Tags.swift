extension XMLReader {
  /// Reads the tag at ``position`` and opens its element.
  mutating func readStartTag() throws(WorkbookError) {
    let length = try tagLength()
    let end = position + length - 1
    let isEmpty = window[end - 1] == UInt8(ascii: "/")
    let contentEnd = isEmpty ? end - 1 : end
    let written = try nameRange(from: position + 1, to: contentEnd)
    try readAttributes(from: written.upperBound, to: contentEnd)
    try declareNamespaces()
    let (prefix, local) = split(written)
    guard let namespace = bindings.namespace(of: window[prefix]) else {
      throw invalid("the prefix \"\(string(prefix))\" is not declared")
    }
    try enter(XMLName(namespace: namespace, local: string(local)), writtenAs: written)
    position += length
    endsAtOnce = isEmpty
  }

  /// Reads the closing tag at ``position``, which has to be the one of the innermost element.
  mutating func readEndTag() throws(WorkbookError) {
    let length = try tagLength()
    let end = position + length - 1
    let written = try nameRange(from: position + 2, to: end)
    guard isOpen(written) else {
      throw invalid("</\(string(written))> closes what is not open")
    }
    guard window[written.upperBound..<end].allSatisfy(isBlank) else {
      throw invalid("a closing tag holds more than a name")
    }
    position += length
  }

  /// The value of an attribute of the element that has just begun, or nil where it has none of that
  /// name.
  ///
  /// To be asked directly behind `.start`: the next token overwrites it.
  func attribute(
    _ local: String,
    in namespace: XMLNamespace = .none
  ) throws(WorkbookError) -> String? {
    for attribute in attributes where window[attribute.local].elementsEqual(local.utf8) {
      // An attribute without a prefix is in no namespace, whatever the default is.
      let found =
        attribute.prefix.isEmpty
        ? XMLNamespace.none : bindings.namespace(of: window[attribute.prefix]) ?? .other
      if found == namespace { return try value(attribute.value) }
    }
    return nil
  }

  /// The bytes of the tag at ``position``, brought into the window as a whole.
  private mutating func tagLength() throws(WorkbookError) -> Int {
    var length = 1
    var quote: UInt8 = 0
    while true {
      var index = position + length
      while index < window.count {
        let byte = window[index]
        index += 1
        if byte == UInt8(ascii: "<") { throw invalid("there is a < inside a tag") }
        if quote != 0 {
          if byte == quote { quote = 0 }
        } else if byte == UInt8(ascii: ">") {
          return index - position
        } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
          quote = byte
        }
      }
      length = index - position
      guard length <= limits.tagBytes else { throw beyond(.tag(bytes: limits.tagBytes)) }
      guard try more() else { throw invalid("it ends inside a tag") }
    }
  }

  private func nameRange(from start: Int, to end: Int) throws(WorkbookError) -> Range<Int> {
    var index = start
    while index < end, !isBlank(window[index]), window[index] != UInt8(ascii: "=") {
      switch window[index] {
      case UInt8(ascii: "/"), UInt8(ascii: "&"), UInt8(ascii: "\""), UInt8(ascii: "'"):
        throw invalid("a name holds a character that names do not have")
      default: index += 1
      }
    }
    guard index > start, !Self.cannotBegin(window[start]) else {
      throw invalid("a tag or an attribute has no name")
    }
    return start..<index
  }

  private static func cannotBegin(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: ".")
  }

  private mutating func readAttributes(from start: Int, to end: Int) throws(WorkbookError) {
    attributes.removeAll(keepingCapacity: true)
    var index = start
    while true {
      let beforeBlanks = index
      index = skipBlanks(from: index, to: end)
      guard index < end else { return }
      guard index > beforeBlanks else { throw invalid("there is no space before an attribute") }
      let written = try nameRange(from: index, to: end)
      index = skipBlanks(from: written.upperBound, to: end)
      guard index < end, window[index] == UInt8(ascii: "=") else {
        throw invalid("the attribute \(string(written)) has no value")
      }
      index = skipBlanks(from: index + 1, to: end)
      guard index < end, window[index] == UInt8(ascii: "\"") || window[index] == UInt8(ascii: "'"),
        let valueEnd = window[index + 1..<end].firstIndex(of: window[index])
      else { throw invalid("the value of \(string(written)) is not in quotes") }
      try add(written, value: index + 1..<valueEnd)
      index = valueEnd + 1
    }
  }

  private mutating func add(_ written: Range<Int>, value: Range<Int>) throws(WorkbookError) {
    let (prefix, local) = split(written)
    for other in attributes where other.local.count == local.count {
      if other.prefix.count == prefix.count, window[other.local].elementsEqual(window[local]),
        window[other.prefix].elementsEqual(window[prefix])
      {
        throw invalid("the attribute \(string(written)) is there twice")
      }
    }
    guard attributes.count < Self.mostAttributes else {
      throw beyond(.list(of: "attributes in one tag", Self.mostAttributes))
    }
    attributes.append(Attribute(prefix: prefix, local: local, value: value))
  }

  private mutating func declareNamespaces() throws(WorkbookError) {
    for attribute in attributes {
      let declared: Range<Int>
      if window[attribute.prefix].elementsEqual("xmlns".utf8) {
        declared = attribute.local
      } else if attribute.prefix.isEmpty, window[attribute.local].elementsEqual("xmlns".utf8) {
        declared = 0..<0
      } else {
        continue
      }
      guard bindings.count < Self.mostBindings else {
        throw beyond(.list(of: "names for namespaces", Self.mostBindings))
      }
      let namespace = XMLNamespace(address: try value(attribute.value))
      bindings.declare(window[declared], namespace, depth: depth + 1)
    }
  }

  /// The value of an attribute: references replaced, line ends and tabs as spaces.
  private func value(_ range: Range<Int>) throws(WorkbookError) -> String {
    let raw = window[range]
    guard raw.contains(where: { $0 == UInt8(ascii: "&") || $0 == 0x0A || $0 == 0x09 }) else {
      return String(decoding: raw, as: UTF8.self)
    }
    var value: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = window[index]
      if byte == UInt8(ascii: "&") {
        let reference = try reference(at: index, before: range.upperBound)
        value.append(contentsOf: reference.text)
        index += reference.length
      } else {
        value.append(byte == 0x0A || byte == 0x09 ? 0x20 : byte)
        index += 1
      }
    }
    return String(decoding: value, as: UTF8.self)
  }

  private func skipBlanks(from start: Int, to end: Int) -> Int {
    var index = start
    while index < end, isBlank(window[index]) { index += 1 }
    return index
  }

  private func split(_ written: Range<Int>) -> (prefix: Range<Int>, local: Range<Int>) {
    guard let colon = window[written].firstIndex(of: UInt8(ascii: ":")) else {
      return (written.lowerBound..<written.lowerBound, written)
    }
    return (written.lowerBound..<colon, colon + 1..<written.upperBound)
  }

  private func string(_ range: Range<Int>) -> String {
    String(decoding: window[range], as: UTF8.self)
  }
}
