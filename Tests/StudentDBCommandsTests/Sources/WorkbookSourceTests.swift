import Foundation
import Testing

/// The workbook that a teacher really has, from the command line.
struct WorkbookSourceTests {
  private func world(_ workbook: String, named name: String = "list.xlsx") throws -> TestWorld {
    let world = try TestWorld()
    let data = try #require(
      Data(base64Encoded: workbook.filter { !$0.isWhitespace })
    )
    try world.write([UInt8](data), to: name)
    return world
  }

  @Test(arguments: ["list.xlsx", "list.csv"])
  func `a sheet becomes its students, whatever the file is called`(name: String) throws {
    let world = try world(Workbooks.one, named: name)
    let answer = world.run("import", name)
    #expect(answer.status == 4, "\(answer.messages)")
    #expect(answer.text.contains("sheet       \"7b\" of the workbook"))
    #expect(answer.text.contains("7b!D5: a formula without a stored value"))
    #expect(answer.text.contains("\(name):5: type-error: column \"Größe\": a formula"))
    let students = try world.json("list").array.map { student in
      [
        student["id"].text ?? "-", student["name"].text ?? "-", student["gender"].text ?? "-",
        student["height_cm"].number.map { "\($0)" } ?? "-",
      ].joined(separator: "|")
    }
    // Text stays text, and a number has the digits that a spreadsheet shows.
    #expect(
      students == [
        "007|Zoë|female|172.3", "008|Björn|male|181.0", "009|Kim|-|165.5",
        "011|Gespeichert|female|173.0",
      ]
    )
    #expect(try world.json("show", "i1")["sheet"].text == "7b")
    #expect(world.run("verify").status == 0)
    #expect(
      world.run("export", "--columns", "original", "--fill", "none").text
        == """
        ID,Name,Geschlecht,Größe,Notiz
        007,Zoë,w,172.3,"a
        b"
        008,Björn,m,181,
        009,Kim,,165.5,=1+1
        011,Gespeichert,w,173,

        """
    )
  }

  @Test func `rejected rows are written out as text that imports`() throws {
    let world = try world(Workbooks.one)
    #expect(world.run("import", "list.xlsx", "--rejects", "rest.csv").status == 4)
    #expect(
      world.text("rest.csv") == "ID,Name,Geschlecht,Größe,Notiz\n010,Formel,m,#NOT-CALCULATED!,\n"
    )
    try world.write("ID,Name,Geschlecht,Größe,Notiz\n010,Formel,m,174,\n", to: "rest.csv")
    let again = try world.json("import", "rest.csv", "--gender-words", "m=male")
    #expect(again["imports"][0]["added"].integer == 1)
  }

  @Test func `two sheets are a question, and the flag answers it`() throws {
    let world = try world(Workbooks.two)
    let question = world.run("import", "list.xlsx")
    #expect(question.status == 65)
    #expect(question.messages.contains("\"7b\", \"7c\""))
    #expect(question.messages.contains("--sheet"))
    #expect(world.contents == ["list.xlsx"])
    #expect(world.run("import", "list.xlsx", "--sheet", "7d").status == 64)
    #expect(
      try world.json("import", "list.xlsx", "--sheet", "7c")["imports"][0]["added"].integer == 2
    )
  }

  @Test func `a billion laughs are refused by name`() throws {
    let world = try world(Workbooks.billionLaughs)
    let answer = world.run("import", "list.xlsx")
    #expect(answer.status == 65)
    #expect(answer.messages.contains("document type (DOCTYPE)"))
    #expect(world.contents == ["list.xlsx"])
  }

  @Test func `an old workbook, a broken one and one on standard input are refused`() throws {
    let old = try TestWorld()
    try old.write(
      [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 600),
      to: "a.xls"
    )
    #expect(old.run("import", "a.xls").status == 65)
    #expect(old.run("import", "a.xls").messages.contains(".xls"))
    let world = try world(Workbooks.one)
    let bytes = world.bytes("list.xlsx") ?? []
    try world.write(Array(bytes.prefix(bytes.count / 2)), to: "half.xlsx")
    #expect(world.run("import", "half.xlsx").status == 65)
    world.standardInput = bytes
    let answer = world.run("import", "-")
    #expect(answer.status == 65)
    #expect(answer.messages.contains("save it as a file"))
  }

  @Test func `a sheet of a file of text is a mistake`() throws {
    let world = try TestWorld(["list.csv": Rosters.small])
    #expect(world.run("import", "list.csv", "--sheet", "7b").status == 64)
  }

  @Test(arguments: [["--encoding", "utf-8"], ["--delimiter", ";"]])
  func `an option for text is a mistake with a workbook`(options: [String]) throws {
    let world = try world(Workbooks.one)
    let answer = world.run(["import", "list.xlsx"] + options)
    #expect(answer.status == 64, "\(answer.messages)")
    #expect(answer.messages.contains("\(options[0]) is for text files"), "\(answer.messages)")
    #expect(world.contents == ["list.xlsx"])
  }
}
