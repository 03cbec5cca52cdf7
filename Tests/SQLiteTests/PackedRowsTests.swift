import SQLite
import TestSupport
import Testing

/// Rows that pass into a table through the virtual table `packed_rows`.
@Suite struct PackedRowsTests {
  private func table() throws -> Connection {
    let connection = try Connection.inMemory()
    try connection.execute("CREATE TABLE t (a ANY, b ANY) STRICT")
    return connection
  }

  private func insert(_ rows: PackedRows, into connection: Connection) throws {
    try connection.withRows(rows) {
      try connection.run("INSERT INTO t SELECT c0, c1 FROM packed_rows")
    }
  }

  private func contents(of connection: Connection) throws -> [[SQLiteValue]] {
    var statement = try connection.prepare("SELECT a, b FROM t ORDER BY rowid")
    return try statement.map { row in [try row.value(at: 0), try row.value(at: 1)] }
  }

  private func append(_ value: SQLiteValue, to rows: inout PackedRows) {
    switch value {
    case .null: rows.appendNull()
    case .integer(let integer): rows.append(integer)
    case .real(let real): rows.append(real)
    case .text(let text): rows.append(text: text)
    case .blob(let blob): rows.append(blob: blob.span)
    }
  }

  @Test(
    arguments: [
      .null, .integer(0), .integer(-1), .integer(.min), .integer(.max), .integer(1 << 61 - 1),
      .integer(1 << 61), .real(0.5), .real(-.infinity), .real(.leastNonzeroMagnitude), .text(""),
      .text("é\0x"),
      .blob([]), .blob([0, 255, 0]),
    ] as [SQLiteValue]
  )
  func `every kind of value arrives as it was packed`(value: SQLiteValue) throws {
    let connection = try table()
    var rows = PackedRows(columnCount: 2)
    append(value, to: &rows)
    append(.text("end"), to: &rows)
    try insert(rows, into: connection)
    #expect(try contents(of: connection) == [[value, .text("end")]])
  }

  @Test func `ten thousand seeded rows arrive in their order`() throws {
    var generator = SeededGenerator(seed: 7)
    let connection = try table()
    var rows = PackedRows(columnCount: 2)
    var expected: [[SQLiteValue]] = []
    for index in 0..<10_000 {
      let length = Int.random(in: 0...40, using: &generator)
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let row: [SQLiteValue] = [.integer(Int64(index)), .blob(bytes)]
      for value in row { append(value, to: &rows) }
      expected.append(row)
    }
    #expect(rows.count == 10_000)
    try insert(rows, into: connection)
    #expect(try contents(of: connection) == expected)
  }

  @Test func `outside of a loan the table is there and empty`() throws {
    let connection = try table()
    var rows = PackedRows(columnCount: 2)
    append(.integer(1), to: &rows)
    append(.null, to: &rows)
    try insert(rows, into: connection)
    try connection.run("INSERT INTO t SELECT c0, c1 FROM packed_rows")
    #expect(try contents(of: connection).count == 1)
  }

  @Test func `a loan that fails is over, and the next one works`() throws {
    struct Stop: Error {}
    let connection = try table()
    var rows = PackedRows(columnCount: 2)
    append(.integer(1), to: &rows)
    append(.integer(2), to: &rows)
    #expect(throws: Stop.self) { try connection.withRows(rows) { throw Stop() } }
    try insert(rows, into: connection)
    #expect(try contents(of: connection) == [[.integer(1), .integer(2)]])
  }

  @Test func `one row against a rule takes back the whole batch`() throws {
    let connection = try Connection.inMemory()
    try connection.execute("CREATE TABLE t (a INTEGER CHECK (a < 3), b ANY) STRICT")
    var rows = PackedRows(columnCount: 2)
    for number: Int64 in 1...3 {
      rows.append(number)
      rows.appendNull()
    }
    #expect(throws: SQLiteError.self) { try insert(rows, into: connection) }
    #expect(try contents(of: connection).isEmpty)
  }

  @Test func `a column that was not packed is NULL, and emptied rows are none`() throws {
    let connection = try table()
    var rows = PackedRows(columnCount: 1)
    rows.append(Int64(5))
    try insert(rows, into: connection)
    #expect(try contents(of: connection) == [[.integer(5), .null]])
    rows.removeAll()
    try insert(rows, into: connection)
    #expect(try contents(of: connection).count == 1)
  }

  @Test func `rows that become wider keep what they hold, with NULL behind it`() throws {
    let connection = try table()
    var rows = PackedRows(columnCount: 1)
    for text in ["a", "", "ccc"] { rows.append(text: text) }
    rows.widen(to: 2, places: [0])
    #expect(rows.count == 3)
    append(.real(0.5), to: &rows)
    append(.text("end"), to: &rows)
    try insert(rows, into: connection)
    #expect(
      try contents(of: connection) == [
        [.text("a"), .null], [.text(""), .null], [.text("ccc"), .null], [.real(0.5), .text("end")],
      ]
    )
  }
}
