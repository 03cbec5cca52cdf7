import RosterReading
import Testing

struct VisibleTextHashTests {
  /// Texts of which the first two of each row are the same when compared, and the third another.
  static let texts = [
    ("Ada Kim", "Ada  Kim", "AdaKim"),
    ("Ada Kim", " Ada Kim\u{200B} ", "Ada Kin"),
    ("Am\u{E9}lie", "Ame\u{301}lie", "Amelie"),
    ("\u{17E}\u{11B}", "z\u{30C}e\u{30C}", "\u{17E}\u{119}"),
    ("\u{419}\u{43E}", "\u{418}\u{306}\u{43E}", "\u{418}\u{43E}"),
    ("Kim", "\u{212A}im", "\u{1D424}im"),
    ("\u{AC00}", "\u{1100}\u{1161}", "\u{AC01}"),
    ("", "\u{FEFF}", "a"),
    ("a;b", "a\u{37E}b", "a,b"),
  ]

  @Test(arguments: texts) func `texts that are compared as equal have one hash`(
    text: String,
    same: String,
    other: String
  ) {
    #expect(VisibleText.of(text) == VisibleText.of(same))
    #expect(VisibleText.hash(text.utf8.span) == VisibleText.hash(same.utf8.span))
    #expect(VisibleText.hash(text.utf8.span) != VisibleText.hash(other.utf8.span))
  }

  @Test func `every letter has the hash of its decomposed form`() {
    // Both hashes by bytes (Latin, Cyrillic) and by texts (Greek, Vietnamese).
    for scalar in (0xC0...0x17F).map({ $0 }) + (0x370...0x4FF) + (0x1E00...0x1EFF) {
      guard let scalar = Unicode.Scalar(scalar as Int) else { continue }
      let text = String(scalar)
      var hasher = Hasher()
      hasher.combine(VisibleText.of(text))
      #expect(
        VisibleText.hash(text.utf8.span) == UInt64(bitPattern: Int64(hasher.finalize())),
        "\(scalar.value)"
      )
    }
  }
}
