import Engines
import SQLite
import Testing

struct ScoringTests {
  /// What a run could say: stratum and millimetres with a gender and whether it may be proposed.
  private struct Suggestion: Hashable {
    var stratum: String?
    var millimetres: Int?
    var gender: String?
    var mayBeProposed: Int?
  }

  private static let words = ["?", "it's", "\\"]

  private func scoring(
    _ map: String,
    _ division: Scoring.Division,
    in dialect: Dialect = .sqlite
  ) throws -> Scoring {
    try Scoring(
      Warehouse.table(map, in: dialect),
      dividedBy: division,
      missingWords: Self.words,
      lookup: TableName("l", option: "--lookup-table", dialect: dialect)
    )
  }

  private func isMissing(_ row: WarehouseRow) -> Bool {
    row.gender.map { $0.isEmpty || Self.words.contains($0) } ?? true
  }

  private func stratum(_ cell: Cell, _ division: Scoring.Division) -> String {
    switch division {
    case .none: "(all)"
    case .group: cell.group ?? "(none)"
    case .age: cell.age.map { "\($0)" } ?? "(none)"
    }
  }

  /// What the table of suggestions says of a stratum's height.
  private func suggestion(_ stratum: String, _ millimetres: Int?) -> Suggestion {
    var found = Suggestion(stratum: stratum, millimetres: millimetres)
    if let millimetres, 500...2_600 ~= millimetres {
      found.gender = (millimetres + stratum.utf8.count) % 3 == 0 ? "female" : "male"
      found.mayBeProposed = millimetres % 2
    }
    return found
  }

  /// Makes the table of suggestions of some strata by the statement for it.
  private func fill(_ warehouse: Warehouse, _ strata: Set<String>) throws {
    let name = try TableName("l", option: "--lookup-table", dialect: .sqlite)
    try warehouse.connection.execute(Scoring.create(name))
    for stratum in strata {
      for millimetres in 500...2_600 {
        let said = suggestion(stratum, millimetres)
        try warehouse.connection.run(
          "INSERT INTO l VALUES(?, ?, ?, ?, ?)",
          .text(stratum),
          .integer(Int64(millimetres)),
          .text(said.gender ?? ""),
          .real(Double(millimetres) / 2_600),
          .integer(Int64(said.mayBeProposed ?? 0))
        )
      }
    }
  }

  @Test(arguments: [
    ("gender=g,height=h", Scoring.Division.none), ("gender=g,height=h,group=c,age=a", .group),
    ("gender=g,height=h,age=a", .age),
  ])
  func `each student without a gender gets what the table says of stratum and height, once`(
    map: String,
    division: Scoring.Division
  ) throws {
    for seed: UInt64 in [3, 8, 21] {
      var rows = Warehouse.rows(seed: seed)
      for place in rows.indices where place % 11 == 0 {
        rows[place].gender = Self.words[place % 3]
      }
      let warehouse = try Warehouse(rows)
      let missing = rows.enumerated().filter { isMissing($0.element) }
      var expected: [Int: Suggestion] = [:]
      for (place, row) in missing {
        let cell = try #require(SimpleCount.cells([row], group: true, age: true).keys.first)
        expected[place + 1] = suggestion(stratum(cell, division), cell.millimetres)
      }
      try fill(warehouse, Set(expected.values.compactMap(\.stratum)).union(["(none)"]))
      let scoring = try scoring(map, division)
      var statement = try warehouse.connection.prepare(SQL(typed: scoring.statement))
      var found: [Int: Suggestion] = [:]
      var lines = 0
      try statement.forEachRow { row in
        lines += 1
        found[Int(try row.integer(at: 0))] = Suggestion(
          stratum: try row.text(at: 5),
          millimetres: try row.optionalInteger(at: 6).map { Int($0) },
          gender: try row.optionalText(at: 7),
          mayBeProposed: try row.optionalInteger(at: 9).map { Int($0) }
        )
        if let confidence = try row.optionalReal(at: 8) {
          #expect(confidence == Double(try row.integer(at: 6)) / 2_600)
        }
      }
      #expect(found == expected, "seed \(seed)")
      #expect(lines == missing.count)
      for minimum in [1, 10] {
        try checkReceipt(of: missing.map(\.element), scoring, map, division, minimum, in: warehouse)
      }
    }
  }

