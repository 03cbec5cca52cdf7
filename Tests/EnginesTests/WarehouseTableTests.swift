import Engines
import Testing

struct WarehouseTableTests {
  private func refusal(
    table: String = "t",
    map: [String] = ["gender=g,height=h"],
    in dialect: Dialect = .postgres
  ) -> String? {
    do {
      _ = try WarehouseTable(table: table, map: map, needed: [.gender, .height], dialect: dialect)
      return nil
    } catch {
      return error.description
    }
  }

  @Test(arguments: [
    ("gender=g", "--map names no column for height; write height=COLUMN"),
    (
      "gender=g,heigth=h",
      "--map gender=g,heigth=h: there is no field \"heigth\"; there are gender, height, group, age, key, name"
    ),
    (
      "gender=g,height=h,gender=x",
      "--map gender=g,height=h,gender=x: gender has a column already; name it once"
    ),
    ("gender=g,height=g", "--map gender=g,height=g: gender and height are one column, g"),
    ("gender=g,height=", "--map gender=g,height=: the column of height has no name"),
    ("gender=g,height=\"h", "--map gender=g,height=\"h: a double quote is opened and not closed"),
  ])
  func `a map that is wrong is refused with what is wrong`(map: String, sentence: String) {
    #expect(refusal(map: [map]) == sentence)
  }

  @Test(arguments: [
    "", "=", ",", "gender", "gender=g,", "gender=g=h,height=h", "gender=\"g\"x,height=h",
    "=g,height=h",
    "gender=g,height=h\u{0}", "gender=g,height=h\n", "gender=g\u{202E},height=h",
    "gender=\u{200B},height=h",
    "gender=g,height=\"\"", "gender=g,height=\u{1B}[31m", "gender=g,height=\u{3164}",
  ])
  func `a hostile map is refused`(map: String) {
    #expect(refusal(map: [map])?.isEmpty == false)
  }

  @Test(arguments: ["", ".", "a..b", "a.b.c.d", "a.", "\"a", "a\u{2028}b", "\"a\"b"])
  func `a hostile table is refused`(table: String) {
    #expect(refusal(table: table)?.isEmpty == false)
  }

  @Test func `the fields of several maps are put together`() {
    #expect(refusal(map: ["gender=g", "height=h"]) == nil)
    #expect(refusal(map: ["gender=g,height=h", "gender=x"]) != nil)
    #expect(refusal(map: ["gender=g,height=h,key=id,name=id"]) == nil)
  }

  /// The limits as their manuals state them; SQLite has none of its own, and 1,000 are enough.
  @Test(arguments: [(Dialect.postgres, 63), (.spark, 255), (.duckdb, 255), (.sqlite, 1_000)])
  func `a name is as long in bytes as the engine allows`(dialect: Dialect, longest: Int) {
    // Two bytes each, so that characters are not what is counted.
    let name = String(repeating: "ä", count: longest / 2) + (longest % 2 == 1 ? "x" : "")
    #expect(refusal(table: name, in: dialect) == nil)
    #expect(refusal(table: name + "x", in: dialect)?.contains("\(longest + 1) bytes long") == true)
    #expect(refusal(map: ["gender=\(name)x,height=h"], in: dialect) != nil)
  }

  @Test func `SQLite has no catalogs`() {
    #expect(refusal(table: "a.b.c", in: .spark) == nil)
    #expect(refusal(table: "a.b.c", in: .sqlite)?.contains("at most 2") == true)
  }
}
