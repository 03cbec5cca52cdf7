import SQLite
import Testing

@Suite struct NamedColumnTests {
  @Test func `columns are found by name, in any order and whatever was asked for before`() throws {
    let connection = try Connection.inMemory()
    var statement = try connection.prepare(
      "SELECT 1 AS a, 2.5 AS b, 'x' AS c, x'00' AS d, NULL AS e UNION ALL SELECT 6, 7.5, 'y', x'01', 8"
    )
    var seen: [String] = []
    try statement.forEachRow { row in
      let first = try row.integer("a")
      let again = try row.optionalInteger("a")
      let rest = (try row.text("c"), try row.real("b"), try row.blob("d"), try row.value("e"))
      seen.append("\(first) \(again ?? 0) \(rest.0) \(rest.1) \(rest.2) \(try row.isNull("e"))")
    }
    #expect(seen == ["1 1 x 2.5 [0] true", "6 6 y 7.5 [1] false"])
  }

  @Test func `a name that no column has, and one that two have, are mistakes of the program`()
    throws
  {
    let connection = try Connection.inMemory()
    var statement = try connection.prepare("SELECT 1 AS a, 2 AS b, 3 AS b")
    var errors: [SQLiteError?] = []
    try statement.forEachRow { row in
      for name: StaticString in ["a", "z", "b", "B"] {
        errors.append(failure { _ = try row.integer(name) })
      }
    }
    #expect(errors.map { $0?.kind } == [nil, .misuse, .misuse, .misuse])
  }

  @Test func `the case of a name says nothing, as in SQL`() throws {
    let connection = try Connection.inMemory()
    try connection.execute("CREATE VIEW one AS SELECT 1 AS Gender, 2 AS height")
    var statement = try connection.prepare("SELECT one.gender, one.height, 3 AS Other FROM one")
    var found: [Int64] = []
    try statement.forEachRow { row in
      found = [try row.integer("gender"), try row.integer("HEIGHT"), try row.integer("other")]
    }
    #expect(found == [1, 2, 3])
  }

  @Test func `a statement is put together of literals, and equal texts are one statement`() throws {
    let names: [StaticString] = ["a", "b"]
    let select: SQL = "SELECT \(SQL.columns(names, of: "t")) FROM t"
    #expect(select.text == "SELECT t.a, t.b FROM t")
    #expect(select == "SELECT t.a, t.b FROM t")
    #expect(Set<SQL>([select, "SELECT t.a, t.b FROM t", SQL(typed: select.text)]).count == 1)
    #expect(SQL.parameters(3).text == "?, ?, ?")
    #expect(SQL.assignments(names).text == "a = ?, b = ?")
    #expect(SQL.packedColumns(2).text == "c0, c1")
    #expect(SQL.cases(names, of: "t").text == "WHEN 'a' THEN t.a WHEN 'b' THEN t.b")
    #expect(SQL("x") == SQL(typed: "x"))
  }
}
