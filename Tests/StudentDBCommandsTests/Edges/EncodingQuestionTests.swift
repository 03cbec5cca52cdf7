import Testing

/// Which encoding a file is in is asked with names from its column of names, the likeliest first.
struct EncodingQuestionTests {
  struct Case: CustomTestStringConvertible, Sendable {
    /// With the bytes beyond ASCII as `\x96`.
    let file: String
    /// The encoding that the question proposes first.
    let first: String
    let shows: [String]
    let hides: [String]

    init(_ file: String, _ first: String, shows: [String], hides: [String] = []) {
      self.file = file
      self.first = first
      self.shows = shows
      self.hides = hides
    }

    var testDescription: String { "\(first): \(file.split(separator: "\n").first ?? "")" }
  }

  /// What Python's codecs say of the bytes.
  static let cases = [
    // A dash, quotes, an ellipsis and a euro in the title of an ordinary file from Windows.
    Case(
      #"Klasse 7b \x96 Gr\xF6\xDFen\#nName;Geschlecht;H\#nJ\xFCrgen;m;170\#nZo\xEB;w;160\#n"#,
      "windows-1252",
      shows: ["line 3 \"Jürgen\", line 4 \"Zoë\" in windows-1252"],
      hides: ["line 1"]
    ),
    // A title in ASCII, above headings that are not.
    Case(
      #"Klasse 7b;;\#nName;Geschlecht;Gr\xF6\xDFe\#nJ\xFCrgen;m;170\#n"#,
      "windows-1252",
      shows: ["Jürgen"]
    ),
    Case(
      #"\x93Klasse 7b\x94\#n\#nName;Geschlecht;H\#nAnna;w;160\#nJos\xE9;m;170\#n"#,
      "windows-1252",
      shows: ["line 5 \"José\" in windows-1252"],
      hides: ["Klasse"]
    ),
    Case(
      #"Class 7b \x96 heights\#nname,gender,height\#nAnna,f,160\#nBen,m,170\#n"#,
      "windows-1252",
      shows: ["\"Class 7b – heights\" in windows-1252"]
    ),
    Case(
      #"\x84Klasse 7b\x93\#nname,gender,height\#nAnna,f,160\#n"#,
      "windows-1252",
      shows: ["„Klasse 7b“"]
    ),
    Case(
      #"The 7th\x92s list\x85\#nname,gender,height\#nAnna,f,160\#n"#,
      "windows-1252",
      shows: ["The 7th’s list…"]
    ),
    Case(
      #"Fee: 5 \x80\#nname,gender,height\#nAnna,f,160\#n"#,
      "windows-1252",
      shows: ["Fee: 5 €"]
    ),
    Case(
      #"name,gender,height,note\#nAnna,f,160,late \x96 ill\#nBen,m,170,\#n"#,
      "windows-1252",
      shows: ["late – ill"]
    ),
    // Names go before notes.
    Case(
      #"name,gender,height,note\#nAnna,f,160,\x93ok\x94\#nRen\xE9e,f,170,\#n"#,
      "windows-1252",
      shows: ["line 3 \"Renée\""],
      hides: ["ok"]
    ),
    Case(
      #"Nom,Pr\xE9nom,Sexe,Taille\#nO\x92Brien,L\xE9a,F,160\#n"#,
      "windows-1252",
      shows: ["O’Brien", "Léa"]
    ),
    // Files of the Macintosh, the DOS window and Poland are still seen as such.
    Case(
      #"name,gender,height\#nJ\x9Frgen,m,170\#nZo\x91,w,160\#nMu\x96oz,m,171\#n"#,
      "macintosh",
      shows: ["\"Jürgen\", line 3 \"Zoë\", line 4 \"Muñoz\" in macintosh"]
    ),
    Case(
      #"Klasse 7b \xD0 \xD2Gro\xA7\xD3\#nname,gender,height\#nJ\x9Frgen,m,170\#n"#,
      "macintosh",
      shows: ["\"Jürgen\" in macintosh"]
    ),
    Case(
      #"name,gender,height\#nRen\x82e,f,160\#nSch\x94n,m,170\#n"#,
      "cp850",
      shows: ["\"Renée\", line 3 \"Schön\" in cp850"]
    ),
    Case(
      #"name,gender,height\#n\x8Cwi\xB9tek,f,160\#nWa\xB3\xEAsa,m,170\#n"#,
      "windows-1250",
      shows: ["\"Świątek\", line 3 \"Wałęsa\" in windows-1250"]
    ),
  ]

  @Test(arguments: cases)
  func `the likeliest encoding is named first, with names`(test: Case) throws {
    let world = try TestWorld()
    try world.write(Self.bytes(test.file), to: "class.csv")
    let answer = world.run("import", "class.csv")
    #expect(answer.status == 65)
    #expect(
      answer.messages.contains("for example --encoding \(test.first);"),
      "\(answer.messages)"
    )
    // The first of the readings is shown with the encoding that is proposed.
    let reading = answer.messages.split(separator: "\n").dropFirst().first.map(String.init) ?? ""
    for words in test.shows { #expect(reading.contains(words), "\(answer.messages)") }
    for words in test.hides { #expect(!answer.messages.contains(words), "\(answer.messages)") }
    #expect(world.contents == ["class.csv"])
  }

  private static func bytes(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\"), rest.first == UInt8(ascii: "x"),
        let value = UInt8(String(decoding: rest.dropFirst().prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }
}
