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

  /// Puts the sample, including its decided students, into every tenth place.
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