  private func checkReceipt(
    of missing: [WarehouseRow],
    _ scoring: Scoring,
    _ map: String,
    _ division: Scoring.Division,
    _ minimum: Int,
    in warehouse: Warehouse
  ) throws {
    let input = String(repeating: "7", count: 64)
    let cells = SimpleCount(minimum: minimum).merged(
      SimpleCount.cells(missing, group: map.contains("group"), age: map.contains("age"))
    )
    var expected: [Suggestion: Int] = [:]
    for (cell, count) in cells {
      expected[suggestion(stratum(cell, division), cell.millimetres), default: 0] += count
    }
    var found: [Suggestion: Int] = [:]
    let receipt = scoring.receipt(of: input, minimum: minimum)
    var statement = try warehouse.connection.prepare(SQL(typed: receipt))
    for (index, name) in Scoring.receiptColumns.enumerated() {
      #expect(statement.columnName(at: index) == name)
    }
    try statement.forEachRow { row in
      #expect(
        try row.text(at: 0)
          == "studentdb receipt 1 input=\(input) minimum=\(minimum) dialect=sqlite"
      )
      let said = Suggestion(
        stratum: try row.text(at: 1),
        millimetres: try row.optionalInteger(at: 2).map { Int($0) },
        gender: try row.optionalText(at: 3),
        mayBeProposed: try row.optionalInteger(at: 4).map { Int($0) }
      )
      #expect(found.updateValue(Int(try row.integer(at: 5)), forKey: said) == nil)
    }
    #expect(found == expected)
    #expect(found.values.reduce(0, +) == missing.count)
  }

  @Test func `a table of suggestions that is filled twice is an error and not twice the students`()
    throws
  {
    let warehouse = try Warehouse([])
    try fill(warehouse, ["(all)"])
    #expect(throws: SQLiteError.self) {
      try warehouse.connection.run("INSERT INTO l VALUES('(all)', 1700, 'female', 1, 1)")
    }
  }

  @Test func `a run that is divided needs the column it is divided by`() throws {
    let refusal = #expect(throws: EngineRefusal.self) {
      try scoring("gender=g,height=h,age=a", .group)
    }
    #expect(
      refusal?.description
        == "--map names no column for group, by which the run is divided; write group=COLUMN"
    )
    #expect(throws: EngineRefusal.self) { try scoring("gender=g,height=h,group=c", .age) }
  }

  @Test func `a word with a NUL, which no engine can hold, is refused`() throws {
    #expect(throws: EngineRefusal.self) {
      try Scoring(
        Warehouse.table("gender=g,height=h"),
        dividedBy: .none,
        missingWords: ["a\0b"],
        lookup: TableName("l", option: "--lookup-table", dialect: .sqlite)
      )
    }
  }

  @Test(arguments: [(0, 1), (-1, 1), (10_001, 1), (20, -1)])
  func `numbers of a sample out of range are refused`(size: Int, seed: Int) throws {
    let scoring = try scoring("gender=g,height=h,key=id", .none, in: .duckdb)
    #expect(throws: EngineRefusal.self) { try SampleStatement(scoring, perBand: size, seed: seed) }
    #expect(throws: Never.self) { try SampleStatement(scoring, perBand: 10_000, seed: 0) }
  }

  @Test func `a sample needs a key, and an engine with md5`() throws {
    let keyless = try scoring("gender=g,height=h", .none, in: .duckdb)
    #expect(throws: EngineRefusal.self) { try SampleStatement(keyless, perBand: 20, seed: 1) }
    let sqlite = try scoring("gender=g,height=h,key=id", .none)
    let refusal = #expect(throws: EngineRefusal.self) {
      try SampleStatement(sqlite, perBand: 20, seed: 1)
    }
    #expect(
      refusal?.description
        == "--dialect sqlite: SQLite has no md5, which draws the sample; it works with postgres, spark, duckdb"
    )
  }
}
