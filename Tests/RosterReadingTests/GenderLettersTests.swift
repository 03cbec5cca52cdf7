import Testing

@testable import RosterReading

/// What single letters are read as, by the set they are in and the headings above them.
struct GenderLettersTests {
  /// A column of letters under some headings.
  struct Column: Sendable, CustomTestStringConvertible {
    let headings: String
    let letters: String
    /// The letters that are female, male and something else, such as `W|M|D=divers`; nil where the
    /// file is asked about.
    let reading: String?

    init(_ headings: String, _ letters: String, _ reading: String?) {
      (self.headings, self.letters, self.reading) = (headings, letters, reading)
    }

    var testDescription: String { "\(headings): \(letters) is \(reading ?? "asked about")" }
  }

  private static let english = "Name,Gender,Height"
  private static let german = "Vorname,Geschlecht,Größe"
  private static let french = "Prénom,Sexe,Taille"
  private static let spanish = "Nombre,Sexo,Altura"
  private static let portuguese = "Nome do aluno,Sexo,Altura"
  private static let italian = "Nome,Sesso,Altezza"
  private static let dutch = "Naam,Geslacht,Lengte"
  private static let polish = "Imię,Płeć,Wzrost"
  private static let swedish = "Namn,Kön,Längd"
  private static let hungarian = "Név,Nem,Magasság"
  private static let none = "x1,x2,x3"

  static let columns: [Column] = [
    // The neutral pair reads alike everywhere.
    Column(english, "F M", "F|M"), Column(german, "F M", "F|M"), Column(french, "F M", "F|M"),
    Column(polish, "f m", "F|M"), Column(hungarian, "F M", "F|M"), Column(none, "F M", "F|M"),
    Column(none, "F M X", "F|M|X=X"), Column(german, "F M D", "F|M|D=divers"),
    Column(none, "F. M.", "F|M"),
    // German: weiblich, männlich; Mädchen beside Junge, Bub and, in Switzerland, Knabe.
    Column(german, "W M", "W|M"), Column(german, "W M D", "W|M|D=divers"),
    Column(none, "W M", "W|M"),
    Column(german, "J M", "M|J"), Column(german, "B M", "M|B"), Column(german, "K M", "M|K"),
    Column(german, "K M D X", "M|K|D=divers|X=X"), Column(german, "F H", "F|H"),
    // English.
    Column(english, "W M", "W|M"), Column(english, "G B", "G|B"), Column(english, "V M", nil),
    Column(english, "J M", nil), Column(english, "W M D", nil), Column(english, "F M U", nil),
    // French: femme, homme; fille, garçon. Without a language, H and F are these alone.
    Column(french, "F H", "F|H"), Column(french, "F G", "F|G"), Column(none, "F H", "F|H"),
    // Spanish and Portuguese: M is mujer and mulher.
    Column(spanish, "H M", "M|H"), Column(spanish, "V M", "M|V"), Column(spanish, "V H", "H|V"),
    Column(portuguese, "H M", "M|H"), Column("Nome,Sexo,Altura", "H M", "M|H"),
    Column(none, "H M", "M|H"), Column(spanish, "H F M", nil),
    // Dutch: V is vrouw, and the M of meisje has its J.
    Column(dutch, "V M", "V|M"), Column(dutch, "J M", "M|J"), Column(none, "V M", nil),
    // Polish, Swedish and Danish K is kobieta, kvinna, kvinde.
    Column(polish, "K M", "K|M"), Column(swedish, "K M", "K|M"),
    Column("Navn,Køn,Højde", "K M", "K|M"),
    Column(none, "K M", nil), Column(polish, "D C", "D|C"), Column(polish, "Ż M", "Z|M"),
    Column(swedish, "F P", "F|P"), Column("Navn,Køn,Højde", "P D", "P|D"),
    Column(swedish, "T K", "T|K"),
    // Hungarian F is férfi or fiú beside N and L.
    Column(hungarian, "F N", "N|F"), Column(hungarian, "F L", "L|F"), Column(none, "F N", "N|F"),
    Column(english, "F L", nil),
    // One letter alone: where every set of the language agrees.
    Column(none, "F", nil), Column(none, "M", nil), Column(english, "F", "F|"),
    Column(english, "M", "|M"), Column(german, "W", "W|"), Column(german, "M", nil),
    Column(spanish, "M", nil), Column(french, "H", "|H"), Column(dutch, "V", "V|"),
    // No set has these.
    Column(english, "A B", nil), Column(none, "Q", nil), Column(german, "W V", nil),
    // Letters that two languages of mixed headings read in two ways.
    Column("Nombre,Geslacht,Lengte", "V M", nil), Column("Name,Geslacht,Height", "V M", "V|M"),
  ]

