import Testing

/// A column that nobody understood is asked about, and one that is not there is said to be so.
struct AbsentColumnTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let file: String
    let flags: [String]
    let status: Int32
    /// What the refusal or the report says.
    let says: [String]

    init(_ file: String, _ flags: [String] = [], _ status: Int32 = 65, says: String...) {
      self.file = file
      self.flags = flags
      self.status = status
      self.says = says
    }

    var testDescription: String {
      "\(file.split(separator: "\n").first ?? "") \(flags.joined(separator: " "))"
    }
  }

  static let cases = [
    // A heading that is nearly one.
    Case("name,Gener,height\nA,mand,160\nB,kvinde,170\n", says: "--map gender=Gener,"),
    Case("name,Gener,height\nA,F,160\nB,M,170\n", says: "--map gender=Gener,"),
    Case("name,gender,Heigth\nA,F,160\nB,M,170\n", says: "--map height=Heigth,"),
    Case("name,gender,Heigth\nA,F,\nB,M,\n", says: "--map height=Heigth,"),
    Case("name,gender,Height 2025\nA,F,160\nB,M,170\n", says: "--map height='Height 2025',"),
    Case("Name;Geschlecht;Größe Herbst\nA;w;1,60\nB;m;1,70\n", says: "height='Größe Herbst',"),
    Case("Name,Geschlecht des Kindes,Größe\nA,w,160\nB,m,170\n", says: "--map gender="),
    Case("name,gender,it's height\nA,F,160\nB,M,170\n", says: "--map height='it'\\''s height',"),
    // Values that look like it, whatever the heading.
    Case("name,gender,Gr.\nA,F,160\nB,M,170\n", says: "--map height=Gr.,", "--no-height"),
    Case("name,gender,x\nA,F,1.60\nB,M,1.70\n", says: "--map height=x,"),
    Case("name,gender,x\nA,F,\"5'4\"\"\"\nB,M,\"5'8\"\"\"\n", says: "--map height=x,"),
    Case("name,gender,x\nA,F,160 cm\nB,M,\n", says: "--map height=x,"),
    Case("name,gender,x\nA,F,64\nB,M,68\n", says: "--map height=x,", "--no-height"),
    Case("name,x,height\nA,girl,160\nB,boy,170\n", says: "--map gender=x,", "--no-gender"),
    Case("name,x,height\nA,w,160\nB,m,170\nC,d,165\n", says: "--map gender=x,"),
    Case("name,x,height\nA,V,160\nB,M,170\n", says: "--map gender=x,"),
    Case("name,,height\nA,F,160\nB,M,170\n", says: "--map gender='#2',"),
    Case("name,x,x,gender\nA,160,161,F\nB,170,171,M\n", says: "'#2' or --map height='#3',"),
    Case("name,a,b\nA,F,160\nB,M,170\n", says: "--map gender=a,", "--map height=b,"),
    // None at all.
    Case("name,gender\nA,F\nB,M\n", says: "no column holds the heights;", "--no-height"),
    Case("name,height\nA,160\nB,170\n", says: "no column holds the genders;", "--no-gender"),
    Case("name,town\nA,Bonn\n", says: "no column holds the genders or the heights;"),
    Case("name,gender,Gr.\nA,F,7b\nB,M,8a\n", says: "no column holds the heights;"),
    Case("name,height,T-shirt\nA,160,S\nB,170,M\nC,180,L\n", says: "no column holds the genders;"),
    Case("name,height,allowed\nA,160,J\nB,170,N\n", says: "no column holds the genders;"),
    // What answers.
    Case("name,gender\nA,F\nB,M\n", ["--no-height"], 0, says: "height      no column was read"),
    Case("name,height\nA,160\n", ["--no-gender"], 0, says: "gender      no column was read"),
    Case("name,town\nA,Bonn\n", ["--no-gender", "--no-height"], 0, says: "1  added"),
    Case("name,gender,Gr.\nA,F,160\nB,M,170\n", ["--map", "height=Gr."], 0, says: "Gr. -> height"),
    Case("name,gender,Gr.\nA,F,160\nB,M,170\n", ["--no-height"], 0, says: "height      no column"),
    // A column that was recognised is read, whatever was said of the others.
    Case("name,gender,height\nA,F,160\n", ["--no-height"], 0, says: "height -> height"),
    Case("name,gender,height\nA,F,160\n", ["--no-gender"], 0, says: "F -> female 1"),
    Case("name,gender,x\nA,F,160\n", ["--map", "height="], 0, says: "height      no column"),
    Case(
      "name,gender,height\nA,F,160\n",
      ["--no-height", "--map", "height=height"],
      64,
      says: "contradict each other"
    ),
  ]

  @Test(arguments: cases)
  func `a missing column is asked about`(test: Case) throws {
    let world = try TestWorld(["class.csv": test.file])
    let answer = world.run(["import", "class.csv"] + test.flags)
    #expect(answer.status == test.status, "\(answer.messages)")
    for words in test.says {
      #expect((answer.text + answer.messages).contains(words), "\(answer.text + answer.messages)")
    }
    if test.status != 0 { #expect(world.contents == ["class.csv"]) }
  }

  @Test func `a list of known students need not have every column`() throws {
    let world = try TestWorld([
      "class.csv": Rosters.small, "ids.csv": "id,name,class\n101,Girl 1,8a\n201,Boy 1,8b\n",
      "names.csv": "name,class,gender\nGirl 2,7b,F\nBoy 2,7b,M\n",
      "others.csv": "name,gender\nZoe,F\nYan,M\n", "typo.csv": "id,name,Heigth\n101,Girl 1,160\n",
    ])
    #expect(world.run("import", "others.csv").status == 65)
    _ = world.run("import", "class.csv")
    #expect(world.run("import", "others.csv").status == 65)
    #expect(world.run("import", "ids.csv").status == 0)
    #expect(world.run("import", "names.csv").status == 0)
    // A column that looks like heights is lost nowhere.
    let typo = world.run("import", "typo.csv")
    #expect(typo.status == 65)
    #expect(typo.messages.contains("--map height=Heigth"))
    #expect(!typo.messages.contains("no column holds"))
  }

  @Test func `what was answered for the same headings is not asked again`() throws {
    let world = try TestWorld([
      "a.csv": "name,gender\nAnna,F\nBen,M\n", "b.csv": "name,gender\nCy,M\nDee,F\n",
      "c.csv": "name,gender,town\nEve,F,Bonn\n", "d.csv": "name,gender,Gr.\nFay,F,160\n",
      "e.csv": "name,gender,Gr.\nGus,M,170\n",
    ])
    #expect(world.run("import", "a.csv", "--no-height").status == 0)
    #expect(world.run("import", "b.csv").status == 0)
    #expect(world.run("import", "c.csv").status == 65)
    // Nor what looks like heights, and was said not to be.
    #expect(world.run("import", "d.csv").status == 65)
    #expect(world.run("import", "d.csv", "--no-height").status == 0)
    #expect(world.run("import", "e.csv").status == 0)
    _ = world.run("revert", "i1", "-m", "wrong")
    _ = world.run("revert", "i2", "-m", "wrong")
    #expect(world.run("import", "b.csv").status == 65)
  }
}
