import Testing

/// Lines that are not students: totals, averages, the headings of classes, the headings again.
@Suite struct NoPersonTests {
  /// A line of a list, and whether it is a person.
  struct Line: Sendable, CustomTestStringConvertible {
    let cells: String
    let isPerson: Bool
    var testDescription: String { cells }

    init(_ cells: String, isPerson: Bool) {
      self.cells = cells
      self.isPerson = isPerson
    }
  }

  private static let list = "name,gender,height,class\nAda Ott,F,160,8a\nBen Koch,M,171,8a\n"

  static let noPersons = [
    "Average,,168.2,", "AVERAGE,,168,", "  Total  ,,,", "Total: 28,,,", "Grand total,,,",
    "Average height: 168 cm,,,", "class 8a,,,", "Class B,,,", "28 students,,,", "Boys,,,",
    "Durchschnitt,,168,", "Summe,,,", "Anzahl Schüler: 28,,,", "Klasse 8a,,,8a", "Gesamt,,,8a",
    "Moyenne,,168,", "Écart-type,,7,", "Effectif,,,", "Promedio,,167,", "Suma,,4380,",
    "Media,,,", "Totale,,,", "Sezione III,,,", "Turma B,,,", "Gemiddelde,,170,",
    "Aantal leerlingen: 28,,,", "Średnia,,168,", "ŚREDNIA,,168,", "Razem,,,", "Medelvärde,,168,",
    "Antal elever 28,,,", "Ø,,168,", "Ø 168,,,", "∑,,,", "8a,,,8a", "Blue,,,Blue", "Max 190,,,",
    "\u{FEFF}Total,,,", "\u{A0}Total\u{A0},,,", "28,,,",
  ].map { Line($0, isPerson: false) }

  static let persons = [
    "Total,F,168,8a", "Average,prefer not to say,168,", "Anna Total,,160,", "Total Eclipse,,160,",
    "Max,,170,8a", "Suma,,165,", "Klas A.,,170,", "17,,165,", "8a,,165,8a", "Ødegård,,170,",
    "Grace Summer,,168,", "Van Dyk,,171,", "Class Ronaldo,,170,", "Media Luna,,160,",
    "Rok K.,,170,", "Soma Das,,168,", "Suma De,,165,", "Antal,,171,8a", "Anno V.,,170,",
  ].map { Line($0, isPerson: true) }

  @Test(arguments: noPersons + persons)
  func `a name of list words alone, without id and gender, is no person`(line: Line) throws {
    let world = try TestWorld(["class.csv": Self.list + line.cells + "\n"])
    let imported = try world.json("import", "class.csv")["imports"][0]
    #expect(imported["added"].integer == 3)
    #expect(imported["not_a_person"].integer == (line.isPerson ? 0 : 1))
    let state = try world.json("list")[2]["state"].text
    #expect((state == "not_a_person") == !line.isPerson)
    let doubts = try world.json("check", "--only", "not_a_person")
    #expect(doubts.array.count == (line.isPerson ? 0 : 1))
  }

  @Test func `with an id it is a person, whatever the name`() throws {
    let world = try TestWorld(["class.csv": "id,name,gender,height\n1,Ada,F,160\n2,Total,,168\n"])
    #expect(try world.json("import", "class.csv")["imports"][0]["not_a_person"].integer == 0)
  }

  @Test(arguments: [
    "name,gender,height,class", "Name,GENDER,Height,Class", " name , gender,height ,class",
    "name,gender,height,\u{FEFF}class",
  ])
  func `a line that says the headings again is rejected as that`(line: String) throws {
    let world = try TestWorld(["class.csv": Self.list + line + "\nCem Yil,M,165,8b\n"])
    let answer = world.run("import", "class.csv", "--json")
    #expect(answer.status == 4)
    let imported = try answer.json["imports"][0]
    #expect(imported["added"].integer == 3 && imported["rejected"].integer == 1)
    #expect(imported["rejects"][0]["code"].text == "repeated-heading")
    #expect(imported["rejects"][0]["line"].integer == 4)
  }

