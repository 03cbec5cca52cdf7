package import StudentStore
import Workflows

/// The students of a run in the order of the review, kept up to date with the database.
///
/// The order is read once, then only new decisions, so a key press takes the same time in a school
/// of any size. No state is kept outside the database: a killed review continues where it was.
package struct ReviewQueue {
  /// One student with the present decision.
  package struct Place {
    package let item: QueueItem
    package let state: QueueItem.State
    /// What was decided since the queue was read.
    fileprivate let news: Decided?

    /// The active decision.
    package var decision: Int64? { news.map(\.decision) ?? item.decision }
    package var decidedGender: String? { news.map(\.gender) ?? item.decidedGender }
  }

  /// The active decision about a student, if there is one.
  fileprivate struct Decided {
    let decision: Int64?
    let gender: String?
  }

  /// All students, in order.
  package private(set) var places: Places
  /// The number of undecided students.
  package private(set) var toDo = 0

  private let database: SchoolDatabase
  private let workflow: ReviewWorkflow
  private let run: Int64
  private let arrangement: QueueArrangement

  /// No student before this one is open.
  private var firstOpen = 0
  /// The students put off.
  private var later: Set<Int> = []
  /// The trail entry and the decision up to which this is current.
  private var sequence: Int64 = 0
  private var newestDecision: Int64 = 0

  /// Reads the queue of a run in an arrangement, within a snapshot of the caller's.
  init(
    _ database: SchoolDatabase,
    context: WorkContext,
    run: Int64,
    arrangement: QueueArrangement
  ) throws {
    self.database = database
    self.run = run
    self.arrangement = arrangement
    workflow = ReviewWorkflow(database, context: context)
    places = Places()
    try load()
  }

  /// The index of a student; nil if not in the queue.
  package subscript(student: Int64) -> Place? { index(of: student).map { places[$0] } }

  /// A student's place in the order.
  package func index(of student: Int64) -> Int? { places.index(of: student) }

  /// The next student: the first open one, or else the one put off longest ago.
  var next: Place? {
    if firstOpen < places.count { return places[firstOpen] }
    return later.min { (places[$0].decision ?? 0) < (places[$1].decision ?? 0) }
      .map { places[$0] }
  }

  /// Some of the open students after one, in order, for display.
  package func upcoming(after student: Int64, limit: Int) -> [QueueItem] {
    guard firstOpen < places.count else { return [] }
    return places[firstOpen...].lazy.filter { $0.state == .open && $0.item.student != student }
      .prefix(limit).map(\.item)
  }

  /// Updates the queue with decisions made since, by this review or by others.
  mutating func refresh() throws {
    try database.read {
      let head = try database.head().sequence
      guard head != sequence else { return }
      let news = try database.decisions(after: newestDecision)
      // A batch is one entry, and so is a single decision. After other entries, such as an import
      // or a signature, the queue may have changed.
      let entries = news.count { $0.batch == nil } + Set(news.compactMap(\.batch)).count
      guard head - sequence == Int64(entries) else {
        try load()
        return
      }
      for student in Set(news.map(\.student)) { try update(student) }
      sequence = head
      newestDecision = news.last?.id ?? newestDecision
    }
  }

  private mutating func load() throws {
    // What was there is not needed beside what is read.
    places = Places()
    places = Places(try workflow.queue(run: run), in: arrangement)
    toDo = places.states.count(where: \.isToDo)
    later = Set(places.indices.filter { places.state($0) == .later })
    firstOpen = 0
    skipDecided()
    sequence = try database.head().sequence
    newestDecision = try database.newestDecision()
  }

  private mutating func update(_ student: Int64) throws {
    guard let index = places.index(of: student) else { return }
    let decided = try database.reviewState(of: student)
    let before = places.state(index)
    let state = decided?.state ?? .open
    places.update(
      index,
      state,
      Decided(decision: decided?.decision, gender: decided?.gender)
    )
    toDo += (state.isToDo ? 1 : 0) - (before.isToDo ? 1 : 0)
    if state == .later { later.insert(index) } else { later.remove(index) }
    if state == .open { firstOpen = min(firstOpen, index) }
    skipDecided()
  }

  private mutating func skipDecided() {
    while firstOpen < places.count, places.state(firstOpen) != .open { firstOpen += 1 }
  }
}

extension ReviewQueue {
  /// The students in their order; what is shown of one is put together when it is asked for.
  package struct Places: RandomAccessCollection {
    private let students: QueuedStudents?
    private let arrangement: QueueArrangement
    /// The row of each place.
    private let order: [Int32]
    /// The place of each row; -1 for those not selected.
    private let indexOfRow: [Int32]
    /// The present state of each place.
    fileprivate private(set) var states: [QueueItem.State]
    /// By place.
    private var news: [Int: Decided] = [:]

    /// None.
    fileprivate init() {
      students = nil
      arrangement = QueueArrangement()
      (order, indexOfRow, states) = ([], [], [])
    }

    fileprivate init(_ students: QueuedStudents, in arrangement: QueueArrangement) {
      self.students = students
      self.arrangement = arrangement
      order = arrangement.order(of: students)
      var indexOfRow = [Int32](repeating: -1, count: students.count)
      for (index, row) in order.enumerated() { indexOfRow[Int(row)] = Int32(index) }
      self.indexOfRow = indexOfRow
      states = order.map { students.states[Int($0)] }
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { order.count }

    package subscript(index: Int) -> Place {
      guard let students else { preconditionFailure("there is no place without students") }
      let state = states[index]
      return Place(
        item: arrangement.marked(students[row: order[index]], in: state),
        state: state,
        news: news.isEmpty ? nil : news[index]
      )
    }

    fileprivate func index(of student: Int64) -> Int? {
      guard let row = students?.row(of: student), indexOfRow[Int(row)] >= 0 else { return nil }
      return Int(indexOfRow[Int(row)])
    }

    /// The state of a place.
    package func state(_ index: Int) -> QueueItem.State { states[index] }

    fileprivate mutating func update(
      _ index: Int,
      _ state: QueueItem.State,
      _ decided: Decided
    ) {
      states[index] = state
      news[index] = decided
    }
  }
}
