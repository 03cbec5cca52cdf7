import Testing

/// The queue as a file, and decisions read back from it.
struct SheetTests {
  private func world() throws -> TestWorld {
    let world = try TestWorld.imputed(Rosters.small + "304,\"Roe, Max\",,168,7a\n")
    #expect(world.run("review", "export", "todo.csv", "--order", "name").status == 0)
    return world
  }

  /// Writes words into the column `decision`, by the student's number.
  private func fill(_ world: TestWorld, _ words: [Int: String], in file: String = "todo.csv") throws
  {
    var lines = try #require(world.text(file)).split(separator: "\n").map(String.init)
    for index in lines.indices.dropFirst() {
      guard let comma = lines[index].firstIndex(of: ","),
        let word = Int(lines[index][..<comma]).flatMap({ words[$0] })
      else { continue }
      // The decision is the one empty cell before the state.
      lines[index] = lines[index].replacing(",,open,", with: ",\(word),open,")
    }
    try world.write(lines.joined(separator: "\n") + "\n", to: file)
  }

  private func states(_ world: TestWorld) throws -> [Int: String] {
    let queue = try world.json("review", "queue").array
    return Dictionary(
      uniqueKeysWithValues: queue.map { ($0["student"].integer ?? 0, $0["state"].text ?? "") }
    )
  }

  @Test func `a line a student, with what it was made from and an empty decision`() throws {
    let world = try world()
    _ = world.run("review", "decide", "22", "--later")
    let queue = try world.json("review", "queue", "--order", "name").array
    let line = ["review", "export", "todo.csv", "--order", "name", "--force"]
    #expect(world.run(line).status == 0)
    let table = Table(try #require(world.text("todo.csv")))
    #expect(
      world.text("todo.csv")?.split(separator: "\n").first
        == "student,id,name,group,height_cm,suggestion,confidence,decision,state,run,seen,blind"
    )
    #expect(table["name"] == ["Kim", "Robin", "Roe, Max"])
    #expect(table["height_cm"] == ["160", "176", "168"])
    #expect(table["suggestion"] == queue.map { $0["gender"].text ?? "" })
    #expect(table["decision"] == ["", "", ""])
    #expect(table["state"] == ["open", "later", "open"])
    #expect(table["run"] == ["r1", "r1", "r1"])
    #expect(table["seen"] == ["", "d1", ""])
    _ = world.run("review", "decide", "21", "--accept")
    #expect(Set(Table(world.run("review", "export").text)["name"]) == ["Robin", "Roe, Max"])
    #expect(Table(world.run("review", "export", "--all").text)["name"].count == 3)
  }

  @Test func `what was filled in is decided in one batch, and the rest left alone`() throws {
    let world = try world()
    try fill(world, [21: "accept", 22: "F"])
    let before = try world.json("status")["head"].text
    let applied = try world.json("review", "apply", "todo.csv", "-m", "at the parents' evening")
    #expect(applied["applied"].integer == 2)
    #expect(applied["empty"].integer == 1)
    #expect(applied["rows"].integer == 3)
    #expect(applied["conflicts"].array.isEmpty)
    #expect(try states(world) == [21: "accepted", 22: "corrected", 24: "open"])
    let log = try world.json("log").array
    #expect(log[0]["kind"].text == "apply")
    #expect(log[1]["hash"].text == before?.split(separator: ":").last.map(String.init))
    let decision = try world.json("show", "22")["decisions"][0]
    #expect(decision["batch"].integer == 1)
    #expect(decision["reason"].text == "at the parents' evening")
    #expect(try world.json("review", "queue")[1]["decided_how"].text == "file")
    #expect(try world.json("review", "undo")["undone"].array.count == 2)
    #expect(try world.json("verify")["ok"].bool == true)
  }

  @Test func `the same file a second time changes nothing and says so`() throws {
    let world = try world()
    try fill(world, [21: "accept", 22: "leave unknown", 24: "later"])
    #expect(world.run("review", "apply", "todo.csv").status == 0)
    let before = world.database
    let again = world.run("review", "apply", "todo.csv")
    #expect(again.status == 0)
    #expect(
      again.text
        == "todo.csv: nothing new: 3 decisions in it were already recorded. Nothing was changed.\n"
    )
    #expect(world.database == before)
  }

  @Test func `a dry run says the same and changes nothing`() throws {
    let world = try world()
    try fill(world, [21: "accept"])
    let before = world.database
    let tried = world.run("review", "apply", "todo.csv", "--dry-run")
    #expect(tried.status == 0)
    #expect(
      tried.text == """
        todo.csv: 1 decision applied as batch b1, d1 to d1; 2 lines have no decision.
        Nothing was changed.

        """
    )
    #expect(world.database == before)
  }

  @Test(arguments: ["\u{FEFF}", ""], [";", ",", "\t"])
  func `a spreadsheet's delimiter, mark, line ends, order and columns are fine`(
    mark: String,
    delimiter: String
  ) throws {
    let world = try world()
    let text =
      mark
      + [
        ["Note", "DECISION", "seen", "run", "student", "name", "blind"],
        ["", "m", "", "r1", "21", "KIM ", ""],
        ["ask", "", "", "r1", "22", "Robin", ""],
        ["", "Later", "", "r1", "24", "\"Roe, Max\"", ""],
        ["", "", "", "", "", "", ""],
      ].map { $0.joined(separator: delimiter) + "\r\n" }.joined()
    try world.write(text, to: "back.csv")
    let applied = try world.json("review", "apply", "back.csv")
    #expect(applied["conflicts"].array.isEmpty)
    #expect(applied["rows"].integer == 3)
    #expect(try states(world) == [21: "corrected", 22: "open", 24: "later"])
  }

  @Test func `made for a spreadsheet it has a mark, CRLF and the school's own delimiter`() throws {
    let world = try TestWorld.imputed(Rosters.small.replacing(",", with: ";"))
    _ = world.run("review", "export", "--for-excel", "todo.csv")
    let bytes = try #require(world.bytes("todo.csv"))
    #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
    let lines = String(decoding: bytes.dropFirst(3), as: UTF8.self).split(separator: "\r\n")
    #expect(lines.count == 3)
    #expect(lines[0].hasPrefix("student;id;name;"))
    try world.write(
      String(decoding: bytes, as: UTF8.self).replacing(";;open;", with: ";accept;open;"),
      to: "todo.csv"
    )
    #expect(try world.json("review", "apply", "todo.csv")["applied"].integer == 2)
  }

  @Test func `a name that looks like a formula is text in the sheet and comes back`() throws {
    let world = try TestWorld.imputed(Rosters.small + "304,=1+1,,168,+x\n")
    _ = world.run("review", "export", "todo.csv")
    let table = Table(try #require(world.text("todo.csv")))
    #expect(table["name"].contains("'=1+1"))
    #expect(table["group"].contains("'+x"))
    try fill(world, [24: "accept"])
    #expect(try world.json("review", "apply", "todo.csv")["applied"].integer == 1)
  }

  @Test func `a file without its columns is refused as a whole`() throws {
    let world = try world()
    let before = world.database
    try world.write("student,name,decision\n21,Kim,accept\n", to: "a.csv")
    let refused = world.run("review", "apply", "a.csv")
    #expect(refused.status == 65)
    #expect(refused.messages.contains("columns \"run\", \"seen\" cannot be found"))
    try world.write("student,run,seen,decision,Decision\n21,r1,,accept,\n", to: "b.csv")
    #expect(world.run("review", "apply", "b.csv").messages.contains("two columns are called"))
    #expect(world.run("review", "apply", "missing.csv").status == 66)
    #expect(world.database == before)
  }
}
