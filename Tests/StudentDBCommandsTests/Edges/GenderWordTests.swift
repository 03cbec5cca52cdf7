import RosterReading
import Testing

/// Words for genders: understood as a set, in doubt, or a question; never a guess.
struct GenderWordTests {
  private func world(_ rows: String, headings: String = "name,gender,height") throws -> TestWorld {
    try TestWorld(["class list.csv": headings + "\n" + rows])
  }

  /// `Ana,F,160` and so on, one row for each word.
  private func rows(_ words: [String]) -> String {
    words.enumerated().map { "P\($0.offset),\"\($0.element)\",\(150 + $0.offset % 40)\n" }.joined()
  }

  @Test func `each distinct word is listed with its reading and count`() throws {
    let world = try world(rows(["M", "M", "F", "divers", "", "Femal", " F", "keine Angabe"]))
    let answer = world.run("import", "class list.csv")
    #expect(answer.status == 0)
    #expect(
      answer.text.contains(
        "  words       F -> female 2, M -> male 2, \"\" -> missing 1, Femal -> in doubt 1, "
          + "divers -> divers 1, keine Angabe -> declined 1\n"
      )
    )
    #expect(answer.text.contains("1 missing, 1 declined, 1 in doubt"))
    // Of a file that was imported before, they are as its students have them.
    let again = try world.json("import", "class list.csv")["imports"][0]
    #expect(again["already_imported"].bool == true)
    let words = again["words"].array
    #expect(words.count == 7)
    #expect(words.reduce(0) { $0 + ($1["count"].integer ?? 0) } == 8)
    for word in words { #expect(word.keys == ["count", "field", "reading", "text"]) }
    let femal = words.first { $0["text"].text == "Femal" }
    #expect(femal?["reading"].text == "in_doubt" && femal?["field"].text == "gender")
    #expect(again["doubt_gender"].integer == 1)
  }

