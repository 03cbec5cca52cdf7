import Bytes

/// A JSON value whose objects keep the order of their keys and whose nulls are written out.
///
/// `JSONEncoder` does neither, and the keys of the output are a contract with scripts.
package indirect enum JSONValue: Equatable {
  case null
  case bool(Bool)
  case integer(Int64)
  case number(Double)
  case text(String)
  case array([JSONValue])
  case object([Member])

  /// A key with its value.
  package struct Member: Equatable {
    package let key: String
    package let value: JSONValue

    package init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  package static func count(_ count: Int) -> JSONValue { .integer(Int64(count)) }

  package static func optional(_ text: String?) -> JSONValue { text.map { .text($0) } ?? .null }

  package static func optional(_ number: Double?) -> JSONValue {
    number.map { .number($0) } ?? .null
  }

  package static func optional(_ integer: Int64?) -> JSONValue {
    integer.map { .integer($0) } ?? .null
  }

  /// An object of counts, sorted by key.
  package static func counts(_ counts: [String: Int]) -> JSONValue {
    .object(counts.sorted { $0.key < $1.key }.map { Member($0.key, .count($0.value)) })
  }

  /// The value on one line.
  package var compact: String {
    var text = ""
    write(to: &text, indent: nil, depth: 0)
    return text
  }

  /// The value indented by two spaces per level.
  package var pretty: String {
    var text = ""
    write(to: &text, indent: "  ", depth: 0)
    return text
  }

  /// The same at a given level.
  package func pretty(depth: Int) -> String {
    var text = ""
    write(to: &text, indent: "  ", depth: depth)
    return text
  }

  private func write(to text: inout String, indent: String?, depth: Int) {
    switch self {
    case .null: text += "null"
    case .bool(let bool): text += bool ? "true" : "false"
    case .integer(let integer): text += "\(integer)"
    // JSON has neither NaN nor infinity.
    case .number(let number): text += number.isFinite ? "\(number)" : "null"
    case .text(let string): Self.write(string, to: &text)
    case .array(let values):
      Self.write(values, between: ("[", "]"), to: &text, indent: indent, depth: depth) {
        $0.write(to: &$1, indent: indent, depth: depth + 1)
      }
    case .object(let members):
      Self.write(members, between: ("{", "}"), to: &text, indent: indent, depth: depth) {
        Self.write($0.key, to: &$1)
        $1 += indent == nil ? ":" : ": "
        $0.value.write(to: &$1, indent: indent, depth: depth + 1)
      }
    }
  }

  private static func write<Element>(
    _ elements: [Element],
    between brackets: (String, String),
    to text: inout String,
    indent: String?,
    depth: Int,
    _ element: (Element, inout String) -> Void
  ) {
    text += brackets.0
    for (index, next) in elements.enumerated() {
      if index > 0 { text += "," }
      if let indent { text += "\n" + String(repeating: indent, count: depth + 1) }
      element(next, &text)
    }
    if let indent, !elements.isEmpty { text += "\n" + String(repeating: indent, count: depth) }
    text += brackets.1
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      // Besides what JSON requires, also characters that a terminal would obey or hide.
      case _ where scalar.value < 0x20 || SafeText.isDangerous(scalar):
        for unit in String(scalar).utf16 {
          text += "\\u" + String(unit, radix: 16).zeroPadded(to: 4)
        }
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
