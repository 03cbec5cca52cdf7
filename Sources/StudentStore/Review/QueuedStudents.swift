/// Every student with a result in a run and without a gender in the school's file, least certain
/// first.
///
/// What is kept of each student are some numbers and the bytes of the name, in arrays that all items
/// share: a large school has 200,000 of them, and the first one is to be shown at once. Rows are in
/// the order of the students' numbers.
package final class QueuedStudents: RandomAccessCollection, Sendable {
  /// The active decision about a student.
  struct Decided: Sendable {
    let decision: Int64
    let gender: String?
    let path: DecisionPath?
  }

  package let run: Int64
  /// What the run says about everybody with the same evidence.
  let cells: [EvidenceCell]
  /// The students, ascending.
  package let numbers: [Int64]
  /// The cell of each row, from 0.
  let places: [Int32]
  /// Whether each row's student is in the run's blind sample.
  package let drawn: [Bool]
  let people: QueuedPeople
  /// What became of each row's student.
  package let states: [QueueItem.State]
  private let decisions: QueueDecisions
  /// The rows, least certain first.
  private let order: [Int32]

  init(
    run: Int64,
    cells: [EvidenceCell],
    rows: QueueRows,
    decisions: QueueDecisions
  ) {
    self.run = run
    self.cells = cells
    numbers = rows.numbers
    places = rows.places
    drawn = rows.drawn
    people = rows.people
    states = decisions.states
    self.decisions = decisions
    order = Self.order(places, by: cells.map(\.confidence))
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { order.count }
  package subscript(position: Int) -> QueueItem { self[row: order[position]] }

  /// The student of a row.
  package subscript(row row: Int32) -> QueueItem { QueueItem(self, row: Int(row)) }

  /// All rows.
  package var rows: [Int32] { order.indices.map { Int32($0) } }

  /// The row of a student; nil for who is not in the queue.
  package func row(of student: Int64) -> Int32? { numbers.place(of: student) }

  func decided(_ row: Int) -> Decided? { decisions[row] }

  /// The rows in the order of their confidence, those without a suggestion as if it were 0, and
  /// those of one confidence by number.
  ///
  /// - Complexity: O(*n* + *k* log *k*) for *n* students with *k* kinds of evidence.
  package func rows(mostCertainFirst: Bool) -> [Int32] {
    let sign: Double = mostCertainFirst ? -1 : 1
    return Self.order(places, by: cells.map { $0.isProposed ? sign * $0.confidence : 0 })
  }

  /// The rows in the order of a number of their cells, then in their own.
  ///
  /// Few cells are sorted, and rows are counted into their places.
  private static func order(_ places: [Int32], by keys: [Double]) -> [Int32] {
    // Cells of one key share a rank, so that their rows keep their order.
    var ranks = [Int](repeating: 0, count: keys.count)
    var before: Double?
    var rank = -1
    for cell in keys.indices.sorted(by: { keys[$0] < keys[$1] }) {
      if keys[cell] != before { rank += 1 }
      before = keys[cell]
      ranks[cell] = rank
    }
    var next = [Int](repeating: 0, count: rank + 2)
    for place in places { next[ranks[Int(place)] + 1] += 1 }
    for rank in next.indices.dropFirst() { next[rank] += next[rank - 1] }
    var order = [Int32](repeating: 0, count: places.count)
    for (row, place) in places.enumerated() {
      let rank = ranks[Int(place)]
      order[next[rank]] = Int32(row)
      next[rank] += 1
    }
    return order
  }
}

/// The columns that are read of each student, while they are read.
struct QueueRows {
  var numbers: [Int64] = []
  var places: [Int32] = []
  var drawn: [Bool] = []
  var people = QueuedPeople()

  /// `expected`: how many students there will be, as far as is known.
  init(expecting expected: Int) {
    numbers.reserveCapacity(expected)
    places.reserveCapacity(expected)
    drawn.reserveCapacity(expected)
    people.reserve(expected)
  }
}

/// The active decisions about the students of some rows.
struct QueueDecisions: Sendable {
  private(set) var states: [QueueItem.State]
  private var decided: [QueuedStudents.Decided] = []
  /// Where a row's decision is, from 1; empty before the first.
  private var places: [Int32] = []

  /// Nothing decided about so many students.
  init(rows: Int) { states = Array(repeating: .open, count: rows) }

  subscript(row: Int) -> QueuedStudents.Decided? {
    guard !places.isEmpty, places[row] > 0 else { return nil }
    return decided[Int(places[row]) - 1]
  }

  /// Takes a decision, which replaces an earlier one about the same student.
  mutating func append(_ decision: QueuedStudents.Decided, state: QueueItem.State, row: Int) {
    if places.isEmpty { places = Array(repeating: 0, count: states.count) }
    if places[row] == 0 {
      decided.append(decision)
      places[row] = Int32(decided.count)
    } else {
      decided[Int(places[row]) - 1] = decision
    }
    states[row] = state
  }

  /// The decision is signed, if it is the active one.
  mutating func sign(_ decision: Int64, row: Int) {
    if self[row]?.decision == decision { states[row] = .signed }
  }
}

extension [Int64] {
  /// Where a number is among ascending ones.
  func place(of number: Int64) -> Int32? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == number ? Int32(low) : nil
  }
}
