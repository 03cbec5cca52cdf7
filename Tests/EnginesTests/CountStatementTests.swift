import Engines
import SQLite
import TestSupport
import Testing

struct CountStatementTests {
  private static let maps: [(map: String, group: Bool, age: Bool)] = [
    ("gender=g,height=h,group=c,age=a", true, true), ("gender=g,height=h", false, false),
    ("gender=g,height=h,group=c", true, false), ("gender=g,height=h,age=a", false, true),
  ]

  @Test(arguments: 0..<40 as Range<UInt64>)
  func
    `a count is that of dictionaries, every student is in it, and a small cell says only its word`(
      seed: UInt64
    ) throws
  {
    let rows = Warehouse.rows(seed: seed)
    let warehouse = try Warehouse(rows)
    for (map, group, age) in Self.maps {
      let simple = SimpleCount.cells(rows, group: group, age: age)
      for minimum in [1, 2, 3, 10, 40] {
        let (cells, lines) = try warehouse.count(map, minimum: minimum)
        #expect(
          cells == SimpleCount(minimum: minimum).merged(simple),
          "seed \(seed), \(map), \(minimum)"
        )
        #expect(lines == cells.count, "each cell is one line")
        #expect(cells.values.reduce(0, +) == rows.count)
        for (cell, count) in cells where count < minimum {
          #expect(cell == Cell(gender: cell.gender, millimetres: -1))
        }
      }
    }
  }

  @Test func `merging moves heights by less than a tenth of a millimetre on average`() throws {
    // 20,000 heights, spread evenly from 140 to 180 cm, so that a cell of a millimetre has 50.
    let rows = (0..<20_000).map {
      WarehouseRow(gender: "F", height: 140 + Double($0) * 40 / 20_000)
    }
    let cells = try Warehouse(rows).count("gender=g,height=h", minimum: 10).cells
    let sum = cells.reduce(0) { $0 + ($1.key.millimetres ?? 0) * $1.value }
    #expect(abs(Double(sum) / 20_000 - (1_400 + 1_800) / 2) < 0.1)
  }

  @Test func `a cell of nine gets a coarser height, one of ten keeps its own`() throws {
    let rows =
      [(1_721, 9), (1_723, 10), (1_724, 1), (1_800, 3)].flatMap { height, count in
        Array(repeating: WarehouseRow(gender: "F", height: Double(height) / 10), count: count)
      }
    let cells = try Warehouse(rows).count("gender=g,height=h", minimum: 10).cells
    // The nine and the one are ten from 1,720 to 1,724; the three go to the nearest that stays.
    #expect(
      cells == [
        Cell(gender: "F", millimetres: 1_722): 10, Cell(gender: "F", millimetres: 1_723): 13,
      ]
    )
  }

  @Test func `small classes give up class and age before a height is lost`() throws {
    // Fifty classes of three; none has ten students of a height, all together have 75 of each.
    let rows = (0..<50).flatMap { group in
      [150.0, 170, 170].enumerated().map { place, height in
        WarehouseRow(gender: "M", group: "c\(group)", age: 10 + place, height: height)
      }
    }
    let cells = try Warehouse(rows).count("gender=g,height=h,group=c,age=a", minimum: 10).cells
    #expect(
      cells == [
        Cell(gender: "M", millimetres: 1_500): 50, Cell(gender: "M", millimetres: 1_700): 100,
      ]
    )
  }

  @Test func `a text in a column of heights or ages is in doubt and not cut to a number`() throws {
    // SQLite casts '172,5' to 172 and 'n/a' to 0, whatever the column is declared as.
    let warehouse = try Warehouse([])
    try warehouse.connection.execute(
      "INSERT INTO student(g, a, h) VALUES('F', 'n/a', '172,5'), ('F', 12, 172.5)"
    )
    let cells = try warehouse.count("gender=g,height=h,age=a", minimum: 1).cells
    #expect(
      cells == [
        Cell(gender: "F", millimetres: -1): 1, Cell(gender: "F", age: 12, millimetres: 1_725): 1,
      ]
    )
  }

  @Test func `names of columns are taken by the letter, and never as texts`() throws {
    let connection = try Connection.inMemory()
    try connection.execute(
      #"CREATE TABLE "a""b.c"("x y", "height, cm" REAL); INSERT INTO "a""b.c" VALUES('F', 172.45)"#
    )
    let table = try WarehouseTable(
      table: #"main."a""b.c""#,
      map: [#"gender = "x y" , height="height, cm""#],
      needed: [.gender, .height],
      dialect: .sqlite
    )
    var statement = try connection.prepare(SQL(typed: CountStatement(table, minimum: 1).unsigned))
    #expect(try statement.map { row in try row.integer(at: 4) } == [1_725])
    // A shell's SQLite reads a lone "nothing" as the text nothing; studentdb's own does not.
    let absent = try CountStatement(Warehouse.table("gender=nothing,height=h"), minimum: 1)
    #expect(
      SQLiteShell.run(
        "CREATE TABLE student(g TEXT, h REAL); CREATE TABLE result AS \(absent.unsigned)",
        on: ":memory:"
      )?.contains("no such column") == true
    )
  }

  @Test(arguments: [0, -1, 1_000_001, Int.min])
  func `a minimum outside its range is refused`(minimum: Int) throws {
    #expect(throws: EngineRefusal.self) {
      try CountStatement(Warehouse.table("gender=g,height=h"), minimum: minimum)
    }
  }

  @Test(arguments: Dialect.all, [1, 10])
  func `the digest stands in the statement once, and zeros for it give back what is hashed`(
    dialect: Dialect,
    minimum: Int
  ) throws {
    let statement = try CountStatement(
      Warehouse.table("gender=g,height=h,group=c", in: dialect),
      minimum: minimum
    )
    let hexadecimal = String(repeating: "0123456789abcdef", count: 4)
    let signed = statement.signed(with: hexadecimal)
    #expect(signed.ranges(of: hexadecimal).count == 1)
    #expect(
      signed.replacing(hexadecimal, with: String(repeating: "0", count: 64)) == statement.unsigned
    )
    #expect(signed.hasSuffix(";") && !signed.dropLast().contains(";"))
    #expect(
      signed.contains(
        "'studentdb cells 1 mm minimum=\(minimum) dialect=\(dialect.name) sha256=\(hexadecimal)'"
      )
    )
  }
}