  @Test func `a student called like the heading is a student`() throws {
    let world = try TestWorld(["class.csv": Self.list + "Name,M,165,class\n"])
    #expect(try world.json("import", "class.csv")["imports"][0]["rejected"].integer == 0)
  }

  @Test func `no run, no queue and no total has it until somebody says that it is a person`() throws
  {
    let world = try TestWorld(["class.csv": Rosters.small + ",Average,,166,\n"])
    let text = world.run("import", "class.csv").text
    #expect(text.contains("  no person   1 row of totals, averages or classes"))
    #expect(try world.json("impute")["not_imputed"]["not_a_person"].integer == 1)
    #expect(try world.json("review", "queue").array.count == 2)
    let status = try world.json("status")
    #expect(status["students"].integer == 23)
    #expect(status["states"]["not_a_person"].integer == 1)
    #expect(world.run("review", "decide", "number:24", "--gender", "female").status == 65)
    let show = world.run("show", "24").text
    #expect(show.contains("not known (not_a_person)"))
    #expect(world.run("explain", "24").text.contains("The row is not a person."))
    _ = world.run("export", "out.csv")
    let line = world.text("out.csv")?.split(separator: "\n").last
    #expect(line == ",Average,,166,,,not_a_person,,,,,")

    #expect(world.run("correct", "number:24", "--person").status == 64)
    let corrected = try world.json("correct", "24", "--person", "-m", "his name is Average")
    #expect(corrected["changes"][0]["field"].text == "not_a_person")
    #expect(corrected["changes"][0]["old"].text == "1")
    #expect(try world.json("list")[23]["state"].text == "missing")
    #expect(try world.json("status")["students"].integer == 24)
    #expect(world.run("check", "--only", "not_a_person").status == 0)
    #expect(try world.json("impute")["not_imputed"]["not_a_person"].integer == nil)
    #expect(try world.json("review", "queue").array.count == 3)
    #expect(world.run("verify").status == 0)
  }

  @Test func `a person can be taken out, and a signature is respected`() throws {
    let world = try TestWorld.imputed()
    _ = world.run("review", "decide", "Kim", "--accept")
    _ = world.run("review", "decide", "Robin", "--accept")
    _ = world.run("review", "sign-off", "--name", "A", "--role", "B")
    #expect(world.run("correct", "Kim", "--not-a-person", "-m", "a test row").status == 5)
    let answer = world.run(
      "correct",
      "Kim",
      "--not-a-person",
      "--void-sign-off",
      "-m",
      "a test row"
    )
    #expect(answer.status == 0)
    #expect(answer.text.contains("  person  a person -> no person"))
    #expect(try world.json("list", "--state", "not_a_person")[0]["gender"].isNull)
    // A person said so: that is no doubt.
    #expect(world.run("check", "--only", "not_a_person").status == 0)
    #expect(world.run("show", "s1").text.contains("21"))
    #expect(world.run("verify").status == 0)
  }

  @Test func `where a person is called so, too, it is not known whom a later line means`() throws {
    let world = try TestWorld([
      "one.csv": Self.list + "Total,F,168,\nTotal,,170,\n",
      "two.csv": Self.list + "Total,,171,\n",
    ])
    _ = world.run("import", "one.csv")
    let later = try world.json("import", "two.csv")["imports"][0]
    #expect(later["conflicts"].integer == 1 && later["updated"].integer == 0)
    #expect(try world.json("list").array.count == 4)
  }

  @Test func `the same totals in a later file are the same rows`() throws {
    let totals = "Average,,166,\nAverage,,168,\nTotal,,,\n"
    let world = try TestWorld([
      "one.csv": Self.list + totals, "two.csv": Self.list + "Cem Yil,M,165,8b\n" + totals,
    ])
    _ = world.run("import", "one.csv")
    let again = try world.json("import", "two.csv")["imports"][0]
    #expect(again["added"].integer == 1 && again["unchanged"].integer == 5)
    #expect(again["conflicts"].integer == 0 && again["not_a_person"].integer == 3)
  }
}
