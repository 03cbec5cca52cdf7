import Report
import ReviewSession
import StudentStore
import Terminal
import Workflows

/// The review on a screen: handles each key and returns the resulting frame.
///
/// Independent of a terminal: keys are the input and frames the output, so that tests can replace
/// it.
struct ReviewScreen {
  /// The part that receives the keys.
  private enum Mode {
    case student
    case comment(LineEditor)
    /// Searching for a student; from the list, if one is open.
    case find(LineEditor, ListPage?)
    case list(ListPage)
    /// Its page, from 0.
    case help(Int)
  }

  private(set) var session: ReviewSession
  private var mode = Mode.student
  private var message = "Keys act at once; ? explains them."
  private var lastSearch = ""

  init(_ session: ReviewSession) {
    self.session = session
  }

  /// Takes a key.
  ///
  /// `size`: the window's size; the evidence must be visible for a decision.
  ///
  /// Errors, such as a busy database, are shown in the last line.
  ///
  /// - Returns: false to stop.
  mutating func take(_ key: Key, _ size: TerminalSize) -> Bool {
    guard isLargeEnough(size) else { return key.smallLetter != .character("q") }
    message = ""
    do {
      return try act(on: key, size)
    } catch {
      message = SafeText.shown(CommandFailure(error).message)
      return true
    }
  }

  private mutating func act(on key: Key, _ size: TerminalSize) throws -> Bool {
    switch mode {
    case .student: return try takeAtStudent(key)
    case .comment(let editor): takeComment(key, editor)
    case .find(let editor, let list): try takeSearch(key, editor, list)
    case .list(let list): try takeInList(key, list, size)
    case .help(let page):
      mode = page + 1 < helpPages(size).count ? .help(page + 1) : .student
    }
    return true
  }

  private func isLargeEnough(_ size: TerminalSize) -> Bool {
    size.columns >= StudentPage.least.columns && size.rows >= StudentPage.least.rows
  }

  private mutating func takeAtStudent(_ key: Key) throws -> Bool {
    switch key {
    case .control("l"): break  // The screen is painted anew after every key.
    case .character(let character):
      guard let action = session.keys.action(for: character) else {
        message = "\"\(SafeText.shown(String(character)))\" is not a key here; ? lists the keys."
        break
      }
      return try perform(action)
    case .enter: message = "Enter is not a decision key; ? lists the keys."
    case .paste: message = "Pasted text is ignored; press a key."
    default: message = "Unknown key; ? lists the keys."
    }
    return true
  }

  /// - Returns: false to stop.
  private mutating func perform(_ action: ReviewAction) throws -> Bool {
    switch action {
    case .stop: return false
    case .help: mode = .help(0)
    case .decide(let choice): message = EvidenceWords.sentence(try session.decide(choice))
    case .keep: try keep()
    case .undo: message = EvidenceWords.sentence(try session.undo())
    case .comment:
      guard session.sheet != nil else {
        message = "No student is selected."
        break
      }
      mode = .comment(LineEditor(session.comment ?? ""))
    case .find: mode = .find(LineEditor(), nil)
    case .list: mode = .list(ListPage(session))
    }
    return true
  }

  private mutating func keep() throws {
    guard let sheet = session.sheet, sheet.isDecided else {
      message = "Nothing has been decided about this student; space puts it off."
      return
    }
    try session.goOn()
    message = "\(SafeText.shown(sheet.item.name)) stays as decided."
  }

  private mutating func takeComment(_ key: Key, _ editor: LineEditor) {
    var editor = editor
    switch editor.take(key) {
    case .editing: mode = .comment(editor)
    case .entered(let text):
      session.comment = text.isBlank ? nil : text
      message = text.isBlank ? "No comment." : "The comment is kept with your next decision."
      mode = .student
    case .cancelled:
      message = "The comment is unchanged."
      mode = .student
    case .unused: message = "Enter keeps the comment, Esc leaves it unchanged."
    }
  }

  private mutating func takeSearch(_ key: Key, _ editor: LineEditor, _ list: ListPage?) throws {
    var editor = editor
    switch editor.take(key) {
    case .editing: mode = .find(editor, list)
    case .unused: message = "Enter looks for it, Esc goes back."
    case .cancelled: mode = list.map { .list($0) } ?? .student
    case .entered(let text):
      if var list {
        list.show(filter: text, in: session)
        mode = .list(list)
      } else {
        try find(text.isEmpty ? lastSearch : text)
      }
    }
  }

  private mutating func find(_ text: String) throws {
    mode = .student
    lastSearch = text
    let found = session.find(text)
    switch found.count {
    case 0:
      message =
        text.isEmpty
        ? "No search text." : "No student in this queue is called \"\(SafeText.shown(text))\"."
    case 1: try session.look(at: found[0])
    default: mode = .list(ListPage(session, filter: text, isOpenOnly: false))
    }
  }

