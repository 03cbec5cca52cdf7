import Testing

@testable import RosterReading

/// Spellings of a name that look alike have one skeleton, and other names another.
struct NameSkeletonTests {
  static let alike: [(String, String)] = [
    ("Anna Müller", "anna müller"), ("Anna Müller", "ANNA MÜLLER"), ("Anna Müller", "Anna Muller"),
    ("Anna Müller", "Anna Mu\u{308}ller"), ("Anna-Maria", "Anna Maria"),
    ("Anna-Maria", "Annamaria"),
    ("Anna\u{2010}Maria", "Anna-Maria"), ("O'Neil", "O\u{2019}Neil"), ("O'Neil", "ONeil"),
    ("J. Smith", "J Smith"), ("Anna  B", " Anna B "), ("Anna\u{A0}B", "Anna B"),
    ("Anna\u{200B}", "Anna"), ("\u{202E}Anna", "Anna"), ("An\u{AD}na", "Anna"),
    ("\u{FEFF}Anna", "Anna"), ("An\u{200D}na", "Anna"), ("Anna\u{E0041}", "Anna"),
    ("Anna\u{FE0F}", "Anna"), ("Аnna", "Anna"), ("Annа", "Anna"), ("Вob", "Bob"),
    ("Ѕаѕha", "Sasha"),
    ("Ρeter", "Peter"), ("Ｋim", "Kim"), ("Straße", "Strasse"), ("Łukasz", "Lukasz"),
    ("Søren", "Soren"), ("Æsa", "Aesa"), ("Nguyễn", "Nguyen"), ("İpek", "Ipek"), ("Žofia", "zofia"),
    ("Роман", "роман"), ("Алёна", "Алена"), ("Μαρία", "Μαρια"), ("Σοφία", "σοφια"),
  ]

  @Test(arguments: alike)
  func `spellings that look alike have one skeleton`(first: String, second: String) {
    #expect(NameSkeleton.of(first) == NameSkeleton.of(second))
    #expect(!NameSkeleton.of(first).isEmpty)
  }

  static let different: [(String, String)] = [
    ("Anna", "Anne"), ("Lia", "Ila"), ("Kim 1", "Kim 2"), ("Роман", "Рамон"), ("陳", "林"),
    ("कि", "कु"), ("Anna (7a)", "Anna"), ("Miia", "Mia"), ("Jan", "Jана"), ("Мария", "Марио"),
    ("ΝΙΚΗ", "ΝΙΚΟ"),
  ]

  @Test(arguments: different)
  func `other names have other skeletons`(first: String, second: String) {
    #expect(NameSkeleton.of(first) != NameSkeleton.of(second))
  }

  @Test(arguments: ["", " ", "-", "\u{200B}\u{202E}", "...", "\t\u{A0}", "\u{301}"])
  func `a name without letters has none`(name: String) {
    #expect(NameSkeleton.of(name).isEmpty)
  }

  @Test(arguments: [
    [0xC3], [0xFF, 0x41], [0xE2, 0x80], [0xF0, 0x9F], [0x80], [0xED, 0xA0, 0x80],
  ])
  func `bytes that are no text are read to their end`(bytes: [UInt8]) {
    var letters = 0
    NameSkeleton.forEachLetter(of: bytes.span) { _ in letters += 1 }
    #expect(letters >= 1)
  }

  @Test func `within one alphabet no two letters become the same`() {
    for alphabet in ["абвгдежзийклмнопрстуфхцчшщъыьэюя", "αβγδεζηθικλμνξοπρστυφχψω"] {
      // But for the accent that makes й of и.
      let letters = alphabet.unicodeScalars.filter { $0 != "й" }.map(String.init)
      #expect(Set(letters.map(NameSkeleton.of)).count == letters.count)
    }
  }

  static let differences: [(String, String, SpellingDifference)] = [
    ("Anna", "ANNA", .letterCase), ("Anna", "An\u{200B}na", .invisible),
    ("Anna", "\u{202E}anna", .invisible), ("Anna B", "Anna-B", .joints),
    ("Anna B", "anna\u{A0} b", .joints), ("Müller", "muller", .accents),
    ("Strasse", "Straße", .accents), ("José M", "jose-m", .accents), ("Anna", "Аnna", .alphabets),
    ("José", "Jоse", .alphabets), ("Kim", "Ｋim", .alphabets),
  ]

  @Test(arguments: differences)
  func `the slightest thing that explains two spellings is named`(
    first: String,
    second: String,
    difference: SpellingDifference
  ) {
    #expect(SpellingDifference(between: first, and: second) == difference)
    #expect(SpellingDifference(between: second, and: first) == difference)
  }
}
