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
    order(of: items).map { marked(items[$0]) }
  }

  /// The indices of the selected students in their order.
  ///
  /// Indices are sorted, because a school's items fill a quarter of a kilobyte each.
  func order(of items: [QueueItem]) -> [Int] {
    let selected = items.indices.filter { isAskedFor(items[$0]) }
    let arranged: [Int]
    switch order {
    case .unsure: arranged = mixing(sorted(selected, of: items, by: <), of: items)
    case .sure: arranged = mixing(sorted(selected, of: items, by: >), of: items)
    case .name: arranged = names.sorted(selected) { (nil, items[$0].name, items[$0].student) }
    case .group:
      arranged = names.sorted(selected) {
        (items[$0].group ?? "", items[$0].name, items[$0].student)
      }
    }
    return arranged.filter { items[$0].state.isToDo }
      + arranged.filter { !items[$0].state.isToDo }
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

  /// The item as this arrangement shows it.
  func marked(_ item: QueueItem) -> QueueItem {
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
    _ indices: [Int],
    of items: [QueueItem],
    by isBefore: (Double, Double) -> Bool
  ) -> [Int] {
    indices.sorted { left, right in
      let (first, second) = (
        items[left].suggestion?.confidence ?? 0, items[right].suggestion?.confidence ?? 0
      )
      return first == second
        ? items[left].student < items[right].student : isBefore(first, second)
    }
  }

  /// Puts the sample, including its decided students, into every tenth place.
  private func mixing(_ indices: [Int], of items: [QueueItem]) -> [Int] {
    guard blindness == .sample, let run = indices.first.map({ items[$0].run }) else {
      return indices
    }
    let draw = BlindSample(run: run, of: indices.count)
    var drawn = draw.ordered(indices.filter { items[$0].isDrawn }) { items[$0].student }[...]
    var others = indices.filter { !items[$0].isDrawn }[...]
    var mixed: [Int] = []
    mixed.reserveCapacity(indices.count)
    while mixed.count < indices.count {
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
