/// The meaning of a part of a line, which a colour can show in addition.
package enum Meaning: Equatable {
  case good
  case warning
  case failure
  case suggestion

  /// A text in the colour of the meaning, for a terminal.
  package func painted(_ text: String) -> String {
    let code =
      switch self {
      case .good: 32  // green
      case .warning: 33  // yellow
      case .failure: 31  // red
      case .suggestion: 36  // cyan
      }
    return text.isEmpty ? text : "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }
}

/// A line for people, with parts that have a meaning.
///
/// The words contain everything; the colours are optional.
package struct StyledLine: Equatable, ExpressibleByStringLiteral {
  private struct Part: Equatable {
    let text: String
    let meaning: Meaning?
  }

  private var parts: [Part]

  package init(_ text: String, _ meaning: Meaning? = nil) {
    parts = [Part(text: text, meaning: meaning)]
  }

  package init(stringLiteral text: String) { self.init(text) }

  package static func + (left: StyledLine, right: StyledLine) -> StyledLine {
    var line = left
    line.append(right)
    return line
  }

  package mutating func append(_ other: StyledLine) { parts += other.parts }

  /// The line with all unsafe characters from a file escaped.
  package func shown(painted: Bool) -> String {
    parts.map { part in
      let text = SafeText.shown(part.text)
      return painted ? part.meaning?.painted(text) ?? text : text
    }.joined()
  }

  /// The line without trailing spaces.
  package func trimmingEnd() -> StyledLine {
    var line = self
    while let last = line.parts.last {
      let text = last.text.trimmingEnd()
      if !text.isEmpty || line.parts.count == 1 {
        line.parts[line.parts.count - 1] = Part(text: text, meaning: last.meaning)
        return line
      }
      line.parts.removeLast()
    }
    return line
  }
}
