import Foundation
import Mixture
import Testing

@Suite struct NamePartsTests {
  /// Names as lists have them, with the words that `prototypes/names` of the reference finds.
  static let names: [(String, first: String?, further: [String], last: String?)] = [
    ("Jos\u{E9} Aguilar", "jose", [], "aguilar"),
    ("Jose\u{301} Aguilar", "jose", [], "aguilar"),
    ("Aguilar, José", "jose", [], "aguilar"),
    ("AGUILAR José María", "jose", ["maria"], "aguilar"),
    ("José María AGUILAR", "jose", ["maria"], "aguilar"),
    ("Nguyen Thi Mai", "nguyen", ["thi"], "mai"),
    ("Jean-Pierre Le\u{A0}Goff", "jean-pierre", ["le"], "goff"),
    ("O'Brien, Seán P.", "sean", [], "o'brien"),
    ("J. R. Smith", nil, [], "smith"),
    ("Madonna", "madonna", [], nil),
    ("Mrs. John Smith", "mrs", ["john"], "smith"),
    ("Smith, John, Jr.", "john", [], "smith"),
    ("ANNA SCHMIDT", "anna", [], "schmidt"),
    ("Żaneta Ortiz", "zaneta", [], "ortiz"),
    ("Øystein Løvås", "oystein", [], "lovas"),
    ("Зоя Иванова", "зоя", [], "иванова"),
    ("王 伟", "王", [], "伟"),
    ("Min-jun Kim", "min-jun", [], "kim"),
    ("  ", nil, [], nil),
    ("İpek Yılmaz", "ipek", [], "yilmaz"),
    ("ẞtraße Müller", "sstrasse", [], "muller"),
    ("D’Angelo Russell", "d'angelo", [], "russell"),
  ]

  @Test(arguments: names)
  func `a name has the words of the reference`(
    name: String,
    first: String?,
    further: [String],
    last: String?
  ) {
    let parts = NameParts(name)
    #expect(parts.first == first)
    #expect(parts.further == further)
    #expect(parts.last == last)
  }

  @Test func `an initial does not make a list in capitals a list of family names`() {
    #expect(NameParts("ANNA J. SMITH") == NameParts("Anna J. Smith"))
    #expect(NameParts("J ANNA SMITH").first == "anna")
  }

  @Test func `an addition is no word of a name, in capitals neither`() {
    #expect(NameParts("John Smith III") == NameParts("John Smith"))
    #expect(NameParts("Smith, Jr.") == NameParts("Smith"))
    #expect(NameParts("\"Bob\" (Robert) Smith").further == ["robert"])
  }

  @Test func `a further name counts once, and no more than three of them`() {
    #expect(NameParts("Smith, Anna Mia Mia Lea Eva Zoe").further == ["mia", "lea"])
    #expect(NameParts("Smith, Anna Mia Lea Eva Zoe").further == ["mia", "lea", "eva"])
  }

  @Test(
    arguments: [
      "Đặng Thị Hồng", "Ǽlfrēd Ńguyễn", "Ἀθηνᾶ Παπαδοπούλου", "ΓΙΆΝΝΗΣ Ξένου", "Фёдор Йорданов",
      "한지민 김", "がくと さとう", "محمد آغا", "अनुराधा शर्मा", "Ķęstutis Škėma",
    ]
  )
  func `composed and decomposed letters, small and capital, fold alike`(name: String) {
    let composed = foldedName(name.precomposedStringWithCanonicalMapping)
    #expect(foldedName(name.decomposedStringWithCanonicalMapping) == composed)
    #expect(foldedName(name.uppercased()) == composed)
    #expect(foldedName(composed) == composed)
  }

  @Test func `every composed Latin letter folds as its decomposed form does`() {
    for value in Array(0xC0...0x24F) + Array(0x1E00...0x1EFF) {
      guard let scalar = Unicode.Scalar(UInt32(value)), scalar.properties.isAlphabetic else {
        continue
      }
      let composed = String(scalar)
      let decomposed = composed.decomposedStringWithCanonicalMapping
      #expect(foldedName(composed) == foldedName(decomposed), "\(composed)")
      if decomposed.unicodeScalars.count > 1 {
        // The only letter with a mark whose base is none of ASCII is ezh.
        let isPlain = foldedName(composed).utf8.allSatisfy { $0 < 0x80 }
        #expect(isPlain || foldedName(composed) == "ǯ", "\(composed)")
      }
    }
  }
}
