/// A piece of HTML: what is interpolated into its literals is escaped, so that a text from a school's list
/// is never markup.
///
///     let line: HTML = "<p>\(student.name)</p>"
///
/// Another piece is interpolated as it is. There is no way to make one from a text that is known at run
/// time only: a literal is a `StaticString`. Control characters and characters that turn or hide text are
/// shown as on a terminal (``SafeText``). In an attribute whose value is an address, an address that leads
/// out of the page's own place, such as `javascript:`, becomes `#`.
package struct HTML: ExpressibleByStringInterpolation, Sendable, Equatable {
  package typealias StringLiteralType = StaticString

  /// The markup.
  package let text: String

  package init(stringLiteral value: StaticString) { text = "\(value)" }

  package init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

  /// Markup that this target made or brought along; nothing from a school's list.
  init(raw text: String) { self.text = text }

  /// A text, escaped for content and for attributes in quotes.
  package init(text: String) { self.text = Self.escaped(text) }

  /// A text from a school's list inside a line: its direction does not turn its surroundings.
  package static func isolated(_ text: String) -> HTML { "<bdi>\(text)</bdi>" }

  /// Collects a literal's parts.
  package struct StringInterpolation: StringInterpolationProtocol {
    package typealias StringLiteralType = StaticString

    fileprivate var text = ""

    package init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    package mutating func appendLiteral(_ literal: StaticString) { text += "\(literal)" }

    /// Another piece, as it is.
    package mutating func appendInterpolation(_ html: HTML) { text += html.text }

    /// A text, escaped for content and for attributes in quotes.
    package mutating func appendInterpolation(_ value: String) {
      text += HTML.escaped(isInAddress && !HTML.staysHere(value) ? "#" : value)
    }

    package mutating func appendInterpolation(_ value: some BinaryInteger) { text += "\(value)" }

    /// Whether the next character is the first of an attribute that holds an address.
    private var isInAddress: Bool {
      guard text.utf8.last == UInt8(ascii: "\"") || text.utf8.last == UInt8(ascii: "'") else {
        return false
      }
      let end = text.dropLast().lowercased().suffix(14)
      return HTML.addressAttributes.contains { end.hasSuffix($0 + "=") }
    }
  }

  /// The attributes that a browser follows or loads.
  private static let addressAttributes = ["href", "src", "action", "formaction", "data", "poster"]

  /// Whether an address is a fragment, or a path on the same host.
  private static func staysHere(_ address: String) -> Bool {
    // Browsers skip control characters and blanks at the beginning, and read `\` as `/`.
    guard address.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0 != "\\" && $0.value != 0x7F })
    else { return false }
    guard !address.hasPrefix("//") else { return false }
    let first = address.prefix { !"/?#".contains($0) }
    return !first.contains(":")
  }

  private static func escaped(_ value: String) -> String {
    // Most texts have nothing to escape.
    guard value.utf8.contains(where: { $0 < 0x20 || $0 > 0x7E || isMarkup($0) }) else {
      return value
    }
    let shown = SafeText.shown(value)
    guard shown.utf8.contains(where: isMarkup) else { return shown }
    var text = ""
    text.reserveCapacity(shown.utf8.count + 16)
    for scalar in shown.unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "'": text += "&#39;"
      case "`": text += "&#96;"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  private static func isMarkup(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
      UInt8(ascii: "'"), UInt8(ascii: "`"):
      true
    default: false
    }
  }
}

extension Sequence where Element == HTML {
  /// The pieces one after the other.
  ///
  /// - Complexity: O(*n*) for *n* bytes.
  package func joined() -> HTML {
    var text = ""
    for piece in self { text += piece.text }
    return HTML(raw: text)
  }
}
