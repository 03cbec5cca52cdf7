/// An argument that is split at a separator, where double quotes protect a part as in CSV:
/// `gender=sex,height="height, cm"`.
enum NameParts {
  /// A part and whether any of it was in quotes.
  struct Part: Equatable {
    var text = ""
    var isQuoted = false
  }

  /// The parts, without the spaces around a part that is not in quotes.
  ///
  /// - Throws: A sentence where a quote is never closed, or where text follows it.
  static func split(
    _ text: String,
    at separators: Set<Unicode.Scalar>,
    option: String
  ) throws(EngineRefusal) -> [(part: Part, end: Unicode.Scalar?)] {
    var parts: [(part: Part, end: Unicode.Scalar?)] = []
    var scalars = text.unicodeScalars[...]
    while true {
      while scalars.first == " " { scalars.removeFirst() }
      var part = Part()
      if scalars.first == "\"" {
        part.isQuoted = true
        part.text = try quoted(from: &scalars, of: text, option: option)
        while scalars.first == " " { scalars.removeFirst() }
        if let next = scalars.first, !separators.contains(next) {
          throw EngineRefusal(
            "\(option) \(text): there is text after the closing quote of \"\(part.text)\"; a quote in a name "
              + "is written twice"
          )
        }
      } else {
        let end = scalars.firstIndex { separators.contains($0) } ?? scalars.endIndex
        var name = scalars[..<end]
        while name.last == " " { name.removeLast() }
        part.text = String(name)
        scalars = scalars[end...]
      }
      let end = scalars.popFirst()
      parts.append((part, end))
      if end == nil { return parts }
    }
  }

  private static func quoted(
    from scalars: inout Substring.UnicodeScalarView,
    of text: String,
    option: String
  ) throws(EngineRefusal) -> String {
    scalars.removeFirst()
    var name = String.UnicodeScalarView()
    while let scalar = scalars.popFirst() {
      if scalar == "\"" {
        guard scalars.first == "\"" else { return String(name) }
        scalars.removeFirst()
      }
      name.append(scalar)
    }
    throw EngineRefusal("\(option) \(text): a double quote is opened and not closed")
  }
}

/// The name of a table or a column that is safe to quote in a dialect.
package struct Identifier: Sendable, Equatable {
  /// The name without quotes.
  package let name: String

  /// A name, checked for a dialect.
  ///
  /// - Throws: A sentence for a name that is empty or too long, or has characters that are not shown:
  ///   they would hide from a reader of the statement which column it counts.
  package init(_ name: String, of what: String, in dialect: Dialect) throws(EngineRefusal) {
    guard !name.isEmpty else { throw EngineRefusal("\(what) has no name") }
    if let hidden = name.unicodeScalars.first(where: Self.isHidden) {
      let code = String(hidden.value, radix: 16, uppercase: true)
      throw EngineRefusal(
        "\(what) has a control character or one that is not shown, U+"
          + String(repeating: "0", count: max(0, 4 - code.count)) + code
          + "; give the column another name in a view, and name the view with --table"
      )
    }
    guard name.utf8.count <= dialect.longestName else {
      throw EngineRefusal(
        "\(what) is \(name.utf8.count) bytes long; a name in \(dialect.title) has at most "
          + "\(dialect.longestName)"
      )
    }
    self.name = name
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: true
    default: scalar.properties.isDefaultIgnorableCodePoint
    }
  }
}
