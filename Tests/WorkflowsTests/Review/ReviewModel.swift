import StudentStore

/// What a review comes to, in a few plain values: the measure for the workflows.
///
/// It keeps stacks where the program reads its entries, and it knows nothing of tables.
struct ReviewModel {
  /// How an entry came about.
  enum Kind: Equatable {
    case made(Verdict, blind: Bool, path: DecisionPath)
    /// Takes a made one back.
    case undo(Int64)
    /// Takes an undo back.
    case redo(Int64)
  }

  struct Entry {
    let student: Int64
    let kind: Kind
    let batch: Int64?
  }

  struct Undone: Equatable {
    let undo: Int64
    let made: Int64
  }

  struct Person {
    let suggestion: (gender: String, confidence: Double)
    let importBatch: Int64
    /// The newest entry.
    var head: Int64?
    /// The made entry that counts.
    var counting: Int64?
    /// What counted before each made entry.
    var before: [Int64: Int64] = [:]
    var redos: [Undone] = []
    var entryCount = 0
  }

  struct Signature {
    /// The entry that was signed for each student.
    var signed: [Int64: Int64]
    var void: Set<Int64> = []
  }

  /// The program is to refuse the act.
  struct Refused: Error {}

  /// By number less one.
  private(set) var entries: [Entry] = []
  private(set) var people: [Int64: Person]
  private(set) var batchCount: Int64 = 0
  private(set) var signatures: [Signature] = []
  private(set) var reverted: Set<Int64> = []

  /// Everybody in a queue, open.
  init(_ queue: QueuedStudents, importBatches: [Int64: Int64]) {
    people = [:]
    for item in queue {
      guard let suggestion = item.suggestion else { continue }
      people[item.student] = Person(
        suggestion: suggestion,
        importBatch: importBatches[item.student] ?? 0
      )
    }
  }

  // What counts.

  func made(_ entry: Int64?) -> (verdict: Verdict, blind: Bool, path: DecisionPath)? {
    guard let entry, case .made(let verdict, let blind, let path) = entries[Int(entry) - 1].kind
    else { return nil }
    return (verdict, blind, path)
  }

  func isStanding(_ student: Int64) -> Bool {
    people[student].map { !reverted.contains($0.importBatch) } ?? false
  }

  func standingSignatures(of student: Int64) -> [Int] {
    guard let head = people[student]?.head else { return [] }
    return signatures.indices.filter {
      signatures[$0].signed[student] == head && !signatures[$0].void.contains(student)
    }
  }

  func state(of student: Int64) -> QueueItem.State {
    if !standingSignatures(of: student).isEmpty { return .signed }
    switch made(people[student]?.counting)?.verdict {
    case nil, .reopen: return .open
    case .later: return .later
    case .accept: return .accepted
    case .correct: return .corrected
    case .leaveUnknown: return .leftUnknown
    }
  }

  // Acts; each throws before it changes anything.

  /// `voids`: whether signatures in the way are declared void.
  private mutating func clear(_ students: [Int64], voids: Bool) throws {
    guard voids || students.allSatisfy({ standingSignatures(of: $0).isEmpty }) else {
      throw Refused()
    }
    for student in students {
      for index in standingSignatures(of: student) { signatures[index].void.insert(student) }
    }
  }

  private mutating func append(_ kind: Kind, _ student: Int64, batch: Int64?) {
    entries.append(Entry(student: student, kind: kind, batch: batch))
    let id = Int64(entries.count)
    guard var person = people[student] else { return }
    person.head = id
    person.entryCount += 1
    switch kind {
    case .made:
      person.before[id] = person.counting
      person.counting = id
      person.redos = []
    case .undo(let made):
      person.counting = person.before[made]
      person.redos.append(Undone(undo: id, made: made))
    case .redo(let undo):
      person.counting = person.redos.first { $0.undo == undo }?.made
      person.redos.removeAll { $0.undo == undo }
    }
    people[student] = person
  }

  private mutating func appendBatch(_ kinds: [(Kind, Int64)], always: Bool) {
    guard always || kinds.count > 1 else {
      for (kind, student) in kinds { append(kind, student, batch: nil) }
      return
    }
    batchCount += 1
    for (kind, student) in kinds { append(kind, student, batch: batchCount) }
  }

  /// `isStale`: the person has not seen what counts.
  mutating func decide(
    _ student: Int64,
    _ verdict: Verdict,
    isStale: Bool,
    blind: Bool,
    voids: Bool
  ) throws {
    guard isStanding(student), !isStale else { throw Refused() }
    try clear([student], voids: voids)
    append(.made(verdict, blind: blind, path: .lookedAt), student, batch: nil)
  }

