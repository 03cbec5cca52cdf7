/// A piece of HTML: what is interpolated into its literals is escaped, so that a text from a school's list
/// is never markup.
///
///     let line: HTML = "<p>\(student.name)</p>"
///
/// Another piece is interpolated as it is. Literals are static texts, so that there is no way to make a
/// piece from a text that is known at run time only.
package struct HTML: ExpressibleByStringInterpolation, Sendable, Equatable {
  /// The markup.
  package let text: String

  package init(stringLiteral value: StaticString) { text = value.description }

  fileprivate init(raw text: String) { self.text = text }

  package init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

  /// Collects a literal's parts.
  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    package init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    package mutating func appendLiteral(_ literal: StaticString) { text += literal.description }

    /// Another piece, as it is.
    package mutating func appendInterpolation(_ html: HTML) { text += html.text }

    /// A text, escaped for content and for attributes in double quotes.
    package mutating func appendInterpolation(_ value: String) { HTML.escape(value, into: &text) }

    package mutating func appendInterpolation(_ value: some BinaryInteger) { text += "\(value)" }
  }

  private static func escape(_ value: String, into text: inout String) {
    for scalar in value.unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "'": text += "&#39;"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}

extension Sequence where Element == HTML {
  /// The pieces one after the other.
  package func joined() -> HTML {
    var text = ""
    for piece in self { text += piece.text }
    return HTML(raw: text)
  }
}
