package import StudentStore
package import Workflows

/// Which students of a run are shown, in which order, and of whom the suggestion is hidden.
///
/// The place of a student follows from the evidence and the draw, not from what was decided, so
/// that the others keep their places when one is decided, and after a restart.
package struct QueueArrangement: Sendable {
  /// What students are sorted by.
  package enum Order: String, Sendable, CaseIterable {
    /// Least sure first, where a look is worth most.
    case unsure
    /// Surest first.
    case sure
    case name
    /// By class, and by name in it.
    case group
  }

  /// Of whom the suggestion is hidden while they are still to decide.
  package enum Blindness: String, Sendable, CaseIterable {
    /// Of no student.
    case none
    /// Of the students whom `BlindSample` holds.
    case sample
    /// Of every student, decided or not.
    case all
  }

  package var order = Order.unsure
  /// How names and classes are sorted.
  package var names = NameOrder()
  package var blindness = Blindness.sample
  /// Only this class or grade.
  package var group: String?
  /// Only whom the run is less sure of; the blind sample is shown all the same, for a sample of
  /// the unsure says nothing about the others.
  package var below: Double?
  /// Only these states; nil for all.
  package var states: Set<QueueItem.State>?

  /// Every student, least sure first, one in ten of them blind.
  package init() {}

  /// The students that are asked for, those still to decide first.
  ///
  /// In the orders `unsure` and `sure` every tenth place is one of the sample, in random order: its
  /// place says nothing about the evidence, and wherever a review stops, a random part of the
  /// sample was asked.
  package func arrange(_ items: [QueueItem]) -> [QueueItem] {
    let marked = items.map(marked).filter(isAskedFor)
    let arranged: [QueueItem]
    switch order {
    case .unsure: arranged = mixing(sorted(marked, by: <))
    case .sure: arranged = mixing(sorted(marked, by: >))
    case .name: arranged = names.sorted(marked) { (nil, $0.name, $0.student) }
    case .group: arranged = names.sorted(marked) { ($0.group ?? "", $0.name, $0.student) }
    }
    return arranged.filter(\.state.isToDo) + arranged.filter { !$0.state.isToDo }
  }

  /// Whether a student is asked about without the suggestion.
  package func isAskedBlind(_ item: QueueItem) -> Bool {
    switch blindness {
    case .none: false
    case .sample: item.isDrawn
    case .all: true
    }
  }

  /// Whether the suggestion is hidden now: of the sample until the student is decided.
  package func isBlind(_ item: QueueItem, in state: QueueItem.State) -> Bool {
    isAskedBlind(item) && (state.isToDo || blindness == .all)
  }

  private func marked(_ item: QueueItem) -> QueueItem {
    var item = item
    item.isBlind = isBlind(item, in: item.state)
    return item
  }

  private func isAskedFor(_ item: QueueItem) -> Bool {
    guard group == nil || item.group == group, states?.contains(item.state) ?? true else {
      return false
    }
    guard let below else { return true }
    return (item.suggestion?.confidence ?? 0) < below || blindness == .sample && item.isDrawn
  }

  private func sorted(
    _ items: [QueueItem],
    by isBefore: (Double, Double) -> Bool
  ) -> [QueueItem] {
    items.sorted { left, right in
      let (first, second) = (left.suggestion?.confidence ?? 0, right.suggestion?.confidence ?? 0)
      return first == second ? left.student < right.student : isBefore(first, second)
    }
  }

  /// Puts the sample, its decided students included, into every tenth place.
  private func mixing(_ items: [QueueItem]) -> [QueueItem] {
    guard blindness == .sample, let run = items.first?.run else { return items }
    let draw = BlindSample(run: run, of: items.count)
    var drawn = draw.ordered(items.filter(\.isDrawn), by: \.student)[...]
    var others = items.filter { !$0.isDrawn }[...]
    var mixed: [QueueItem] = []
    mixed.reserveCapacity(items.count)
    while mixed.count < items.count {
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
