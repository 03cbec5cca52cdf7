import Report
import ReviewSession

/// What every key does.
struct HelpPage {
  private let keys: ReviewKeys
  private let isBlind: Bool

  init(_ keys: ReviewKeys, isBlind: Bool) {
    self.keys = keys
    self.isBlind = isBlind
  }

  /// Each key with its effect.
  private var explanations: [(key: String, does: String)] {
    let values = keys.explanations.joined(separator: ", ")
    return [
      ("letter", "the gender you know: \(values)"),
      ("a", isBlind ? "nothing, because the suggestion is hidden" : "accept the suggestion"),
      ("n", "leave the gender unknown"),
      ("space", "later: the student comes again after the others"),
      ("k", "keep what is decided already, and go on"),
      ("u", "undo your newest decision; again for the one before"),
      ("c", "a comment, kept with the next decision"),
      ("/", "find a student by a part of the name, the number or the id"),
      ("b", "the list: arrows, Enter shows, o adds the decided, / filters, Esc back"),
      ("q", "stop; Ctrl-C as well, and Ctrl-Z to come back with fg"),
    ]
  }

  /// The same for the line review, one sentence each.
  var sentences: [String] {
    [
      keys.explanations.joined(separator: ", ") + ": the gender you know",
      isBlind
        ? "n leave it unknown · space (or s) later"
        : "a accept the suggestion · n leave it unknown · space (or s) later",
      "u undo your newest decision, again for the one before · k keep what is decided",
      "c comment the next decision · /NAME find a student · b list who is left · ? this help · q stop",
    ]
  }

  /// The lines, in as many pages as a window needs.
  func pages(width: Int, rows: Int) -> [[String]] {
    var pages: [[String]] = [[]]
    for part in parts(width) {
      if let last = pages.last, !last.isEmpty, last.count + part.count > rows { pages.append([]) }
      pages[pages.count - 1] += part
    }
    return pages
  }

  private func parts(_ width: Int) -> [[String]] {
    explanations.map { entry in
      ScreenText.wrapped(SafeText.padded(entry.key, to: 8) + entry.does, to: width, indent: 8)
    } + [
      [""]
        + ScreenText.wrapped(
          "Every decision is on disk before the next student appears.",
          to: width
        )
    ]
  }
}

extension ReviewKeys {
  /// Each gender after its key: `f female`, `3 non-binary`.
  var labels: [String] {
    values.compactMap { value in
      let key = value.letter.map(String.init) ?? value.number.map(String.init)
      return key.map { "\($0) \(SafeText.shown(value.gender))" }
    }
  }

  /// Each gender with all of its keys: `f or 1 female`.
  var explanations: [String] {
    values.compactMap { value in
      let keys = [value.letter.map(String.init), value.number.map(String.init)].compactMap(\.self)
      guard !keys.isEmpty else { return nil }
      return "\(keys.joined(separator: " or ")) \(SafeText.shown(value.gender))"
    }
  }
}
