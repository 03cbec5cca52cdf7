import Foundation
import SQLite
import Testing

/// `model count-sql`, `model sql` and `model sample-sql` as they are typed.
struct WarehouseTests {
  private let count = [
    "model", "count-sql", "--dialect", "postgres", "--table", "students", "--map",
    "gender=g,height=h",
  ]

  @Test func `a count needs no database, makes none, and carries its own digest`() throws {
    let world = try TestWorld()
    let answer = world.run(count)
    #expect(answer.status == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: world.folder.path).isEmpty)
    // By sha256sum, of the text with zeros for these digits and without the last newline.
    let digits = "b5159650ef03f6c273ea179c38d2d6e062fec40dff253eb388d7f218eb039a78"
    #expect(
      answer.text.contains("'studentdb cells 1 mm minimum=10 dialect=postgres sha256=\(digits)'")
    )
    let json = try world.json(
      "model",
      "count-sql",
      "--dialect",
      "postgres",
      "--table",
      "students",
      "--map",
      "gender=g,height=h"
    )
    #expect(json["digest"].text == digits)
    #expect(json["sql"].text.map { $0 + "\n" } == answer.text)
  }

  @Test(arguments: [
    ["--dialect", "oracle"], ["--minimum", "0"], ["--minimum", "ten"], ["--table", ""],
    ["--map", "group=g\u{202E}"], ["--map", "width=w"], ["--format", "csv"],
  ])
  func `a wrong argument is a sentence and 64`(arguments: [String]) throws {
    let answer = try TestWorld().run(count + arguments)
    #expect(answer.status == 64)
    #expect(answer.text.isEmpty)
    #expect(!answer.messages.isEmpty)
    #expect(!answer.messages.contains("\u{202E}"))
  }

  @Test func `an existing file is replaced with --force alone, and a database never`() throws {
    let world = try TestWorld.imputed()
    #expect(world.run(count + ["-o", "count.sql"]).status == 0)
    #expect(world.run(count + ["-o", "count.sql"]).status == 73)
    #expect(world.run(count + ["-o", "count.sql", "--force"]).status == 0)
    #expect(world.run(count + ["-o", "school.studentdb", "--force"]).status == 73)
    #expect(world.run("verify").status == 0)
  }

  private static let scoring = [
    "--dialect", "sqlite", "--table", "student", "--map", "gender=g,height=h,group=c,key=id",
  ]

  @Test func `a warehouse says of each student what the run says, to the last bit`() throws {
    let world = try TestWorld(["class.csv": Rosters.small])
    _ = world.run("import", "class.csv")
    #expect(world.run("impute", "--by", "none", "--names", "off").status == 0)
    let create = world.run(["model", "sql", "r1", "--dialect", "sqlite", "--create"])
    #expect(create.status == 0)
    let score = world.run(["model", "sql", "r1", "--lookup", "lookup.csv"] + Self.scoring)
    #expect(score.status == 0)
    let lines = try String(
      contentsOf: world.folder.appendingPathComponent("lookup.csv"),
      encoding: .utf8
    ).split(separator: "\n")
    #expect(lines.first == "stratum,height_mm,gender,confidence,may_be_proposed")
    // 500 to 2,600 mm, in one stratum.
    #expect(lines.count == 1 + 2_101)
    let warehouse = try Connection.inMemory()
    try warehouse.execute(create.text)
    for line in lines.dropFirst() {
      let cells = line.split(separator: ",").map(String.init)
      #expect(cells[0] == "(all)")
      try warehouse.run(
        "INSERT INTO studentdb_lookup VALUES(?, ?, ?, ?, ?)",
        .text(cells[0]),
        .integer(try #require(Int64(cells[1]))),
        .text(cells[2]),
        .real(try #require(Double(cells[3]))),
        .integer(try #require(Int64(cells[4])))
      )
    }
    try warehouse.execute("CREATE TABLE student(id INTEGER, g TEXT, h REAL, c TEXT)")
    let queue = try world.json("review", "queue").array
    #expect(queue.count == 2)
    for item in queue {
      try warehouse.run(
        "INSERT INTO student VALUES(?, NULL, ?, 'c')",
        .integer(Int64(try #require(item["student"].integer))),
        .real(try #require(item["height_cm"].number))
      )
    }
    var found: [Int64: (String, Double)] = [:]
    var statement = try warehouse.prepare(SQL(typed: score.text))
    try statement.forEachRow { row in
      found[try row.integer(at: 0)] = (try row.text(at: 6), try row.real(at: 7))
      #expect(try row.integer(at: 8) == 1)
    }
    // As text: Foundation's reader of JSON is one unit of the last place off now and then.
    let shown = world.run("review", "queue", "--json").text
    for item in queue {
      let student = Int64(try #require(item["student"].integer))
      let (gender, confidence) = try #require(found[student])
      #expect(gender == item["gender"].text)
      #expect(shown.contains("\"confidence\": \(confidence),"))
    }
    let receipt = world.run(["model", "sql", "r1", "--receipt"] + Self.scoring)
    let digest = try #require(try world.json("show", "r1")["input_digest"].text)
    #expect(
      receipt.text.contains("'studentdb receipt 1 input=\(digest) minimum=1 dialect=sqlite'")
    )
    #expect(world.run("verify").status == 0)
  }

  @Test func `a sample is drawn with the key of either option, once`() throws {
    let world = try TestWorld.imputed()
    let sample = [
      "model", "sample-sql", "r1", "--dialect", "duckdb", "--table", "student",
    ]
    let byOption = world.run(sample + ["--map", "gender=g,height=h,group=c", "--key", "id"])
    #expect(byOption.status == 0)
    #expect(
      byOption.text == world.run(sample + ["--map", "gender=g,height=h,group=c,key=id"]).text
    )
    #expect(byOption.text.contains("MD5('1:' || CAST(t.\"id\" AS VARCHAR))"))
    #expect(byOption.text.contains("<= 20"))
    for wrong in [
      ["--map", "gender=g,height=h,group=c"],
      ["--map", "gender=g,height=h,group=c,key=id", "--key", "x"],
      ["--map", "gender=g,height=h,group=c", "--key", ""],
      ["--map", "gender=g,height=h,group=c", "--key", "id", "--per-band", "0"],
      ["--map", "gender=g,height=h,group=c", "--key", "id", "--dialect", "sqlite"],
    ] {
      let answer = world.run(sample + wrong)
      #expect(answer.status == 64, "\(wrong)")
      #expect(!answer.messages.isEmpty)
    }
  }

  @Test func `a run that the statements cannot do is refused with what to do`() throws {
    let world = try TestWorld(["class.csv": Rosters.small])
    _ = world.run("import", "class.csv")
    _ = world.run("impute", "--by", "group", "--names", "off")
    let undivided = world.run([
      "model", "sql", "r1", "--dialect", "spark", "--table", "t", "--map", "gender=g,height=h",
    ])
    #expect(undivided.status == 64)
    #expect(undivided.messages.contains("write group=COLUMN"))
    #expect(world.run(["model", "sql", "r9"] + Self.scoring).status == 66)
    for name in ["-", ""] {
      let answer = world.run(["model", "sql", "r1"] + Self.scoring + ["--lookup", name])
      #expect(answer.status == 64)
    }
    #expect(
      world.run(["model", "sql", "r1"] + Self.scoring + ["--create", "--receipt"]).status == 64
    )
    #expect(
      world.run(
        ["model", "sql", "r1"] + Self.scoring + ["--lookup", "x.csv", "-o", "x.csv", "--force"]
      ).status
        == 73
    )
    #expect(
      world.run(
        ["model", "sql", "r1"] + Self.scoring + ["--lookup", "school.studentdb", "--force"]
      ).status == 73
    )
    #expect(world.run(["model", "sql", "r1", "--dialect", "spark"]).status == 64)
  }
}