  /// The students that a batch would take, in its order.
  func acceptable(atLeast threshold: Double) -> [Int64] {
    people.filter {
      isStanding($0.key) && state(of: $0.key) == .open
        && $0.value.suggestion.confidence >= threshold
    }
    .sorted { ($0.value.suggestion.confidence, $0.key) < ($1.value.suggestion.confidence, $1.key) }
    .map(\.key)
  }

  mutating func accept(atLeast threshold: Double) {
    let kinds = acceptable(atLeast: threshold).map { student in
      let gender = people[student]?.suggestion.gender ?? ""
      return (Kind.made(.accept(gender: gender), blind: false, path: .batch), student)
    }
    if !kinds.isEmpty { appendBatch(kinds, always: true) }
  }

  /// Undoes or redoes some entries together; those that cannot be are left out.
  mutating func takeBack(_ ids: [Int64], _ isRedo: Bool, voids: Bool) throws {
    let kinds = ids.compactMap { id -> (Kind, Int64)? in
      let student = entries[Int(id) - 1].student
      guard isStanding(student), let person = people[student] else { return nil }
      if !isRedo { return person.counting == id ? (.undo(id), student) : nil }
      guard let next = person.redos.last, next.undo == id || next.made == id else { return nil }
      return (.redo(next.undo), student)
    }
    guard !kinds.isEmpty else { throw Refused() }
    try clear(kinds.map(\.1), voids: voids)
    appendBatch(kinds, always: false)
  }

  private func members(of batch: Int64) -> [Int64] {
    entries.indices.filter { entries[$0].batch == batch }.map { Int64($0 + 1) }
  }

  mutating func undo(batch: Int64, voids: Bool) throws {
    try takeBack(members(of: batch), false, voids: voids)
  }

  mutating func redo(batch: Int64, voids: Bool) throws {
    try takeBack(members(of: batch), true, voids: voids)
  }

  mutating func undoNewest(voids: Bool) throws {
    let standing = people.filter { isStanding($0.key) }
    guard let newest = standing.compactMap(\.value.counting).max() else { throw Refused() }
    let batch = entries[Int(newest) - 1].batch
    try takeBack(batch.map(members) ?? [newest], false, voids: voids)
  }

  mutating func redoNewest(voids: Bool) throws {
    let standing = people.filter { isStanding($0.key) }
    guard let newest = standing.compactMap({ $0.value.redos.last?.undo }).max() else {
      throw Refused()
    }
    let batch = entries[Int(newest) - 1].batch
    try takeBack(batch.map(members) ?? [newest], true, voids: voids)
  }

  /// Takes one entry back, whatever it is.
  mutating func undo(entry id: Int64, voids: Bool) throws {
    let entry = entries[Int(id) - 1]
    guard let person = people[entry.student] else { throw Refused() }
    switch entry.kind {
    case .made: try takeBack([id], false, voids: voids)
    case .undo: try takeBack([id], true, voids: voids)
    case .redo:
      guard person.head == id, let counting = person.counting else { throw Refused() }
      try takeBack([counting], false, voids: voids)
    }
  }

  /// One line of a sheet.
  struct Line {
    let student: Int64
    let verdict: Verdict
    let isStale: Bool
    let blind: Bool
  }

  /// Gives the lines that stand aside.
  mutating func apply(_ lines: [Line], voids: Bool) -> [Int64] {
    var conflicts: [Int64] = []
    var kinds: [(Kind, Int64)] = []
    for line in lines {
      let counting = made(people[line.student]?.counting)?.verdict
      if !isStanding(line.student) {
        conflicts.append(line.student)
      } else if counting.map({ $0.word == line.verdict.word || $0.gender != nil }) == true,
        counting?.gender == line.verdict.gender
      {
        continue
      } else if line.isStale || !voids && !standingSignatures(of: line.student).isEmpty {
        conflicts.append(line.student)
      } else {
        kinds.append((.made(line.verdict, blind: line.blind, path: .file), line.student))
      }
    }
    // Nobody is in the way any more: who was stands aside.
    try? clear(kinds.map(\.1), voids: true)
    if !kinds.isEmpty { appendBatch(kinds, always: true) }
    return conflicts
  }

  mutating func sign() {
    var signed: [Int64: Int64] = [:]
    for (student, person) in people where isStanding(student) && !state(of: student).isToDo {
      signed[student] = person.head
    }
    signatures.append(Signature(signed: signed))
  }

  mutating func revert(_ importBatch: Int64, voids: Bool) throws {
    guard !reverted.contains(importBatch) else { return }
    try clear(people.filter { $0.value.importBatch == importBatch }.map(\.key), voids: voids)
    reverted.insert(importBatch)
  }
}
