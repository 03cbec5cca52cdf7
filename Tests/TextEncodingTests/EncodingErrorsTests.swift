import Testing
import TextEncoding

struct EncodingErrorsTests {
  private let western: CharacterEncoding

  init() throws {
    western = try CharacterEncoding(named: "windows-1252")
  }

  @Test func `a character that the encoding lacks is named with its place`() {
    #expect(
      throws: TextEncodingError.missingCharacter("Ł", encoding: "windows-1252", offset: 5)
    ) {
      try encode(Array("Zoë;Łukasz".utf8), western)
    }
    #expect(throws: TextEncodingError.missingCharacter("😀", encoding: "windows-1252", offset: 0)) {
      try encode(Array("😀".utf8), western)
    }
    #expect(
      message { () throws(TextEncodingError) in _ = try encode(Array("Ł".utf8), western) }
        == "\"Ł\" (U+0141) does not exist in windows-1252; write the file in utf-8"
    )
  }

  @Test func `what comes before a missing character has been written`() {
    var output: [UInt8] = [0x21]
    try? TextEncoder(western).encode(Array("Zoë;Łukasz".utf8)[...], into: &output)
    #expect(output == bytes("21 5A 6F EB 3B"))
  }

  @Test(arguments: [
    "C0 80", "E0 80 AF", "ED A0 80", "F4 90 80 80", "80", "41 BF", "FC 80", "FF", "F5 80 80 80",
    "C3 41", "E2 82 41", "F8 41",
  ])
  func `bytes that are neither UTF-8 nor an escape are an error`(text: String) {
    let text = bytes(text)
    let offset = text[0] == 0x41 ? 1 : 0
    for encoding in [western, .utf16LittleEndian] {
      #expect(throws: TextEncodingError.malformedText(offset: offset)) {
        try encode(text, encoding)
      }
    }
  }

  @Test(arguments: ["41 C3", "41 E2", "41 E2 82", "41 F0 9F 98", "41 F9"])
  func `a text that ends inside a character is an error of its own`(text: String) {
    for encoding in [western, .utf16BigEndian] {
      #expect(throws: TextEncodingError.cutCharacter(offset: 1)) {
        try encode(bytes(text), encoding)
      }
    }
  }

  @Test func `UTF-8 goes through as it is, the broken included`() throws {
    let file = (0...255).map { UInt8($0) } + bytes("FA 81 C3")
    for sizes in [[], [1, 2, 3], [100]] {
      #expect(decode(file, .utf8, cutInto: sizes) == file)
    }
    #expect(try encode(file, .utf8) == file)
    #expect(CharacterEncoding.utf8.encodedLength(of: file.span) == file.count)
  }

  @Test func `the texts say what, why and what to do`() {
    let common = "utf-8, utf-16, windows-1252, iso-8859-15, macintosh or cp850"
    let cases: [(TextEncodingError, String)] = [
      (
        .unknownName("latin-42", nearest: []),
        "\"latin-42\" is not an encoding that studentdb knows; common ones are \(common)"
      ),
      (
        .unknownName("windows-1522", nearest: ["windows-1252", "windows-1251"]),
        "\"windows-1522\" is not an encoding that studentdb knows; did you mean windows-1252 or "
          + "windows-1251?"
      ),
      (
        .severalMeanings(name: "ANSI", meanings: ["windows-1252", "windows-1250"]),
        "\"ANSI\" is a different encoding from machine to machine; say which, for example "
          + "windows-1252 or windows-1250"
      ),
      (
        .notReadable(name: "gb18030", obstacle: .severalBytes),
        "\"gb18030\" writes a character as several bytes, and of such encodings studentdb reads "
          + "utf-8 and utf-16 only; save the file as \"CSV UTF-8\", or in one of \(common)"
      ),
      (
        .notReadable(name: "cp037", obstacle: .notASCII),
        "\"cp037\" does not extend ASCII, and studentdb does not read such encodings; save the file "
          + "as \"CSV UTF-8\", or in one of \(common)"
      ),
      (
        .notReadable(name: "cp1133", obstacle: .notOneToOne),
        "\"cp1133\" has several bytes for the same character, so a text could not be given back "
          + "as it was; save the file as \"CSV UTF-8\", or in one of \(common)"
      ),
      (
        .notInstalled(name: "cp850"),
        "the C library of this machine lacks the encoding cp850; install its conversion modules "
          + "(where they are apart: the package glibc-gconv-extra), or save the file as "
          + "\"CSV UTF-8\""
      ),
      (
        .noByteOrder,
        "\"utf-16\" goes by the byte order mark at the start of a file, and there is none; say "
          + "utf-16le, as Windows writes it, or utf-16be"
      ),
      (
        .utf32, "the text is UTF-32, which studentdb does not read; save the file as \"CSV UTF-8\""
      ),
      (
        .otherMark(found: "utf-16le", asked: "cp850"),
        "the file begins with the byte order mark of utf-16le, but cp850 was asked for; leave the "
          + "encoding out, and the mark decides"
      ),
      (.malformedText(offset: 6), "the text is not UTF-8 from its byte 7 on"),
      (
        .cutCharacter(offset: 0),
        "the text ends inside the character that begins with its byte 1"
      ),
    ]
    for (error, text) in cases { #expect(error.description == text) }
  }
}
