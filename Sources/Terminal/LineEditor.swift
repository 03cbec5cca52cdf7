/// One line of text being edited.
package struct LineEditor: Equatable, Sendable {
  /// The result of a key.
  package enum Outcome: Equatable, Sendable {
    /// The line is still being written.
    case editing
    /// It is done.
    case entered(String)
    /// It was cancelled.
    case cancelled
    /// The key has no effect here.
    case unused
  }

  /// The characters as written so far.
  package private(set) var characters: [Character]
  /// The insertion index; the count means the end.
  package private(set) var cursor: Int

  /// A line that begins with a text, with the cursor behind it.
  package init(_ text: String = "") {
    characters = Array(text)
    cursor = characters.count
  }

  /// The line as written so far.
  package var text: String { String(characters) }

  /// Takes a key.
  package mutating func take(_ key: Key) -> Outcome {
    switch key {
    case .enter: return .entered(text)
    case .escape, .control("g"): return .cancelled
    case .character(let character): insert(String(character))
    case .paste(let text): insert(Self.oneLine(text))
    case .backspace, .control("h"):
      if cursor > 0 { remove(cursor - 1..<cursor) }
    case .delete, .control("d"):
      if cursor < characters.count { remove(cursor..<cursor + 1) }
    case .left, .control("b"): cursor = max(0, cursor - 1)
    case .right, .control("f"): cursor = min(characters.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = characters.count
    case .control("u"): remove(0..<cursor)
    case .control("k"): remove(cursor..<characters.count)
    case .control("w"): removeWord()
    case .tab, .up, .down, .pageUp, .pageDown, .control, .other: return .unused
    }
    return .editing
  }

  /// Puts a text at the cursor.
  ///
  /// The line is rebuilt, because a combining accent joins the letter before it.
  private mutating func insert(_ text: String) {
    let before = Array(String(characters[..<cursor]) + text)
    characters = before + characters[cursor...]
    cursor = before.count
  }

  private mutating func remove(_ range: Range<Int>) {
    characters.removeSubrange(range)
    cursor = range.lowerBound
  }

  private mutating func removeWord() {
    var start = cursor
    while start > 0, characters[start - 1] == " " { start -= 1 }
    while start > 0, characters[start - 1] != " " { start -= 1 }
    remove(start..<cursor)
  }

  /// Lines and tabs of a paste become spaces; other control characters are left out.
  private static func oneLine(_ text: String) -> String {
    var line = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0A, 0x0D: line.unicodeScalars.append(" ")
      case 0..<0x20, 0x7F..<0xA0: continue
      default: line.unicodeScalars.append(scalar)
      }
    }
    return line
  }
}
