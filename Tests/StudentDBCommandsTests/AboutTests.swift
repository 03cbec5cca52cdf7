import Testing

/// `about` prints all that is stored of a child.
struct AboutTests {
  private static let files = [
    "a.csv": """
    id,name,class,gender,height,phone
    17,Anna Meier,5a,,150,12
    18,Ben Roth,5a,M,152,
    93,Meier Anna,5a,,148,"3,4"

    """,
    "b.csv": """
    id,phone,name,gender,height
    93,35,Meier Anna,,148
    17,12,Anna Meier,,150
    18,,Ben Roth,M,153

    """,
    "c.csv": """
    id,name,gender,height
    17,Anna Meier,,150
    18,Ben Roth,M,153

    """,
    "d.csv": """
    id,name,gender,height
    17,Zoltan Varga,M,170
    18,Ben Roth,M,153

    """,
  ]

  private func world() throws -> TestWorld {
    let world = try TestWorld(Self.files)
    for file in ["a.csv", "b.csv", "c.csv", "d.csv"] { _ = world.run("import", file) }
    #expect(world.run("review", "decide", "1", "--gender", "female", "-m", "asked her").status == 0)
    return world
  }

  /// The lines of a file by number, as heading and text.
  private func cells(_ file: String, line: Int) -> [[String]] {
    let lines = (Self.files[file] ?? "").split(separator: "\n").map {
      $0.replacing("\"3,4\"", with: "3;4").split(separator: ",", omittingEmptySubsequences: false)
        .map { $0.replacing(";", with: ",") }
    }
    return zip(lines[0], lines[line - 1]).map { [String($0), String($1)] }
  }

  @Test func `every cell of every line about the child is there, of repeated lines too`() throws {
    let rows = try world().json("about", "id:17")["rows"].array
    #expect(rows.count == 1)
    let lines = rows[0]["lines"].array
    #expect(lines.map { $0["import"].text } == ["i1", "i2", "i3"])
    #expect(lines.map { $0["line"].integer } == [2, 3, 2])
    for (line, (file, number)) in zip(lines, [("a.csv", 2), ("b.csv", 3), ("c.csv", 2)]) {
      let stored = line["cells"].array.map { [$0["heading"].text ?? "", $0["text"].text ?? ""] }
      #expect(stored == cells(file, line: number))
      #expect(line["file"].text == file)
    }
    #expect(rows[0]["set_aside"][0]["text"].text == "17,Zoltan Varga,M,170")
    #expect(rows[0]["record"]["decisions"][0]["reason"].text == "asked her")
    let kinds = rows[0]["trail"].array.map { $0["kind"].text }
    #expect(kinds == ["import", "import", "import", "import", "decide"])
  }

  @Test func `a child with two rows is told of both`() throws {
    let world = try world()
    _ = world.run("same", "1", "3", "-m", "one child")
    for asked in ["1", "number:3", "id:93"] {
      let rows = try world.json("about", asked)["rows"].array
      #expect(rows.map { $0["record"]["student"].integer } == [1, 3])
      #expect(rows[1]["lines"].array.map { $0["line"].integer } == [4, 2])
    }
  }

  @Test func `the text says it for people, and what it cannot know`() throws {
    let text = try world().run("about", "Anna Meier").text
    #expect(text.contains("  in the file import i1 (a.csv), line 2\n              id: 17\n"))
    #expect(text.contains("asked her"))
    #expect(text.hasSuffix("and the school's own files.\n"))
  }

  @Test func `a child who is not there is no input`() throws {
    #expect(try world().run("about", "id:99").status == 66)
    #expect(try world().run("about").status == 64)
  }
}