  @Test func `a question prints each reading and the whole command that gives it`() throws {
    let world = try world(rows(["V", "M"]), headings: "x1,x2,x3")
    let map = ["--map", "name=x1", "--map", "gender=x2", "--map", "height=x3"]
    let asked = world.run(["import", "class list.csv"] + map)
    #expect(asked.status == 65)
    let command = "studentdb import 'class list.csv' " + map.joined(separator: " ")
    #expect(
      asked.messages.contains("\(command) --gender-words V=female,M=male   (Dutch: vrouw, man)")
    )
    #expect(
      asked.messages.contains("\(command) --gender-words M=female,V=male   (Spanish: mujer, varón")
    )
    #expect(world.contents == ["class list.csv"])
    let told = try world.run(
      ["import", "class list.csv"] + map + ["--gender-words", "M=female,V=male", "--json"]
    ).json["imports"][0]
    #expect(told["words"].array.map(\.["reading"].text) == ["female", "male"])
  }

  @Test(arguments: [
    (["1", "2"], "--gender-words 1=GENDER,2=GENDER"), (["M"], "--gender-words M="),
    (["K", "M"], "--gender-words K=female,M=male"), (["F", "M", "U"], "U=missing"),
  ])
  func `what can be read in two ways is asked about`(words: [String], says: String) throws {
    let world = try world(rows(words), headings: "x1,x2,x3")
    let map = ["--map", "name=x1", "--map", "gender=x2", "--map", "height=x3"]
    let asked = world.run(["import", "class list.csv"] + map)
    #expect(asked.status == 65)
    #expect(asked.messages.contains(says))
  }

  @Test func `a letter that only the end of a long file has is read with the others`() throws {
    let many = rows((0..<30_000).map { _ in "F" })
    let world = try world(many + "Last,N,170\n", headings: "Név,Nem,Magasság")
    let answer = try world.json(
      "import",
      "class list.csv",
      "--map",
      "name=Név",
      "--map",
      "gender=Nem",
      "--map",
      "height=Magasság"
    )
    #expect(answer["imports"][0]["words"].array.map(\.["reading"].text) == ["male", "female"])
  }

  static let unknown = [
    "#REF!", "#NAME?", "TRUE", "FALSE", "=IF(A1)", "Femal", "femele", "Mael", "weibl.", "Jungs",
    "none",
    "she/her", "Anna Kranz", "女", "see notes", "f/m", "yes", "12 cm", "female & male",
  ]

  @Test(arguments: unknown)
  func `an unknown word for a gender is a doubt`(word: String) throws {
    let world = try world(rows(["F", "F", "M", "M", word, word, ""]))
    let imported = try world.json("import", "class list.csv")["imports"][0]
    #expect(imported["doubt_gender"].integer == 2)
    #expect(imported["missing_gender"].integer == 1)
    // The row is kept, its text too, and it has no gender.
    let shown = try world.json("show", "5")
    #expect(shown["gender"].isNull && shown["gender_status"].text == "in_doubt")
    #expect(shown["gender_text"].text == word)
    #expect(try world.json("list", "--state", "in_doubt").array.count == 2)
    #expect(try world.json("status")["states"]["in_doubt"].integer == 2)
    // Check lists the word once.
    let check = world.run("check", "--only", "unknown_gender_word", "--json")
    #expect(check.status == 1)
    let doubts = try check.json.array
    #expect(doubts.count == 1)
    #expect(doubts[0]["student"].integer == 5)
    #expect(doubts[0]["readings"][0]["word"].text == word)
    #expect(doubts[0]["readings"][0]["students"].integer == 2)
    // Nothing is decided about it.
    let decided = world.run("review", "decide", "5", "--gender", "female")
    #expect(decided.status == 65)
    #expect(decided.messages.contains("studentdb correct"))
    // The export gives the cell back and says what it is.
    let table = Table(world.run("export").text)
    #expect(table["gender"][4] == word)
    #expect(table["studentdb_basis"][4] == "in_doubt" && table["studentdb_gender"][4] == "")
    // One act settles all rows of the word.
    let pair = word.split(separator: ",").joined(separator: "\\,") + "=female"
    #expect(world.run("correct", "--word", pair, "-m", "asked").status == 0)
    #expect(try world.json("list", "--state", "in_doubt").array.isEmpty)
    #expect(try world.json("show", "6")["gender"].text == "female")
    #expect(try world.json("log").array.filter { $0["kind"].text == "correct" }.count == 1)
    #expect(world.run("verify").status == 0)
    #expect(world.run("check", "--only", "unknown_gender_word").status == 0)
  }

  @Test(arguments: [
    ("Femal=female", "Femal", "female"), ("#REF!=missing", "#REF!", "missing"),
    ("=IF(A1)=declined", "=IF(A1)", "declined"), ("agendr=agender", "agendr", "agender"),
    ("blorb=blorb", "blorb", "blorb"), ("a\\, b=male", "a, b", "male"),
  ])
  func `words are settled at import as well`(list: String, word: String, reading: String) throws {
    let world = try world(rows(["F", "M", word]))
    let imported = try world.json("import", "class list.csv", "--gender-words", list)["imports"][0]
    #expect(imported["doubt_gender"].integer == 0)
    let read = imported["words"].array.first { $0["text"].text == word }
    #expect(read?["reading"].text == reading)
  }

  @Test func `the option may repeat, and a meaning that is a slip is refused`() throws {
    let world = try world(rows(["1", "2", "9"]))
    let slip = world.run("import", "class list.csv", "--gender-words", "1=femal,2=male,9=missing")
    #expect(slip.status == 64)
    #expect(slip.messages.contains("did you mean \"female\"?"))
    let told = world.run(
      "import",
      "class list.csv",
      "--gender-words",
      "1=female,2=male",
      "--gender-words",
      "9=missing"
    )
    #expect(told.status == 0)
  }

  @Test func `nobody in doubt is inferred`() throws {
    let world = try TestWorld(["class.csv": Rosters.small + "99,Zed,Femal,170,7b\n"])
    let imported = world.run("import", "class.csv")
    #expect(imported.status == 0, "\(imported.messages)")
    let run = try world.json("impute")
    #expect(run["not_imputed"]["gender_in_doubt"].integer == 1)
    #expect(try world.json("review", "queue").array.allSatisfy { $0["name"].text != "Zed" })
  }

  @Test func `the same file after a correction says nothing new, another word does`() throws {
    let world = try world(rows(["F", "M", "Femal"]))
    _ = world.run("import", "class list.csv")
    _ = world.run("correct", "--word", "Femal=female", "-m", "asked")
    try world.write("name,gender,height\n" + rows(["F", "M", "Femal"]) + "\n", to: "again.csv")
    #expect(try world.json("import", "again.csv")["imports"][0]["updated"].integer == 0)
    #expect(try world.json("show", "3")["gender"].text == "female")
    try world.write("name,gender,height\n" + rows(["F", "M", "Frmal"]), to: "other.csv")
    #expect(try world.json("import", "other.csv")["imports"][0]["updated"].integer == 1)
    #expect(try world.json("show", "3")["gender_status"].text == "in_doubt")
  }

  @Test(arguments: [
    (
      ["correct", "--word", "Femal=femal2", "-m", "x"], "did you mean \"female\"? If it is correct"
    ),
    (["correct", "--word", "Femal=female,femal=male", "-m", "x"], "two meanings"),
    (["correct", "--word", "=female", "-m", "x"], "is not WORD=GENDER"),
    (["correct", "--word", "Femal", "-m", "x"], "is not WORD=GENDER"),
    (["correct", "--word", "Femal=2", "-m", "x"], "is itself a code"),
    (["correct", "--word", "Femal=female"], "needs a reason"),
    (["correct", "3", "--word", "Femal=female", "-m", "x"], "do not combine it with a student"),
    (["correct", "-m", "x"], "name the student"),
    (["correct", "3", "--gender", "agnder", "-m", "x"], "--new-gender"),
    (["correct", "3", "--gender", "femalee", "-m", "x"], "did you mean --gender female?"),
    (["correct", "3", "--gender", "agender", "-m", "x", "--yes"], "--new-gender"),
    (["review", "decide", "4", "--gender", "agender"], "--new-gender"),
    (["review", "decide", "4", "--gender", "W"], "write the word"),
  ])
  func `a gender that nobody has is refused`(arguments: [String], says: String) throws {
    let world = try world(rows(["F", "M", "Femal", ""]))
    _ = world.run("import", "class list.csv")
    let before = world.database
    let refused = world.run(arguments)
    #expect(refused.status == 64)
    #expect(refused.messages.contains(says), "\(refused.messages)")
    #expect(world.database == before)
  }

  @Test func `a new gender is named as new once`() throws {
    let world = try world(rows(["F", "M", "Femal", "", ""]))
    _ = world.run("import", "class list.csv")
    #expect(world.run("review", "decide", "4", "--gender", "agender", "--new-gender").status == 0)
    #expect(world.run("review", "decide", "5", "--gender", "Agender").status == 0)
    #expect(try world.json("show", "5")["gender"].text == "agender")
    #expect(world.run("correct", "3", "--gender", "AGENDER", "-m", "asked").status == 0)
    #expect(try world.json("show", "3")["gender"].text == "agender")
  }

  @Test func `a letter typed later is what it is in the school's files`() throws {
    let world = try world(rows(["M", "V", ""]), headings: "Nombre,Sexo,Altura")
    #expect(world.run("import", "class list.csv").status == 0)
    #expect(world.run("review", "decide", "3", "--gender", "M").status == 0)
    #expect(try world.json("show", "3")["gender"].text == "female")
  }

  @Test(arguments: [(50, 0), (51, 65), (2_000, 65)])
  func `more than fifty different words are a question`(words: Int, status: Int32) throws {
    let world = try world(rows((0..<words).map { "word\($0)" }))
    let answer = world.run("import", "class list.csv")
    #expect(answer.status == status)
    if status == 65 {
      #expect(answer.messages.contains("is this the column of the genders?"))
      #expect(world.contents == ["class list.csv"])
    }
  }

  @Test func `words that somebody explains are not counted, nor are spellings`() throws {
    let words = (0..<50).map { "word\($0)" } + ["WORD1", "word2 ", "extra"]
    let world = try world(rows(words))
    #expect(world.run("import", "class list.csv").status == 65)
    let told = world.run("import", "class list.csv", "--gender-words", "extra=missing")
    #expect(told.status == 0)
  }
}
