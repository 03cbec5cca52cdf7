package import StudentStore
package import Workflows

/// The selection and order of a run's students, and whose suggestions are hidden.
///
/// A student's place depends on the evidence and the draw, not on decisions, so that it stays the
/// same after decisions and after a restart.
package struct QueueArrangement: Sendable {
  /// The sort order.
  package enum Order: String, Sendable, CaseIterable {
    /// Least certain first, where a review is most useful.
    case unsure
    /// Most certain first.
    case sure
    case name
    /// By class, then by name.
    case group
  }

  /// The students whose suggestion is hidden until they are decided.
  package enum Blindness: String, Sendable, CaseIterable {
    /// None.
    case none
    /// The students in the `BlindSample`.
    case sample
    /// Every student, decided or not.
    case all
  }

  package var order = Order.unsure
  /// The order of names and classes.
  package var names = NameOrder()
  package var blindness = Blindness.sample
  /// Only this class or grade.
  package var group: String?
  /// Only students below this confidence.
  ///
  /// The blind sample is always included, because a sample of uncertain students does not represent
  /// the others.
  package var below: Double?
  /// Only these states; nil for all.
  package var states: Set<QueueItem.State>?

  /// Every student, least certain first, one in ten of them blind.
  package init() {}

  /// The selected students, undecided ones first.
  ///
  /// In the orders `unsure` and `sure` every tenth place has a student of the sample, in random
  /// order: the place reveals nothing about the evidence, and wherever a review stops, a random
  /// part of the sample was reviewed.
  package func arrange(_ students: QueuedStudents) -> [QueueItem] {
    order(of: students).map { row in
      let item = students[row: row]
      return marked(item, in: item.state)
    }
  }

  /// The rows of the selected students in their order.
  func order(of students: QueuedStudents) -> [Int32] {
    let arranged: [Int32]
    switch order {
    case .unsure:
      arranged = mixing(
        selected(students.rows(mostCertainFirst: false), of: students),
        of: students
      )
    case .sure:
      arranged = mixing(selected(students.rows(mostCertainFirst: true), of: students), of: students)
    case .name:
      arranged = names.sorted(selected(students.rows, of: students)) { row in
        let item = students[row: row]
        return (nil, item.name, item.student)
      }
    case .group:
      arranged = names.sorted(selected(students.rows, of: students)) { row in
        let item = students[row: row]
        return (item.group ?? "", item.name, item.student)
      }
    }
    let states = students.states
    guard let decided = arranged.firstIndex(where: { !states[Int($0)].isToDo }) else {
      return arranged
    }
    return arranged[..<decided]
      + arranged[decided...].filter { states[Int($0)].isToDo }
      + arranged[decided...].filter { !states[Int($0)].isToDo }
  }

  /// Whether a student is reviewed without the suggestion.
  package func isAskedBlind(_ item: QueueItem) -> Bool {
    switch blindness {
    case .none: false
    case .sample: item.isDrawn
    case .all: true
    }
  }

  /// Whether the suggestion is hidden now: in the sample, until the student is decided.
  package func isBlind(_ item: QueueItem, in state: QueueItem.State) -> Bool {
    isAskedBlind(item) && (state.isToDo || blindness == .all)
  }

  /// The item as this arrangement shows it in a state.
  func marked(_ item: QueueItem, in state: QueueItem.State) -> QueueItem {
    var item = item
    item.isBlind = isBlind(item, in: state)
    return item
  }

  private func selected(_ rows: [Int32], of students: QueuedStudents) -> [Int32] {
    guard group != nil || below != nil || states != nil else { return rows }
    return rows.filter { isAskedFor(students[row: $0]) }
  }

  private func isAskedFor(_ item: QueueItem) -> Bool {
    guard group == nil || item.group == group, states?.contains(item.state) ?? true else {
      return false
    }
    guard let below else { return true }
    return (item.suggestion?.confidence ?? 0) < below || blindness == .sample && item.isDrawn
  }

  /// Puts the sample, including its decided students, into every tenth place.
  private func mixing(_ rows: [Int32], of students: QueuedStudents) -> [Int32] {
    guard blindness == .sample else { return rows }
    let draw = BlindSample(run: students.run, of: rows.count)
    let isDrawn = students.drawn
    let sample = rows.filter { isDrawn[Int($0)] }
    var drawn = draw.order(of: sample.map { students.numbers[Int($0)] }).map { sample[$0] }[...]
    var others = rows.filter { !isDrawn[Int($0)] }[...]
    var mixed: [Int32] = []
    mixed.reserveCapacity(rows.count)
    while mixed.count < rows.count {
      let isSamplesPlace = (mixed.count + 1).isMultiple(of: Int(BlindSample.oneIn))
      if isSamplesPlace || others.isEmpty, let next = drawn.popFirst() {
        mixed.append(next)
      } else if let next = others.popFirst() {
        mixed.append(next)
      }
    }
    return mixed
  }
}
