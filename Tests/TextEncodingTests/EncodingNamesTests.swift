import Testing

@testable import TextEncoding

struct EncodingNamesTests {
  @Test func `every name is in lower case and stands for itself, in any case`() throws {
    #expect(EncodingNames.singleByte.count == 93)
    for name in EncodingNames.singleByte + ["utf-8", "utf-16le", "utf-16be"] {
      #expect(name == name.lowercased())
      #expect(try CharacterEncoding(named: name).name == name)
      #expect(try CharacterEncoding(named: name.uppercased()).name == name)
    }
  }

  @Test func `no two encodings are the same`() throws {
    var tables: [SingleByteTable] = []
    for name in EncodingNames.singleByte {
      let table = try SingleByteTable(named: name)
      #expect(!tables.contains(table), "\(name)")
      tables.append(table)
    }
  }

  @Test(
    arguments: [
      ("cp1252", "windows-1252"), ("CP-1252", "windows-1252"), ("Windows 1252", "windows-1252"),
      ("win1252", "windows-1252"), ("1252", "windows-1252"), ("x-cp1252", "windows-1252"),
      ("latin1", "iso-8859-1"), ("Latin-1", "iso-8859-1"), ("iso-latin-1", "iso-8859-1"),
      ("8859-1", "iso-8859-1"), ("ISO8859_15", "iso-8859-15"), ("latin9", "iso-8859-15"),
      ("latin5", "iso-8859-9"), ("28591", "iso-8859-1"), ("28606", "iso-8859-16"),
      ("28605", "iso-8859-15"),
      ("mac", "macintosh"), ("MacRoman", "macintosh"), ("x-mac-roman", "macintosh"),
      ("10000", "macintosh"), ("x-mac-ce", "mac-centraleurope"), ("10029", "mac-centraleurope"),
      ("10007", "ms-mac-cyrillic"), ("850", "cp850"), ("ibm850", "cp850"), ("OEM 850", "cp850"),
      ("dos-437", "cp437"), ("windows-850", "cp850"), ("cp1250", "windows-1250"),
      ("koi8r", "koi8-r"), ("cp874", "windows-874"), ("ascii", "us-ascii"),
      ("UTF8", "utf-8"), ("utf-8-sig", "utf-8"), ("65001", "utf-8"), ("cp65001", "utf-8"),
      ("UTF16LE", "utf-16le"), ("1200", "utf-16le"), ("utf_16_be", "utf-16be"),
    ] as [(String, String)]
  )
  func `other names lead to the one name`(written: String, name: String) throws {
    #expect(try CharacterEncoding(named: written).name == name)
    #expect(try EncodingChoice(named: written).name == name)
  }

  @Test(arguments: ["utf-16", "UTF16", "unicode", "Unicode", "ucs-2"])
  func `UTF-16 without an order waits for the mark`(written: String) throws {
    #expect(try EncodingChoice(named: written) == .utf16ByMark)
    #expect(EncodingChoice.utf16ByMark.name == "utf-16")
    #expect(throws: TextEncodingError.noByteOrder) { try CharacterEncoding(named: written) }
  }

  @Test func `every name that glibc has for one of them means that one`() throws {
    let lines = glibcNames.split(separator: "\n")
    #expect(lines.count == 93)
    for line in lines {
      let words = line.split { $0 == " " || $0 == "\n" }
      let name = String(words[0].dropLast())  // its colon
      let table = try SingleByteTable(named: name)
      for written in words.dropFirst().map(String.init) {
        switch EncodingNames.meaning(of: written) {
        case .known(name): continue
        case .unknown: #expect(try SingleByteTable(named: written) == table, "\(written)")
        case let other: Issue.record("\(written) is \(other)")
        }
      }
    }
  }

  @Test(
    arguments: [
      ("csISOLatin1", "iso-8859-1"), ("ISO_8859-7:1987", "iso-8859-7"), ("L5", "iso-8859-9"),
      ("MS-ANSI", "windows-1252"), ("CP819", "iso-8859-1"), ("IBM915", "iso-8859-5"),
      ("st_sev_358-88", "gost_19768-74"), ("csHPRoman8", "hp-roman8"),
    ] as [(String, String)]
  )
  func `a name that only glibc knows leads to the one name`(written: String, name: String) throws {
    #expect(EncodingNames.meaning(of: written) == .unknown)
    #expect(try CharacterEncoding(named: written).name == name)
  }

  @Test func `all other encodings that glibc has are refused for what they are`() {
    let refusals: [(names: String, count: Int, obstacle: TextEncodingError.Obstacle)] = [
      (glibcNamesOfSeveralBytes, 169, .severalBytes), (glibcNamesBesideASCII, 532, .notASCII),
      (glibcNamesNotOneToOne, 12, .notOneToOne),
    ]
    for (names, count, obstacle) in refusals {
      let names = names.split(separator: " ")
      #expect(names.count == count)
      for name in names {
        #expect(
          throws: TextEncodingError.notReadable(name: String(name), obstacle: obstacle)
        ) {
          try CharacterEncoding(named: String(name))
        }
      }
    }
  }

  @Test(
    arguments: [
      ("windows-1522", ["windows-1252"]), ("macintoch", ["macintosh"]), ("cp85", ["cp850"]),
      ("utf-88", ["utf-8"]), ("utf-9", ["utf-8"]), ("koi8-x", ["koi8-r", "koi8-u", "koi8-t"]),
      ("windöws-1252", ["windows-1252"]), ("iso-8859-51", ["iso-8859-5", "iso-8859-1"]),
      ("klingon", []), ("", []), ("//TRANSLIT", []), (String(repeating: "a", count: 1000), []),
    ] as [(String, [String])]
  )
  func `an unknown name gets the nearest ones`(written: String, nearest: [String]) {
    #expect {
      try CharacterEncoding(named: written)
    } throws: { error in
      guard case .unknownName(written, let found)? = error as? TextEncodingError else {
        return false
      }
      return nearest.isEmpty ? found.isEmpty : Set(nearest).isSubset(of: found) && found.count <= 3
    }
  }

  @Test(arguments: [
    "windows-1252//TRANSLIT", "windows-1252//IGNORE", "windows-1252\0", "../gconv/x", "cp1252,",
  ])
  func `nothing but a name reaches the C library`(written: String) {
    if GlibcConverter(from: written) != nil { Issue.record("\(written) was opened") }
    #expect(throws: TextEncodingError.self) { try CharacterEncoding(named: written) }
  }

  @Test(arguments: ["ansi", "ANSI", "oem", "DOS", "ms-dos", "Windows"])
  func `a name that depends on the machine is asked about`(written: String) {
    #expect {
      try EncodingChoice(named: written)
    } throws: { error in
      guard case .severalMeanings(written, let names)? = error as? TextEncodingError else {
        return false
      }
      return names.count == 3 && names.allSatisfy { (try? CharacterEncoding(named: $0)) != nil }
    }
  }
}
