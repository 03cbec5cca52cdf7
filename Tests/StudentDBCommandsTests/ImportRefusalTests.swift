import Foundation
import Testing

/// What cannot be imported: the exit status says which kind of failure, and nothing is left behind.
struct ImportRefusalTests {
  private func expectNothing(
    of arguments: [String],
    status: Int32,
    saying words: String,
    files: [String: String] = [:],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let world = try TestWorld(files)
    let answer = world.run(arguments)
    #expect(answer.status == status, "\(answer.messages)", sourceLocation: sourceLocation)
    #expect(answer.messages.contains(words), "\(answer.messages)", sourceLocation: sourceLocation)
    #expect(answer.output.isEmpty, sourceLocation: sourceLocation)
    #expect(world.contents == files.keys.sorted(), sourceLocation: sourceLocation)
  }

  @Test func `a file that is not there has status 66`() throws {
    try expectNothing(
      of: ["import", "class.csv"],
      status: 66,
      saying: "class.csv: there is no such file"
    )
  }

  @Test func `a folder has status 65`() throws {
    try expectNothing(of: ["import", "."], status: 65, saying: "this is a folder")
  }

  @Test(arguments: ["", "\n\n\n", "\u{FEFF}"])
  func `a file with nothing in it has status 65`(text: String) throws {
    try expectNothing(
      of: ["import", "class.csv"],
      status: 65,
      saying: "the file is empty",
      files: ["class.csv": text]
    )
  }

  @Test func `headings without a name have status 65 and the flag that names one`() throws {
    try expectNothing(
      of: ["import", "class.csv"],
      status: 65,
      saying: "--map FIELD=HEADING",
      files: ["class.csv": "gender,height\nF,170\n"]
    )
  }

  @Test func `headings with neither genders nor heights have status 65`() throws {
    try expectNothing(
      of: ["import", "class.csv"],
      status: 65,
      saying: "no column holds the genders or the heights",
      files: ["class.csv": "name,town\nAnna,Bonn\n"]
    )
  }

  @Test func `headings and nothing below them have status 65`() throws {
    try expectNothing(
      of: ["import", "class.csv"],
      status: 65,
      saying: "headings but no students",
      files: ["class.csv": "name,gender,height\n"]
    )
  }

  @Test func `a file of which no line can be read has status 65 and shows the first problem`()
    throws
  {
    try expectNothing(
      of: ["import", "class.csv"],
      status: 65,
      saying: "line 2: the line has 1 cells",
      files: ["class.csv": "name,gender,height\nAnna\nBen\n"]
    )
  }

  @Test func `bare numbers that fit no unit have status 65 and the flag that names one`() throws {
    try expectNothing(
      of: ["import", "class.csv"],
      status: 65,
      saying: "--height-unit",
      files: ["class.csv": "name,gender,height\nA,F,20\nB,M,30\nC,F,11\n"]
    )
  }

  @Test func `what is to be answered is asked at once`() throws {
    let files = ["class.csv": "name,gender,height\nA,1,20\nB,2,30\nC,1,11\n"]
    for flag in ["--height-unit", "--gender-words 1=GENDER,2=GENDER"] {
      try expectNothing(of: ["import", "class.csv"], status: 65, saying: flag, files: files)
    }
  }

  @Test func `UTF-32 has status 65`() throws {
    let world = try TestWorld()
    try world.write([0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0], to: "class.csv")
    let answer = world.run("import", "class.csv")
    #expect(answer.status == 65)
    #expect(answer.messages.contains("UTF-32"))
    #expect(world.contents == ["class.csv"])
  }

  @Test func `a database in a folder that is not there has status 73`() throws {
    let world = try TestWorld(["class.csv": Rosters.small])
    let answer = world.run("import", "class.csv", "--db", "nowhere/school.studentdb")
    #expect(world.contents == ["class.csv"])
    #expect(answer.status == 73)
    #expect(answer.messages.contains("folder"))
  }

  @Test func `a text file is no database`() throws {
    let world = try TestWorld(["class.csv": Rosters.small, "notes.txt": "Remember the milk.\n"])
    for command in [["import", "class.csv"], ["list"], ["impute"], ["verify"]] {
      let answer = world.run(command + ["--db", "notes.txt"])
      #expect(answer.status == 65, "\(command)")
      #expect(answer.messages.contains("not a studentdb file"), "\(answer.messages)")
    }
    #expect(world.text("notes.txt") == "Remember the milk.\n")
    #expect(world.contents == ["class.csv", "notes.txt"])
  }

