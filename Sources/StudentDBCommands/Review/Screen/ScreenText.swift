import Report

/// Text cut and laid out by columns, for the screen.
enum ScreenText {
  /// A text limited to a width; a shortened one ends with an ellipsis.
  static func fitted(_ text: String, to width: Int) -> String {
    guard SafeText.width(text) > width else { return text }
    guard width > 0 else { return "" }
    return prefix(of: text, width: width - 1) + "…"
  }

  /// As many characters from the start as fit into a width.
  static func prefix(of text: String, width: Int) -> String {
    var kept = ""
    var used = 0
    for character in text {
      used += SafeText.width(String(character))
      guard used <= width else { break }
      kept.append(character)
    }
    return kept
  }

  /// A text shortened or padded to a width.
  static func cell(_ text: String, _ width: Int, alignedRight: Bool = false) -> String {
    SafeText.padded(fitted(text, to: width), to: width, alignedRight: alignedRight)
  }

  /// A text in lines of a maximum width, broken between words if possible.
  ///
  /// `indent`: the indentation of all lines but the first.
  static func wrapped(_ text: String, to width: Int, indent: Int = 0) -> [String] {
    var lines: [String] = []
    var line = ""
    let margin = String(repeating: " ", count: min(indent, max(0, width - 8)))
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      var word = String(word)
      let joined = line.isEmpty ? word : line + " " + word
      if SafeText.width(joined) <= width {
        line = joined
        continue
      }
      if !line.isEmpty { lines.append(line) }
      // A word wider than the screen is cut.
      line = (lines.isEmpty ? "" : margin) + word
      while SafeText.width(line) > width, width > 1 {
        let head = prefix(of: line, width: width)
        lines.append(head)
        word = String(line.dropFirst(head.count))
        line = margin + word
      }
    }
    lines.append(line)
    return lines
  }

  /// Texts separated by two spaces, in as many lines as needed.
  static func flowed(_ texts: [String], to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for text in texts {
      let joined = line.isEmpty ? text : line + "  " + text
      if SafeText.width(joined) <= width {
        line = joined
      } else {
        if !line.isEmpty { lines.append(line) }
        line = fitted(text, to: width)
      }
    }
    return lines + (line.isEmpty ? [] : [line])
  }

  /// Two texts at both ends of a line; the left one is shortened if needed.
  static func spread(_ left: String, _ right: String, to width: Int) -> String {
    let right = fitted(right, to: width)
    let room = width - SafeText.width(right) - 2
    guard room > 0 else { return right }
    return cell(left, room) + "  " + right
  }
}
