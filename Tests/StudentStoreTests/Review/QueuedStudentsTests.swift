import Testing

@testable import StudentStore

/// The columns in which a queue is kept.
@Suite struct QueuedStudentsTests {
  /// Rows with the numbers 10, 20, … in these cells, whose confidences are given.
  private func queue(
    _ places: [Int32],
    _ cells: [(confidence: Double, isProposed: Bool)]
  ) -> QueuedStudents {
    var rows = QueueRows(expecting: 0)
    for (row, place) in places.enumerated() {
      rows.numbers.append(Int64(row + 1) * 10)
      rows.places.append(place)
      rows.drawn.append(false)
      rows.people.begin()
    }
    return QueuedStudents(
      run: 1,
      cells: cells.map { cell in
        var evidence = EvidenceCell()
        evidence.confidence = cell.confidence
        evidence.isProposed = cell.isProposed
        return evidence
      },
      rows: rows,
      decisions: QueueDecisions(rows: places.count)
    )
  }

  @Test func `students of one confidence are in the order of their numbers, whatever their cells`()
  {
    let queue = queue([3, 2, 1, 0, 1, 3, 2], [(0.7, true), (0.6, true), (0.9, true), (0.7, true)])
    // 0.6: 30, 50; 0.7: 10, 40, 60; 0.9: 20, 70.
    #expect(queue.map(\.student) == [30, 50, 10, 40, 60, 20, 70])
    #expect(queue.rows(mostCertainFirst: false) == [2, 4, 0, 3, 5, 1, 6])
    #expect(queue.rows(mostCertainFirst: true) == [1, 6, 0, 3, 5, 2, 4])
    #expect(queue.row(of: 60) == 5)
    for absent: Int64 in [.min, 0, 9, 65, 80, .max] { #expect(queue.row(of: absent) == nil) }
  }

  @Test func `who has no suggestion is the least certain for a reviewer`() {
    let queue = queue([0, 1, 0, 2], [(0.9, false), (0.6, true), (0.8, true)])
    #expect(queue.map(\.student) == [20, 40, 10, 30])
    #expect(queue.rows(mostCertainFirst: false) == [0, 2, 1, 3])
    #expect(queue.rows(mostCertainFirst: true) == [3, 1, 0, 2])
  }

  @Test func `a signature counts for the decision that it is under, and no later one`() {
    var decisions = QueueDecisions(rows: 2)
    for (decision, row) in [(Int64(1), 0), (2, 1), (3, 1)] {
      decisions.append(
        .init(decision: decision, gender: "female", path: nil),
        state: .corrected,
        row: row
      )
    }
    decisions.sign(1, row: 0)
    decisions.sign(2, row: 1)
    #expect(decisions.states == [.signed, .corrected])
  }

  @Test func `a queue of nobody is empty`() {
    let queue = queue([], [])
    #expect(queue.isEmpty && queue.row(of: 1) == nil && queue.rows == [])
  }

  @Test func `no id and no class are not empty ones, and a name keeps its bytes`() throws {
    var people = QueuedPeople()
    let texts: [(id: String?, group: String?, name: String)] = [
      (nil, nil, "Zoë\\0Å"), ("", "", ""), ("007", nil, "小明"), (nil, "7b", "Ada"),
    ]
    for text in texts {
      people.begin()
      if let id = text.id { people.setID(id.utf8Span.span) }
      if let group = text.group { people.setGroup(group.utf8Span.span) }
      people.setName(text.name.utf8Span.span)
    }
    for (row, text) in texts.enumerated() {
      #expect(people.schoolID(row) == text.id)
      #expect(people.group(row) == text.group)
      #expect(people.name(row) == text.name)
    }
  }

  @Test func `texts are counted by their bytes, the most frequent first and ties in their order`() {
    var counts = ByteTextCounts()
    // More than are compared one by one; an accent in two ways is two texts.
    let texts = (0..<12).map { "g\($0)" } + ["e\u{301}", "\u{e9}"]
    for (place, text) in texts.enumerated() {
      for _ in 0...(place == 11 ? 5 : place == 3 ? 2 : 0) { counts.add(text.utf8Span.span) }
    }
    let ordered = counts.mostFrequentFirst.map { String(decoding: $0, as: UTF8.self) }
    let tied = ["e\u{301}", "g0", "g1", "g10", "g2", "g4", "g5", "g6", "g7", "g8", "g9", "\u{e9}"]
    #expect(ordered.map { Array($0.utf8) } == (["g11", "g3"] + tied).map { Array($0.utf8) })
  }
}
