import Report
import ReviewSession
import RosterReading
import StudentStore
import Terminal

/// The list of the queue's students, scrolled to the window's height.
struct ListPage {
  /// The listed indices of the queue, in order.
  private(set) var indices: [Int] = []
  /// The typed part of the name, if any.
  private(set) var filter = ""
  private(set) var isOpenOnly = true
  /// The index of the marked line.
  private(set) var position = 0
  /// The line at the top of the window.
  private var top = 0

  /// A list in which a student is marked, if it holds the student.
  init(_ session: ReviewSession, filter: String = "", isOpenOnly: Bool = true) {
    self.filter = filter
    self.isOpenOnly = isOpenOnly
    select(in: session)
    if let student = session.sheet?.item.student, let index = session.queue.index(of: student) {
      position = indices.firstIndex(of: index) ?? 0
    }
  }

  /// Changes what is listed.
  mutating func show(filter: String? = nil, isOpenOnly: Bool? = nil, in session: ReviewSession) {
    if let filter { self.filter = filter }
    if let isOpenOnly { self.isOpenOnly = isOpenOnly }
    select(in: session)
    position = 0
    top = 0
  }

  private mutating func select(in session: ReviewSession) {
    let found = filter.isEmpty ? nil : Set(session.find(filter))
    indices = session.queue.places.indices.filter { index in
      let place = session.queue.places[index]
      return (!isOpenOnly || place.state.isToDo) && found?.contains(place.item.student) ?? true
    }
  }

  /// The student of the marked line.
  func student(in session: ReviewSession) -> Int64? {
    guard indices.indices.contains(position) else { return nil }
    return session.queue.places[indices[position]].item.student
  }

  /// Moves the mark by some lines, and stops at the ends.
  mutating func move(by lines: Int) {
    position = min(max(0, indices.count - 1), max(0, position + lines))
  }

  /// The lines of the page that fit.
  mutating func lines(_ size: TerminalSize, above bottom: Int, in session: ReviewSession)
    -> [String]
  {
    let keys = ScreenText.flowed(
      [
        "arrows move", "Enter shows", "/ find", isOpenOnly ? "o decided too" : "o open only",
        "Esc back",
      ],
      to: size.columns
    )
    let room = max(1, size.rows - bottom - keys.count - 3)
    top = min(max(top, position - room + 1), position)
    let rows = indices[min(top, indices.count)...].prefix(room)
    let listed = rows.indices.map { row in
      line(session.queue.places[indices[row]], row == position, size.columns, session)
    }
    let blank = Array(repeating: "", count: room - listed.count)
    return [heading(size.columns), ""]
      + (listed.isEmpty ? ["No students."] + blank.dropFirst() : listed + blank)
      + [""] + keys
  }

  private func heading(_ width: Int) -> String {
    let what = isOpenOnly ? "still to decide" : "in the queue"
    let named = filter.isEmpty ? "" : " with \"\(SafeText.shown(filter))\" in the name"
    let text = "\(Numbers.count(indices.count, "student")) \(what)\(named)"
    let place = indices.isEmpty ? "" : "\(position + 1) of \(indices.count)"
    return ScreenText.spread(text, place, to: width)
  }

  /// The name is last, so that right-to-left text moves nothing else.
  private func line(
    _ place: ReviewQueue.Place,
    _ isMarked: Bool,
    _ width: Int,
    _ session: ReviewSession
  ) -> String {
    let item = place.item
    var cells = [
      isMarked ? ">" : " ",
      ScreenText.cell("\(item.student)", 7, alignedRight: true),
    ]
    if width >= 60 {
      cells.append(
        ScreenText.cell(
          item.heightCentimetres.map { Numbers.fixed($0, 1) } ?? "",
          5,
          alignedRight: true
        )
      )
      cells.append(ScreenText.cell(item.group.map(SafeText.shown) ?? "", 6))
      let suggestion =
        session.isHidden(item)
        ? ""
        : item.suggestion.map { "\(SafeText.shown($0.gender)) \(Numbers.percent($0.confidence))" }
          ?? "-"
      cells.append(ScreenText.cell(suggestion, 16))
    }
    let state = place.decidedGender.map(SafeText.shown) ?? place.state.words
    cells.append(ScreenText.cell(state, 12))
    cells.append(SafeText.shown(item.name))
    return ScreenText.fitted(cells.joined(separator: " "), to: width)
  }
}

extension QueueItem.State {
  /// The state in words.
  var words: String { self == .leftUnknown ? "left unknown" : rawValue }
}
