/// What every key does.
struct HelpPage {
  private let keys: ValueKeys
  private let isBlind: Bool

  init(_ keys: ValueKeys, isBlind: Bool) {
    self.keys = keys
    self.isBlind = isBlind
  }

  /// Each key with what it does.
  private var explanations: [(key: String, does: String)] {
    let values = keys.explanations.joined(separator: ", ")
    return [
      ("letter", "the gender you know: \(values)"),
      ("a", isBlind ? "nothing, because the suggestion is hidden" : "accept the suggestion"),
      ("n", "leave it unknown: nobody knows, and it stays so"),
      ("space", "later: the student comes again after the others"),
      ("k", "keep what is decided already, and go on"),
      ("u", "undo your newest decision; again for the one before"),
      ("c", "a comment, kept with the next decision"),
      ("/", "find a student by a part of the name, the number or the id"),
      ("b", "the list: arrows, Page Up and Down, Enter shows, Esc goes back"),
      ("q", "stop; Ctrl-C as well, and Ctrl-Z to come back with fg"),
    ]
  }

  /// The same for the review line by line, a sentence each.
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

  /// The lines, in as many pages as a window of some size needs.
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
