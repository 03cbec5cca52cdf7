package import StudentStore
import Workflows

/// The students of a run in the order of the review, kept up to date with the database.
///
/// The order is read once, then only new decisions, so a key press takes the same time in a school
/// of any size. No state is kept outside the database: a killed review continues where it was.
package struct ReviewQueue {
  /// One student with the present decision.
  package struct Place {
    package fileprivate(set) var item: QueueItem
    package fileprivate(set) var state: QueueItem.State
    /// The active decision.
    package fileprivate(set) var decision: Int64?
    package fileprivate(set) var decidedGender: String?

    fileprivate init(_ item: QueueItem) {
      self.item = item
      state = item.state
      decision = item.decision
      decidedGender = item.decidedGender
    }
  }

  /// All students, in order.
  package private(set) var places: [Place] = []
  /// The number of undecided students.
  package private(set) var toDo = 0

  private let database: SchoolDatabase
  private let workflow: ReviewWorkflow
  private let run: Int64
  private let arrangement: QueueArrangement

  private var indices: [Int64: Int] = [:]
  /// No student before this one is open.
  private var firstOpen = 0
  /// The students put off.
  private var later: Set<Int> = []
  /// The trail entry and the decision up to which this is current.
  private var sequence: Int64 = 0
  private var newestDecision: Int64 = 0

  /// Reads the queue of a run in an arrangement.
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
    try database.read { try load() }
  }

  /// The index of a student; nil if not in the queue.
  package subscript(student: Int64) -> Place? { index(of: student).map { places[$0] } }

  /// A student's place in the order.
  package func index(of student: Int64) -> Int? { indices[student] }

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
    places = []
    indices = [:]
    let items = try workflow.queue(run: run)
    places = arrangement.order(of: items).map { Place(arrangement.marked(items[$0])) }
    indices = Dictionary(
      places.enumerated().map { ($1.item.student, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    toDo = places.count { $0.state.isToDo }
    later = Set(places.indices.filter { places[$0].state == .later })
    firstOpen = 0
    skipDecided()
    sequence = try database.head().sequence
    newestDecision = try database.newestDecision()
  }

  private mutating func update(_ student: Int64) throws {
    guard let index = indices[student] else { return }
    let decided = try database.reviewState(of: student)
    let before = places[index].state
    let state = decided?.state ?? .open
    places[index].state = state
    places[index].item.isBlind = arrangement.isBlind(places[index].item, in: state)
    places[index].decision = decided?.decision
    places[index].decidedGender = decided?.gender
    toDo += (state.isToDo ? 1 : 0) - (before.isToDo ? 1 : 0)
    if state == .later { later.insert(index) } else { later.remove(index) }
    if state == .open { firstOpen = min(firstOpen, index) }
    skipDecided()
  }

  private mutating func skipDecided() {
    while firstOpen < places.count, places[firstOpen].state != .open { firstOpen += 1 }
  }
}