  @Test(arguments: columns) func `letters are a set or a question`(column: Column) throws {
    let headings = column.headings.split(separator: ",").map(String.init)
    var survey = GenderColumn(words: GenderWords(), headings: headings)
    let cells = column.letters.split(separator: " ").map(String.init)
    for cell in cells { survey.survey(cell) }
    guard let reading = column.reading else {
      #expect(survey.questions.count == 1)
      for cell in cells where cell != "X" {
        #expect(survey.decision.reading(of: cell) == .refusedCode(cell))
      }
      return
    }
    #expect(survey.questions.isEmpty)
    for (place, part) in reading.split(separator: "|", omittingEmptySubsequences: false)
      .enumerated()
    where !part.isEmpty {
      let sides = part.split(separator: "=").map(String.init)
      let gender = place == 0 ? "female" : place == 1 ? "male" : sides[1]
      #expect(survey.decision.reading(of: sides[0]) == .gender(gender))
    }
  }

  @Test func `what the user says of one letter settles the other`() throws {
    let words = try GenderWords(parsing: ["v=female"])
    var survey = GenderColumn(words: words, headings: ["x1", "x2"])
    for cell in ["V", "M"] { survey.survey(cell) }
    #expect(survey.questions.isEmpty)
    #expect(survey.decision.reading(of: "M") == .gender("male"))
  }

  @Test(
    arguments: [
      ("Name,Gender,Height", [.english]), ("Name,Geschlecht,Größe", [.german]),
      ("Name,Sexe,Taille", [.french]), ("Name", [.english, .german]),
      ("Nombre,Sexo,Altura", [.spanish]), ("Sexo,Altura", [.spanish, .portuguese]),
      ("Nome,Sesso", [.italian]), ("Name,Geslacht,Height", [.dutch, .english]),
      ("Körpergröße [cm],Klasse", [.german]), ("What is your height?", [.english]),
      ("id,x1,7b", []),
    ] as [(String, Set<Language>)]
  )
  func `headings speak the languages of their words`(headings: String, languages: Set<Language>) {
    let list = headings.split(separator: ",").map(String.init)
    #expect(HeadingLanguages.spoken(by: list) == languages)
  }

  @Test func `a letter that the file explains is not asked about, and one that it does not is`() {
    var survey = GenderColumn(words: GenderWords(), headings: ["x1", "x2"])
    survey.survey("Z".utf8.span, meaning: "female".utf8.span)
    survey.survey("Q")
    survey.survey("Z")
    #expect(survey.questions == [.letters([UInt8(ascii: "q")], [])])
    #expect(survey.decision.reading(of: "Z") == .gender("female"))
    #expect(survey.decision.reading(of: "Q") == .refusedCode("Q"))
  }

  @Test func `what the file says of one letter settles the other`() {
    var survey = GenderColumn(words: GenderWords(), headings: ["x1", "x2"])
    survey.survey("V".utf8.span, meaning: "female".utf8.span)
    survey.survey("M")
    #expect(survey.questions.isEmpty)
    #expect(survey.decision.reading(of: "M") == .gender("male"))
  }

  @Test func `a letter that the file explains in two ways is asked about`() {
    var survey = GenderColumn(words: GenderWords(), headings: ["x1", "x2"])
    survey.survey("Z".utf8.span, meaning: "female".utf8.span)
    survey.survey("Z".utf8.span, meaning: "male".utf8.span)
    #expect(survey.questions.isEmpty)
    survey.survey("Z")
    #expect(survey.questions.count == 1)
  }

  @Test func `a cell that somebody changed in an own export is read as it stands`() {
    var survey = GenderColumn(words: GenderWords(), headings: ["Name", "Gender"])
    survey.survey("F".utf8.span, meaning: "female".utf8.span)
    survey.survey("M".utf8.span, meaning: "female".utf8.span)
    #expect(survey.decision.reading(of: "M") == .gender("male"))
  }
}