  @Test func `another program's database is left alone`() throws {
    let world = try TestWorld(["class.csv": Rosters.small])
    try world.write(Self.databaseOfBooks, to: "books.db")
    for command in [["import", "class.csv"], ["list"], ["impute"], ["verify"]] {
      let answer = world.run(command + ["--db", "books.db"])
      #expect(answer.status == 65, "\(command)")
      #expect(answer.messages.contains("another program's database"), "\(answer.messages)")
    }
    #expect(world.bytes("books.db") == Self.databaseOfBooks)
    #expect(world.contents == ["books.db", "class.csv"])
  }

  @Test func `two databases in the folder are a question that names both`() throws {
    let world = try TestWorld(["class.csv": Rosters.small])
    _ = world.run("import", "class.csv", "--db", "a.studentdb")
    _ = world.run("import", "class.csv", "--db", "b.studentdb")
    let answer = world.run("import", "class.csv")
    #expect(answer.status == 64)
    #expect(answer.messages.contains("a.studentdb, b.studentdb"))
    #expect(answer.messages.contains("--db"))
  }

  @Test func `looking makes no database`() throws {
    let world = try TestWorld()
    for command in [
      ["list"], ["status"], ["log"], ["verify"], ["export"], ["show", "1"], ["review", "queue"],
      ["impute"], ["certificate", "s1"], ["review", "decide", "1", "--accept"],
    ] {
      let answer = world.run(command)
      #expect(answer.status == 66, "\(command)")
      #expect(world.run(command + ["--db", "school.studentdb"]).status == 66, "\(command)")
      #expect(world.contents.isEmpty, "\(command)")
    }
  }

  @Test func `a list that is refused leaves the database as it was`() throws {
    let world = try TestWorld.imputed()
    let before = world.database
    try world.write("name,shoe\nAnna,38\n", to: "other.csv")
    #expect(world.run("import", "other.csv").status == 65)
    #expect(world.database == before)
  }

  @Test func `of several files, one that cannot be read leaves nothing of the others unsaid`()
    throws
  {
    let world = try TestWorld(["good.csv": Rosters.small, "bad.csv": "name,shoe\nAnna,38\n"])
    let answer = world.run("import", "good.csv", "bad.csv")
    #expect(answer.status == 65)
    // Either nothing of good.csv is kept, or the person is told that it is.
    let isKept = world.contents.contains("school.studentdb")
    #expect(!isKept || (answer.text + answer.messages).contains("good.csv"))
  }

  /// What `sqlite3 books.db 'CREATE TABLE book(title)'` makes with pages of 512 bytes.
  private static let databaseOfBooks: [UInt8] = {
    var bytes = [UInt8](repeating: 0, count: 1024)
    func put(_ part: [UInt8], at place: Int) {
      bytes.replaceSubrange(place..<place + part.count, with: part)
    }
    put(Array("SQLite format 3\0".utf8), at: 0)
    put([2, 0, 1, 1, 0, 64, 32, 32, 0, 0, 0, 1, 0, 0, 0, 2], at: 16)
    put([0, 0, 0, 1, 0, 0, 0, 4], at: 40)
    put([0, 0, 0, 1], at: 56)
    put([0, 0, 0, 1, 0, 0x2E, 0x5F, 0x1A], at: 92)
    put([13, 0, 0, 0, 1], at: 100)
    let cell: [UInt8] =
      [6, 23, 21, 21, 1, 61] + Array("tablebookbook\u{2}".utf8)
      + Array("CREATE TABLE book(title)".utf8)
    let body = [UInt8(cell.count)] + [1] + cell
    put(body, at: 512 - body.count)
    put([UInt8((512 - body.count) >> 8), UInt8((512 - body.count) & 0xFF)], at: 105)
    put([UInt8((512 - body.count) >> 8), UInt8((512 - body.count) & 0xFF)], at: 108)
    put([13, 0, 0, 0, 0, 2, 0], at: 512)
    return bytes
  }()

  @Test func `a repeated id has its column in a file that is not UTF-8`() throws {
    let world = try TestWorld()
    let text = "name,id,gender\nÄnne,7,F\nBörn,7,M\n"
    try world.write(text.unicodeScalars.map { UInt8($0.value) }, to: "class.csv")
    let answer = world.run("import", "class.csv", "--encoding", "windows-1252", "--no-height")
    #expect(answer.text.contains("class.csv:3:6: duplicate-student"), "\(answer.text)")
  }
}
