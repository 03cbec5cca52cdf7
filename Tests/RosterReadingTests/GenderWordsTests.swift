import Testing

@testable import RosterReading

struct GenderWordsTests {
  private let words = GenderWords()

  @Test(arguments: [
    "f", "F", " f ", "female", "Female", "FEMALE", "girl", "Girls", "Woman", "weiblich",
    "Mädchen", "Maedchen", "MÄDCHEN", "Ma\u{308}dchen", "femme", "Féminin", "fille", "mujer",
    "chica",
    "niña", "femmina", "ragazza", "mulher", "feminino", "vrouw", "meisje", "hembra", "kobieta", "♀",
    "dziewczyna", "kvinna", "flicka", "\tfemale\u{A0}", "uri://ed-fi.org/SexDescriptor#Female",
  ])
  func `words for female are understood`(cell: String) {
    #expect(words.reading(of: cell) == .gender("female"))
  }

  @Test(arguments: [
    "m", "M", "male", "Male", "boy", "man", "männlich", "maennlich", "Junge", "homme",
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
    ("divers", "divers"), ("other", "other"), ("agender", "agender"),
    ("Gender fluid", "Gender fluid"),
    ("genderqueer", "genderqueer"), ("nicht-binär", "nicht-binär"), ("non binaire", "non binaire"),
    ("No binario", "No binario"), ("altro", "altro"), ("não binário", "não binário"),
    ("anders", "anders"), ("niebinarna", "niebinarna"), ("icke‑binär", "icke‑binär"),
    ("uri://x#Nonbinary", "Nonbinary"),
  ])
  func `a word for a further gender is a gender, as written`(cell: String, gender: String) {
    #expect(words.reading(of: cell) == .gender(gender))
  }

  @Test(arguments: [
    "#REF!", "TRUE", "=IF(A1)", "Femal", "weibl.", "Jungs", "none", "Zwei-Geist", "femalee",
    "she/her", "they/them", "mal", "emale", "女", "f\u{0}", "fe male", "Anna Kranz",
    "f/m", "female?",
  ])
  func `every other word is unknown, and no gender`(cell: String) {
    #expect(words.reading(of: cell) == .unknown(cell))
  }

  @Test(arguments: ["w", "W", "h", "v", "K", "j", "B", "d", "g", "u", "m."])
  func `a single letter by itself says nothing but f and m`(cell: String) {
    let letter = cell.lowercased()
    #expect(words.reading(of: cell) == (letter == "m." ? .gender("male") : .refusedCode(cell)))
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
      parsing: [
        "1=male,2=female, 9 = missing,8=declined,M=female,female=male,x=non-binary", "0=f",
        "=IF(A1)=missing,both\\, really=agender,mx=mx",
      ]
    )
    #expect(words.reading(of: "=if(a1)") == .missing)
    #expect(words.reading(of: "both, really") == .gender("agender"))
    #expect(words.reading(of: "Mx") == .gender("mx"))
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
      ("1=2", .codeForCode("2")), ("1=w", .codeForCode("w")), ("1=male,1=female", .twice("1")),
      ("1=femal", .unknownGender("femal", nearest: "female")),
      ("1=qwertz", .unknownGender("qwertz", nearest: nil)),
      ("a=male,A=female", .twice("a")),
    ] as [(String, GenderWordProblem)]
  )
  func `a list that is not word=gender is named`(list: String, problem: GenderWordProblem) {
    #expect(throws: RosterError.genderWords(problem)) { try GenderWords(parsing: [list]) }
  }

  @Test func `no word has two meanings`() {
    let lists = [
      GenderWordLists.female, GenderWordLists.male, GenderWordLists.declined, MissingWords.all,
      GenderWordLists.further,
    ]
    for (index, list) in lists.enumerated() {
      for other in lists[(index + 1)...] { #expect(list.isDisjoint(with: other)) }
    }
    for list in lists { #expect(list.allSatisfy { folded($0) == $0 }) }
  }

  @Test(arguments: [
    ("Femal", "female", "female"), ("weibl.", "weibl", "female"), ("Jungs", "junge", "male"),
    ("Mäle", "male", "male"), ("femme?", "femme", "female"),
    ("non-binry", "non binary", "non binary"),
    ("declind", "decline", "declined"),
  ])
  func `an unknown word is likely what the nearest known word means`(
    cell: String,
    word: String,
    meaning: String
  ) {
    #expect(LikelyGender.of(cell) == LikelyGender(word: word, meaning: meaning))
  }

  @Test(arguments: ["#REF!", "TRUE", "=IF(A1)", "none", "qwertz", "女", ""])
  func `a word that no known word is near to is likely nothing`(cell: String) {
    #expect(LikelyGender.of(cell) == nil)
  }
}