  private mutating func takeInList(_ key: Key, _ list: ListPage, _ size: TerminalSize) throws {
    var list = list
    switch key.smallLetter {
    case .up, .character("k"): list.move(by: -1)
    case .down, .character("j"): list.move(by: 1)
    case .pageUp: list.move(by: -max(1, size.rows - 6))
    case .pageDown, .character(" "): list.move(by: max(1, size.rows - 6))
    case .home: list.move(by: -list.indices.count)
    case .end: list.move(by: list.indices.count)
    case .character("o"): list.show(isOpenOnly: !list.isOpenOnly, in: session)
    case .character("/"):
      mode = .find(LineEditor(list.filter), list)
      return
    case .escape, .character("b"), .character("q"):
      mode = .student
      return
    case .enter:
      mode = .student
      if let student = list.student(in: session) { try session.look(at: student) }
      return
    case .control("l"): break
    default: message = "Unknown key in the list. Enter shows a student; decisions are made there."
    }
    mode = .list(list)
  }

  /// The present frame.
  mutating func frame(_ size: TerminalSize) -> Frame {
    guard isLargeEnough(size) else {
      return Frame(lines: tooSmall(size))
    }
    let bottom = bottom(size)
    let room = size.rows - bottom.lines.count
    var lines = page(size, above: bottom.lines.count)
    lines = Array(lines.prefix(room)) + Array(repeating: "", count: max(0, room - lines.count))
    lines += bottom.lines
    return Frame(
      lines: lines,
      full: Set(lines.indices.filter { SafeText.width(lines[$0]) >= size.columns }),
      cursor: bottom.cursor.map { Frame.Place(row: size.rows - 1, column: $0) }
    )
  }

  private func tooSmall(_ size: TerminalSize) -> [String] {
    let least = StudentPage.least
    return ScreenText.wrapped(
      "The window is too small: \(least.columns) columns and \(least.rows) lines are needed. q stops.",
      to: max(2, size.columns)
    ).map { ScreenText.fitted($0, to: size.columns) }
  }

  private mutating func page(_ size: TerminalSize, above bottom: Int) -> [String] {
    switch mode {
    case .help(let page):
      let pages = helpPages(size)
      return pages[min(page, pages.count - 1)]
    case .list(var list):
      let lines = list.lines(size, above: bottom, in: session)
      mode = .list(list)
      return lines
    case .student, .comment, .find: return student(size, above: bottom)
    }
  }

  private func helpPages(_ size: TerminalSize) -> [[String]] {
    HelpPage(session.keys, isBlind: session.sheet?.isBlind == true).pages(
      width: size.columns,
      rows: size.rows - 1
    )
  }

  private func student(_ size: TerminalSize, above bottom: Int) -> [String] {
    guard let sheet = session.sheet else {
      return ReviewEnd(
        all: session.queue.places.count,
        progress: (try? session.progress()).map { ProgressRendering($0).lines } ?? []
      ).lines(size.columns)
    }
    return StudentPage(
      sheet: sheet,
      keys: session.keys,
      comment: session.comment,
      toDo: session.queue.toDo,
      all: session.queue.places.count,
      upcoming: session.queue.upcoming(after: sheet.item.student, limit: size.rows),
      isHidden: session.isHidden
    ).lines(size, above: bottom)
  }

  /// The message, or the line being edited, with the cursor's column.
  private func bottom(_ size: TerminalSize) -> (lines: [String], cursor: Int?) {
    let width = size.columns
    switch mode {
    case .comment(let editor): return writing("comment: ", editor, width)
    case .find(let editor, _): return writing("find: ", editor, width)
    case .help(let page):
      return (
        [
          page + 1 < helpPages(size).count ? "Press any key for more." : "Press any key to go back."
        ], nil
      )
    case .student, .list: return (Array(ScreenText.wrapped(message, to: width).prefix(4)), nil)
    }
  }

  private func writing(
    _ prompt: String,
    _ editor: LineEditor,
    _ width: Int
  ) -> (lines: [String], cursor: Int?) {
    let shown = editor.characters.map { SafeText.shown(String($0)) }
    let room = width - SafeText.width(prompt) - 1
    // The cursor stays in view: as much of the text before it as fits is shown.
    var start = editor.cursor
    var used = 0
    while start > 0, used + SafeText.width(shown[start - 1]) <= room {
      start -= 1
      used += SafeText.width(shown[start])
    }
    let text = ScreenText.prefix(of: shown[start...].joined(), width: room)
    let hint = message.isEmpty ? [] : [ScreenText.fitted(message, to: width)]
    return (hint + [prompt + text], SafeText.width(prompt) + used)
  }
}
