/// What keys a JSON text has, in the order in which they stand, and what kind of value each has.
///
/// Elements of an array share one path: the kinds of all of them are collected.
struct JSONShape {
  /// The paths in the order in which they are met first, such as `gate.refusals[].code`.
  private(set) var paths: [String] = []
  /// The kinds of value at each path.
  private(set) var kinds: [String: Set<String>] = [:]

  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) {
    rest = bytes[...]
    value(at: "")
  }

  /// Each path with its kinds, as a test writes them down: `expected_wrong number|null`.
  var lines: [String] {
    paths.map { path in "\(path) \((kinds[path] ?? []).sorted().joined(separator: "|"))" }
  }

  private mutating func note(_ kind: String, at path: String) {
    if kinds[path] == nil { paths.append(path) }
    kinds[path, default: []].insert(kind)
  }

  private mutating func skipBlanks() {
    while let byte = rest.first, byte == 0x20 || byte == 0x0A { rest.removeFirst() }
  }

  /// Takes a sign if it is the next one.
  private mutating func take(_ sign: Character) -> Bool {
    skipBlanks()
    guard rest.first == sign.asciiValue else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func value(at path: String) {
    skipBlanks()
    switch rest.first {
    case 0x7B: object(at: path)
    case 0x5B: array(at: path)
    case 0x22:
      note("text", at: path)
      _ = string()
    default:
      let word = rest.prefix { !",]}\n ".utf8.contains($0) }
      rest.removeFirst(word.count)
      switch String(decoding: word, as: UTF8.self) {
      case "true", "false": note("bool", at: path)
      case "null": note("null", at: path)
      default: note("number", at: path)
      }
    }
  }

  private mutating func object(at path: String) {
    note("object", at: path)
    rest.removeFirst()
    while !take("}") {
      skipBlanks()
      let key = string()
      _ = take(":")
      value(at: path.isEmpty ? key : "\(path).\(key)")
      _ = take(",")
      if rest.isEmpty { return }
    }
  }

  private mutating func array(at path: String) {
    note("array", at: path)
    rest.removeFirst()
    while !take("]") {
      value(at: path + "[]")
      _ = take(",")
      if rest.isEmpty { return }
    }
  }

  private mutating func string() -> String {
    rest.removeFirst()
    var text: [UInt8] = []
    while let byte = rest.popFirst(), byte != 0x22 {
      text.append(byte)
      if byte == 0x5C, let escaped = rest.popFirst() { text.append(escaped) }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
