import SQLite
import TestSupport
import Testing

@testable import StudentStore

/// A bulk load is held to a prepared INSERT a row: the same rows, byte for byte, and the same leaves.
@Suite struct LoadingWayTests {
  private static let names = [
    "Ada", "Zoë", "", "O'Neil; DROP", "a\u{0}b", "\u{202E}Bo", "名前",
    String(repeating: "x", count: 300),
  ]

  private static func pupil(_ generator: inout SeededGenerator) -> Pupil {
    func some<Value>(_ values: [Value]) -> Value {
      values[Int.random(in: 0..<values.count, using: &generator)]
    }
    let isFull = Bool.random(using: &generator)
    var pupil = Pupil(
      some(names),
      some([.recorded("female"), .recorded("x"), .missing, .declined, .doNotInfer, .inDoubt]),
      some([50, 161.5, 170, 260, nil]),
      // Few ids, so that some come twice in a file.
      id: isFull ? some([nil, "A1", "A2", "0007", "A 3", "é"]) : nil,
      group: isFull ? some([nil, "7b", ""]) : nil
    )
    pupil.writesUnit = isFull
    guard isFull else { return pupil }
    pupil.ageYears = some([nil, 0, 12.25, 150])
    pupil.otherCells = some([[], ["a", "\"", "é"], [""]])
    pupil.quoting = some(["", "101"])
    pupil.isNoPerson = some([false, false, true])
    if some([true, false, false]) { pupil.height = .doubt }
    return pupil
  }

  /// Loads pupils in batches of some sizes, and gives back who was refused.
  private func load(
    _ pupils: [Pupil],
    batches: [Int],
    _ way: LoadingWay,
    into school: TestSchool
  ) throws -> [Int] {
    var refused: [Int] = []
    try school.database.write(.import, context: school.context("ada")) { act in
      try school.database.loadStudents(of: act) { writer in
        var packer = try writer.packer(way)
        var counts = ImportBatch.Counts()
        var rest = pupils[...]
        for size in batches where !rest.isEmpty {
          let first = rest.startIndex
          for pupil in rest.prefix(size) {
            let (draft, cells) = pupil.draft(line: Int64(rest.startIndex) + 2)
            _ = try packer.append(draft, cells: cells.span)
            rest = rest.dropFirst()
          }
          var batch = packer.takeBatch()
          batch.commit()
          refused += try writer.add(batch, counts: &counts).map { first + $0 }
        }
        counts.conflicts = refused.count
        counts.rows = counts.added + refused.count
        _ = try writer.finish(
          school.importBatch(writer.importBatch, file: "a.csv", counts: counts, act: act)
        )
      }
    }
    return refused
  }

  private func rows(of school: TestSchool) throws -> [[SQLiteValue]] {
    var statement = try school.connection.prepare(
      "SELECT \(SQL.columns(StudentColumn.all.map(\.name))), salt FROM student ORDER BY id"
    )
    let count = statement.columnCount
    return try statement.map { row in try (0..<count).map { try row.value(at: $0) } }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `both ways give the same rows, the same refusals and the same trail`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let pupils = (0..<Int.random(in: 1...60, using: &generator)).map { _ in
      Self.pupil(&generator)
    }
    let batches = (0..<60).map { _ in Int.random(in: 1...20, using: &generator) }
    let (plain, bulk) = (try TestSchool(seed: seed), try TestSchool(seed: seed))
    let refused = try load(pupils, batches: batches, .plain, into: plain)
    #expect(try load(pupils, batches: batches, .bulk, into: bulk) == refused, "seed \(seed)")
    #expect(try rows(of: plain) == rows(of: bulk), "seed \(seed)")
    #expect(try rows(of: plain).count == pupils.count - refused.count, "seed \(seed)")
    #expect(try plain.database.head() == bulk.database.head(), "seed \(seed)")
    #expect(try bulk.database.verify().lines == [], "seed \(seed)")
  }
}
