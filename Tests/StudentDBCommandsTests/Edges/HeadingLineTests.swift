import Testing

/// The line of the headings in a file of text, where titles may stand above it.
struct HeadingLineTests {
  private static let list = "name,gender,height\nAnna,f,170\n"

  static let found: [(above: String, list: String, line: Int)] = [
    ("", list, 1), ("\n", list, 2), ("Class 7b\n", list, 2), ("Class 7b\n\n2026,,\n", list, 4),
    ("\"Class 7b,\nLindenschule\"\n", list, 3), (String(repeating: "x\n", count: 19), list, 20),
    ("name\n", list, 2), ("name,class\n", list, 2), ("sep=,\nClass 7b\n", list, 3),
    ("Klasse 7b\n", "Name;Geschlecht;Größe\nAnna;w;170\n", 2),
    ("Klasse 7b;;\n", "Name;Geschlecht;Größe\nAnna;w;170\n", 2),
    ("List of 7b\n", "First name,Last name,Sex,Height\nAnna,Berg,f,160\n", 2),
    // The headings' own line, though the file begins with a broken one.
    ("a \"quoted\" title\n", list, 2),
  ]

  @Test(arguments: found.indices)
  func `titles are stepped over, and come back`(index: Int) throws {
    let (above, list, line) = Self.found[index]
    let world = try TestWorld(["list.csv": above + list])
    let answer = world.run("import", "list.csv")
    #expect(answer.status == 0, "\(answer.messages)")
    let lines = line == 2 ? "1 line" : "\(line - 1) lines"
    #expect(line == 1 || answer.text.contains("\(lines) above the headings"), "\(answer.text)")
    #expect(world.run("export", "--columns", "original", "--fill", "none").text == above + list)
  }

  static let questions: [(text: String, arguments: [String], says: String)] = [
    ("Class 7b\nname,gender,sex\nAnna,f,f\n", [], "--map gender=sex"),
    ("name,gender,sex\nname,gender\nAnna,f,f\n", [], "--map gender=sex"),
    (String(repeating: "x\n", count: 20) + list, [], "--header-row"),
    ("Class 7b\nwho,what\nAnna,f\n", [], "--header-row"),
    ("Class 7b\n" + list, ["--header-row", "1"], "Class 7b"),
  ]

  @Test(arguments: questions.indices)
  func `what cannot be told is asked`(index: Int) throws {
    let (text, arguments, says) = Self.questions[index]
    let world = try TestWorld(["list.csv": text])
    let answer = world.run(["import", "list.csv"] + arguments)
    #expect(answer.status == 65)
    #expect(answer.messages.contains(says), "\(answer.messages)")
  }

  @Test func `a heading that --map names counts`() throws {
    let world = try TestWorld(["list.csv": "Class 7b,,\nWer,gender,height\nAnna,f,170\n"])
    #expect(world.run("import", "list.csv", "--map", "name=Wer").status == 0)
    let other = try TestWorld(["list.csv": "Class 7b,,\nWer,gender,height\nAnna,f,170\n"])
    #expect(other.run("import", "list.csv", "--map", "name=#1").status == 0)
  }
}
