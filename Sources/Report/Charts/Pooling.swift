import Mixture

/// Counts put together until none is so small that it points at single children.
enum Pooling {
  /// The least count that is told where no child must be found again.
  static let least = 5

  /// Whether a count may be told: nobody, or enough.
  static func mayTell(_ count: Int) -> Bool { count == 0 || count >= least }

  /// A count to the nearest five, as all are told where no child must be found again: the difference of two
  /// such counts tells nothing about fewer than five.
  ///
  /// Statistics of schools and universities are published so (HESA's rounding methodology).
  static func rounded(_ count: Int) -> Int { rounded(Double(count)) }

  static func rounded(_ count: Double) -> Int {
    Int(nearest: (count / Double(least)).rounded()) * least
  }

  /// Whether a share of some children may be told: those for whom it holds and the others are nobody or
  /// enough.
  static func mayTell(share: Double, of count: Double) -> Bool {
    mayTell(Int(nearest: (share * count).rounded()))
      && mayTell(Int(nearest: ((1 - share) * count).rounded()))
  }

  /// Neighbours put together, from both ends inwards, until each part may be told.
  ///
  /// - Parameters:
  ///   - items: In their order.
  ///   - mayTell: Whether a run of neighbours may be told.
  /// - Returns: Runs of neighbours; none where not even all together may be told.
  /// - Complexity: O(*n*) calls for *n* items.
  static func neighbours<Item>(_ items: [Item], _ mayTell: ([Item]) -> Bool) -> [[Item]] {
    var runs: [[Item]] = []
    var open: [Item] = []
    for item in items {
      open.append(item)
      if mayTell(open) {
        runs.append(open)
        open = []
      }
    }
    // The rest goes to the last run, and to those before it as long as that does not do.
    while !open.isEmpty {
      guard let last = runs.popLast() else { return [] }
      open = last + open
      if mayTell(open) {
        runs.append(open)
        open = []
      }
    }
    return runs
  }

  /// Parts that may not be told put together into one, with the smallest others as long as needed:
  /// from what is told, the small ones cannot be computed by taking the rest from the whole.
  ///
  /// - Returns: Those that are told, in their order, and those that are put together.
  static func parts<Item>(
    _ items: [Item],
    size: (Item) -> Int,
    mayTell: ([Item]) -> Bool
  ) -> (told: [Item], together: [Item]) {
    var told = items.enumerated().filter { mayTell([$0.element]) }
    var together = items.filter { !mayTell([$0]) }
    while !together.isEmpty, !mayTell(together) {
      guard let smallest = told.indices.min(by: { size(told[$0].element) < size(told[$1].element) })
      else { return ([], []) }
      together.append(told.remove(at: smallest).element)
    }
    return (told.map(\.element), together)
  }
}
