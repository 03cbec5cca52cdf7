import Testing

@testable import Workflows

struct GenderWordsTests {
  private let words = GenderWords()

  @Test(arguments: [
    "f", "F", " f ", "female", "Female", "FEMALE", "girl", "Girls", "Woman", "w", "W", "weiblich",
    "Mädchen", "Maedchen", "MÄDCHEN", "Ma\u{308}dchen", "femme", "Féminin", "fille", "mujer",
    "chica",
    "niña", "femmina", "ragazza", "mulher", "feminino", "vrouw", "v", "meisje", "k", "kobieta",
    "dziewczyna", "kvinna", "flicka", "\tfemale\u{A0}", "uri://ed-fi.org/SexDescriptor#Female",
  ])
  func `words for female are understood`(cell: String) {
    #expect(words.reading(of: cell) == .gender("female"))
  }

  @Test(arguments: [
    "m", "M", "male", "Male", "boy", "man", "männlich", "maennlich", "Junge", "h", "homme",
    "garçon",
    "Masculin", "hombre", "chico", "niño", "maschio", "ragazzo", "homem", "rapaz", "jongen",
    "mannelijk", "mężczyzna", "chłopiec", "pojke", "manlig", "uri://ed-fi.org/SexDescriptor#Male ",
  ])
  func `words for male are understood`(cell: String) {
    #expect(words.reading(of: cell) == .gender("male"))
  }

  @Test(arguments: [
    "Prefer not to say", "prefer  not to say", "declined", "Declined to state", "unspecified",
    "keine Angabe", "k. A.", "Ne souhaite pas répondre", "Prefiero no decirlo",
    "preferisco non dirlo",
    "Prefiro não dizer", "zeg ik liever niet", "wolę nie mówić", "vill inte uppge",
    "uri://ed-fi.org/SexDescriptor#Not Selected",
  ])
  func `who declines to say has declined`(cell: String) {
    #expect(words.reading(of: cell) == .declined)
  }

  @Test(arguments: [
    "", " ", "\u{A0}", "NA", "na", "N/A", "n/a", "null", "NULL", "-", "?", "unknown", "Unbekannt",
    "inconnu",
  ])
  func `the words for nothing are missing`(cell: String) {
    #expect(words.reading(of: cell) == .missing)
  }

  @Test(arguments: [
    ("non-binary", "non-binary"), (" Non-Binary ", "Non-Binary"), ("X", "X"), ("x", "x"),
    ("divers", "divers"), ("d", "d"), ("other", "other"), ("Zwei-Geist", "Zwei-Geist"),
    ("femalee", "femalee"), ("she/her", "she/her"), ("they/them", "they/them"), ("G", "G"),
    ("B", "B"), ("mal", "mal"), ("emale", "emale"), ("ＦＥＭＡＬＥ", "ＦＥＭＡＬＥ"), ("女", "女"),
    ("f\u{0}", "f\u{0}"), ("fe male", "fe male"), ("uri://x#Nonbinary", "Nonbinary"),
  ])
  func `every other word is a gender of its own, as written`(cell: String, gender: String) {
    #expect(words.reading(of: cell) == .gender(gender))
  }

  @Test(arguments: ["0", "1", "2", " 1 ", "9", "1.0", "01", "12"])
  func `numbers are never guessed`(cell: String) {
    guard case .refusedCode = words.reading(of: cell) else {
      Issue.record("\(words.reading(of: cell))")
      return
    }
  }

  @Test func `the user's words win over everything`() throws {
    let words = try GenderWords(
      parsing: "1=male,2=female, 9 = missing,8=declined,M=female,female=male,x=non-binary,0=w"
    )
    #expect(words.reading(of: "1") == .gender("male"))
    #expect(words.reading(of: "2") == .gender("female"))
    #expect(words.reading(of: "9") == .missing)
    #expect(words.reading(of: "8") == .declined)
    #expect(words.reading(of: "m") == .gender("female"))
    #expect(words.reading(of: "Female") == .gender("male"))
    #expect(words.reading(of: "X") == .gender("non-binary"))
    #expect(words.reading(of: "0") == .gender("female"))
    #expect(words.reading(of: "male") == .gender("male"))
    #expect(words.reading(of: "3") == .refusedCode("3"))
  }

  @Test(
    arguments: [
      ("1", .notAPair("1")), ("", .notAPair("")), ("1=male,", .notAPair("")),
      ("1=", .notAPair("1=")),
      ("1=2", .codeForCode("2")), ("1=male,1=female", .twice("1")),
      ("a=male,A=female", .twice("a")),
    ] as [(String, GenderWordsError)]
  )
  func `a list that is not word=gender is named`(list: String, error: GenderWordsError) {
    #expect(throws: error) { try GenderWords(parsing: list) }
  }

  @Test func `no word has two meanings`() {
    let lists = [
      GenderWordLists.female, GenderWordLists.male, GenderWordLists.declined, MissingWords.all,
    ]
    for (index, list) in lists.enumerated() {
      for other in lists[(index + 1)...] { #expect(list.isDisjoint(with: other)) }
    }
    for list in lists { #expect(list.allSatisfy { folded($0) == $0 }) }
  }

  @Test func `M beside H and without F may be mujer, and is refused`() throws {
    func words(_ cells: [String], _ words: GenderWords) -> GenderWords {
      var column = GenderColumn(words: words)
      for cell in cells { column.survey(cell) }
      return column.decision
    }
    let spanish = words(["H", "M", "M"], GenderWords())
    #expect(spanish.reading(of: "M") == .refusedCode("M"))
    #expect(spanish.reading(of: "m") == .refusedCode("m"))
    #expect(spanish.reading(of: "H") == .gender("male"))
    #expect(words(["H", "F", "M"], GenderWords()).reading(of: "M") == .gender("male"))
    #expect(words(["M", "F"], GenderWords()).reading(of: "M") == .gender("male"))
    let told = words(["H", "M"], try GenderWords(parsing: "m=female"))
    #expect(told.reading(of: "M") == .gender("female"))
  }
}
