import Testing
import TextEncoding

struct LikelyReadingsTests {
  /// The readings as they would be listed: `"Müller" in windows-1252 or cp850`.
  private func listed(_ samples: [[UInt8]], in names: [String] = LikelyReadings.usual) -> [String] {
    LikelyReadings(of: samples, in: names).readings.map { reading in
      let texts = reading.texts.joined(separator: " | ")
      return "\(texts) in \(reading.encodings.map(\.name).joined(separator: " or "))"
    }
  }

  // The bytes and the readings of all tests are what Python's codecs say.

  @Test func `a German list from Windows reads best in the western encodings`() {
    #expect(
      listed([bytes("4D FC 6C 6C 65 72 2C 20 5A 6F EB")]) == [
        "Müller, Zoë in windows-1252 or iso-8859-15 or windows-1250 or iso-8859-2",
        "Mⁿller, Zoδ in cp437",
        "M¸ller, ZoÎ in macintosh",
        "M³ller, ZoÙ in cp850",
        "MŁller, ZoŽ in mac-centraleurope",
        "MŘller, ZoŰ in cp852",
      ]
    )
  }

  @Test func `a Polish list from Windows reads best in the encoding of Poland`() {
    let readings = listed([bytes("8C 77 69 B9 74 65 6B 2C 20 57 61 B3 EA 73 61")])
    #expect(readings.first == "Świątek, Wałęsa in windows-1250")
    #expect(readings.contains("Œwi¹tek, Wa³êsa in windows-1252"))
    // 8C is a control character there, and no name has one.
    #expect(!readings.contains { $0.contains("iso-8859") })
    let standard = listed([bytes("A6 77 69 B1 74 65 6B 2C 20 57 61 B3 EA 73 61")])
    #expect(standard.first == "Świątek, Wałęsa in iso-8859-2")
  }

  @Test func `a list from the DOS window or an old Macintosh shows its reading among the first`() {
    #expect(listed([bytes("52 65 6E 82 65")]).first == "Renée in cp850 or cp852 or cp437")
    #expect(
      listed([bytes("4D 9F 6C 6C 65 72")]).prefix(2) == [
        "Mźller in windows-1250", "Müller in macintosh or mac-centraleurope",
      ]
    )
  }

  @Test(
    arguments: [
      ("4F 92 42 72 69 65 6E", "O’Brien in windows-1252 or windows-1250"),
      ("4D DC 4C 4C 45 52", "MÜLLER in windows-1252 or iso-8859-15 or windows-1250 or iso-8859-2"),
      (
        "47 52 4F DF 4D 41 4E 4E",
        "GROßMANN in windows-1252 or iso-8859-15 or windows-1250 or iso-8859-2"
      ),
      ("32 BA 20 41", "2º A in windows-1252 or iso-8859-15"),
      ("4D 75 F1 6F 7A", "Muñoz in windows-1252 or iso-8859-15"),
      (
        "46 72 61 6E E7 6F 69 73 65",
        "Françoise in windows-1252 or iso-8859-15 or windows-1250 or iso-8859-2"
      ),
    ] as [(String, String)]
  )
  func `names and classes of the nine languages do not stand out`(sample: String, first: String) {
    #expect(listed([bytes(sample)]).first == first)
  }

  @Test func `encodings stand together only when they read all samples alike`() {
    let samples = [bytes("4D FC 6C 6C 65 72"), bytes("4D 75 F1 6F 7A")]
    let names = ["windows-1252", "windows-1250", "iso-8859-15"]
    #expect(
      listed(samples, in: names) == [
        "Müller | Muñoz in windows-1252 or iso-8859-15", "Müller | Muńoz in windows-1250",
      ]
    )
  }

  @Test func `each thing that stands out costs a place`() {
    // E9 is "é", "È" and "Ú"; "á" in cp1252's E1 is "·" on the Macintosh.
    #expect(
      listed([bytes("4A 6F 73 E9")], in: ["macintosh", "windows-1252"]) == [
        "José in windows-1252", "JosÈ in macintosh",
      ]
    )
    #expect(
      listed([bytes("4D 9F 6C 6C 65 72")], in: ["windows-1252", "macintosh"]) == [
        "Müller in macintosh", "MŸller in windows-1252",
      ]
    )
    #expect(
      listed([bytes("4F 92 42 72 69 65 6E")], in: ["cp850", "macintosh", "windows-1252"]) == [
        "O’Brien in windows-1252", "OÆBrien in cp850", "OíBrien in macintosh",
      ]
    )
    // A letter that none of the nine languages has gives way to one that they have.
    #expect(
      listed([bytes("44 76 6F F0")], in: ["windows-1252", "windows-1250", "cp437"]) == [
        "Dvoð in windows-1252", "Dvođ in windows-1250", "Dvo≡ in cp437",
      ]
    )
    #expect(
      listed([bytes("4D 75 F2 6F")], in: ["windows-1250", "windows-1252"]) == [
        "Muòo in windows-1252", "Muňo in windows-1250",
      ]
    )
  }

  @Test func `control characters of ASCII are no reason to leave a reading out`() {
    #expect(listed([bytes("FC 09 0D 1A")], in: ["windows-1252"]) == ["ü\t\r\u{1A} in windows-1252"])
  }

  @Test func `where no encoding fits there is no reading`() {
    #expect(listed([bytes("41 81")], in: ["windows-1252", "iso-8859-15", "klingon"]).isEmpty)
  }
}
