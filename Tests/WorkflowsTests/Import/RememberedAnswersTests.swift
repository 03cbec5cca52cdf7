import RosterReading
import StudentStore
import Testing

@testable import Workflows

/// The second month needs no option, and is read as the file says.
struct RememberedAnswersTests {
  private static let coded = "name,sex,height\nAnna,1,160\nBen,2,170\n"

  private func coded() throws -> TestSchool {
    let school = try TestSchool()
    try school.import(Self.coded) { $0.genderWords = ["1=female,2=male"] }
    return school
  }

  @Test func `codes explained once are read without a question, month after month`() throws {
    let school = try coded()
    // However it is spaced, it is one word.
    let second = try school.import("name,sex,height\nAnna,1,161\nCleo, 1 ,150\n")
    #expect(second.applied?.source == "i1")
    #expect(second.applied?.words.map { "\($0.text)=\($0.reading)" } == ["1=female"])
    // The third month has a code that the second did not have.
    let third = try school.import("name,sex,height\nBen,2,171\nDan,2,172\nEva,,150\nFay,NA,151\n")
    #expect(third.applied?.source == "i2")
    #expect(
      try school.students().map { $0.gender.word ?? "-" }
        == ["female", "male", "female", "male", "-", "-"]
    )
    #expect(try school.database.verify().ok)
  }

  @Test func `a code that is new is a question that shows the earlier answers`() throws {
    let school = try coded()
    let error = RosterError.otherGenderWords(
      file: "class.csv",
      heading: "sex",
      source: "i1",
      words: ["9"],
      answer: "studentdb import class.csv --gender-words 1=female,2=male,9=GENDER"
    )
    let text = "name,sex,height\nAnna,1,161\nCleo,9,150\n"
    #expect(throws: error) { try school.import(text) }
    // The answer for the new code alone is enough.
    let report = try school.import(text) { $0.genderWords = ["9=missing"] }
    #expect(report.genderWords.map(\.text).sorted() == ["1", "9"])
    #expect(try school.students().map { $0.gender.word ?? "-" } == ["female", "male", "-"])
  }

  @Test func `a code that comes late in a long file is a question, too`() throws {
    let school = try coded()
    let lines = (0..<30_000).map { "Student \($0),\(1 + $0 % 2),1\(50 + $0 % 40)\n" }.joined()
    #expect(throws: RosterError.self) {
      try school.import("name,sex,height\n" + lines + "Last,9,150\n")
    }
    #expect(try school.import("name,sex,height\n" + lines).ends == [30_000, 0, 0, 0, 0])
  }

  @Test func `options have priority, and fresh forgets`() throws {
    let school = try coded()
    let text = "name,sex,height\nCleo,1,161\n"
    #expect(throws: RosterError.self) { try school.import(text) { $0.isFresh = true } }
    let report = try school.import(text) { $0.genderWords = ["1=male"] }
    #expect(report.applied == nil)
    #expect(try school.students().last?.gender.word == "male")
    // The newest answer counts.
    try school.import("name,sex,height\nDan,1,162\n")
    #expect(try school.students().last?.gender.word == "male")
  }

  @Test func `other headings, and those of a reverted import, have no answers`() throws {
    let school = try coded()
    #expect(throws: RosterError.self) { try school.import("name,sex\nCleo,1\n") }
    _ = try RevertWorkflow(school.database, context: school.context).run(1, reason: "wrong")
    #expect(throws: RosterError.self) { try school.import("name,sex,height\nCleo,1,150\n") }
  }

  @Test func `one letter of a pair is read as beside the other`() throws {
    // Alone, the letter could be mujer or masculino.
    let school = try TestSchool("nombre,sexo,altura\nAna,M,160\nJuan,H,170\n")
    let report = try school.import("nombre,sexo,altura\nEva,M,161\n")
    #expect(report.applied?.words.map { "\($0.text)=\($0.reading)" } == ["M=female"])
    #expect(try school.students().last?.gender.word == "female")
  }

  @Test func `columns named once are found again, and an absent one is not asked about`() throws {
    let school = try TestSchool()
    let headings = "name,g1,g2,size\n"
    try school.import(headings + "Anna,x,f,160\nBen,y,m,170\n") {
      $0.unasked = []
      $0.headings = [.gender: "g2", .height: "size"]
    }
    let second = try school.import(headings + "Cleo,m,f,161\n") { $0.unasked = [] }
    #expect(second.columns.map(\.heading) == ["name", "g2", "size"])
    #expect(second.applied?.columns.map(\.heading) == ["g2", "size"])
    let third = try school.import(headings + "Dan,male,f,162\n") { $0.headings = [.gender: "g1"] }
    #expect(third.columns.map(\.heading) == ["name", "g1", "size"])

    try school.import("name,height\nAnna,160\n") {
      $0.unasked = []
      $0.absent = [.gender]
    }
    let bare = try school.import("name,height\nZoe,160\nYan,161\n") { $0.unasked = [] }
    #expect(bare.applied?.absent == [.gender])
    #expect(throws: RosterError.self) {
      try school.import("name,height\nXia,160\nWu,161\n") {
        $0.unasked = []
        $0.isFresh = true
      }
    }
  }

  @Test func `a remembered unit settles a column that has no majority, and only that`() throws {
    let mixed = "name,gender,height\nA,f,150\nB,m,1.60\nC,f,61\nD,m,5.2\n"
    let school = try TestSchool()
    #expect(throws: RosterError.self) { try school.import(mixed) }
    try school.import(mixed) { $0.heightUnit = .centimetres }
    let next = mixed.replacing("name,gender,height\n", with: "name,gender,height\nE,f,152\n")
      .replacing("B,m,1.60", with: "F,m,1.61\nG,m,1.62")
    let second = try school.import(next)
    #expect(second.applied?.heightUnit == .centimetres)
    #expect(second.batch.heightUnit == "cm")
    // What is no height in centimetres stays a doubt.
    let heights = try school.students().map { $0.height.centimetres }
    #expect(heights == [150, nil, 61, nil, 152, nil, nil])

    // A column in metres is in metres, and that it was not before is said.
    let metres = try school.import("name,gender,height\nH,f,1.50\nI,m,1.60\nJ,m,1.70\n")
    #expect(metres.applied?.heightUnit == nil)
    #expect(metres.notes.count == 1)
    #expect(metres.notes.first?.words.contains("in m here, and were in cm in i2") == true)
    #expect(try school.students().suffix(3).map { $0.height.centimetres } == [150, 160, 170])
    #expect(try school.database.verify().ok)
  }

  @Test func `a unit that nobody named does not read what looks like another unit`() throws {
    let school = try TestSchool("name,gender,height\nA,f,150\nB,m,160\nC,m,61\n")
    try school.import("name,gender,height\nD,f,151\nE,m,62\nF,m,1.60\nG,f,63\n")
    #expect(try school.students().suffix(4).map { $0.height.centimetres } == [151, nil, nil, nil])
  }

  @Test func `the decimals of feet are inches while the user says so`() throws {
    let first = "name,gender,height\nA,f,5.2\nB,m,5.11\nC,m,6.0\n"
    let next = "name,gender,height\nD,f,5.3\nE,m,5.10\n"
    let named = try TestSchool()
    try named.import(first) { $0.heightUnit = .feetAndInches }
    let report = try named.import(next)
    #expect(report.batch.counts.doubts == 0)
    #expect(report.applied?.heightUnit == .feetAndInches)
    #expect(try named.students().last?.height.centimetres == 177.8)
    // Month after month.
    #expect(try named.import("name,gender,height\nF,f,5.4\n").batch.counts.doubts == 0)

    let found = try TestSchool(first)
    #expect(try found.import(next).batch.counts.doubts == 2)
  }

  @Test func `a heading that contradicts its cells is answered once, while they stay the same`()
    throws
  {
    let headings = "name,gender,Height (cm)\n"
    let school = try TestSchool()
    try school.import(headings + "A,f,1.50\nB,m,1.60\n") { $0.heightUnit = .metres }
    try school.import(headings + "C,f,1.51\nD,m,1.61\n")
    #expect(try school.students().last?.height.centimetres == 161)
    #expect(throws: RosterError.self) { try school.import(headings + "E,f,60\nF,m,61\n") }
  }

  @Test func `a sign that is as frequent as the other is the remembered one`() throws {
    let school = try TestSchool("name,gender,height\nA,f,\"150,5\"\nB,m,\"160,5\"\n")
    let report = try school.import("name,gender,height\nC,f,\"151,5\"\nD,m,161.5\n")
    #expect(report.applied?.decimal == .comma)
    #expect(try school.students().suffix(2).map { $0.height.centimetres } == [151.5, nil])
  }

  @Test func `the line of the headings is found where it is now`() throws {
    let school = try TestSchool()
    let headings = "name,height,sex\n"
    // The first line would be taken for headings, too.
    let title = "Pupil,Height,Gender\n"
    try school.import(title + headings + "Anna,160,f\n") { $0.headerLine = 2 }
    let report = try school.import("October\n" + title + headings + "Ben,170,m\n")
    #expect(report.batch.headerLine == 3)
    #expect(report.applied?.headerLine == 3)
    #expect(try school.names() == ["Anna", "Ben"])
  }

  @Test func `an encoding is used again only where a letter proves it`() throws {
    let school = try TestSchool()
    func bytes(_ text: String) -> [UInt8] { text.unicodeScalars.map { UInt8($0.value) } }
    try school.import(bytes("name,sex,height\nJörg,m,160\nZoë,f,161\n")) {
      try? $0.readAs(encoding: "windows-1252")
    }
    let second = try school.import(bytes("name,sex,height\nJörg,m,160\nÜmit,m,161\n"))
    #expect(second.applied?.encoding == "windows-1252")
    #expect(try school.names().last == "Ümit")
    // Nobody known in it: the bytes may be of any encoding.
    let macintosh = Array("name,sex,height\nJ".utf8) + [0x9A] + Array("rg,m,160\n".utf8)
    #expect(throws: RosterError.self) { try school.import(macintosh) }
    // UTF-8 is UTF-8.
    let plain = try school.import("name,sex,height\nJörg,m,162\n")
    #expect(plain.applied == nil)
    #expect(plain.batch.encoding == "utf-8")
  }

  @Test func `a delimiter that was named is used again`() throws {
    let school = try TestSchool()
    try school.import("name|sex|height|a,b,c,d\nAnna|f|160|1,2,3,4\n") {
      $0.delimiter = UInt8(ascii: "|")
    }
    let report = try school.import("name|sex|height|a,b,c,d\nBen|m|170|1,2,3,4\n")
    #expect(report.applied?.delimiter == UInt8(ascii: "|"))
    #expect(try school.names() == ["Anna", "Ben"])
  }

  @Test func `an order of day and month is remembered while no date excludes it`() throws {
    let headings = "name,gender,height,birthdate\n"
    let school = try TestSchool()
    let open = headings + "Anna,f,160,03.04.2012\n"
    #expect(throws: RosterError.self) { try school.import(open) }
    try school.import(open) { $0.dateOrder = .dayFirst }
    let second = try school.import(headings + "Ben,m,161,05.06.2012\n")
    #expect(second.applied?.dateOrder == .dayFirst)
    #expect(try school.students().last?.birthDate == "2012-06-05")
    // In this file the month is in front.
    let third = try school.import(headings + "Cleo,f,162,05.06.2012\nDan,m,163,06.25.2012\n")
    #expect(third.applied?.dateOrder == nil)
    #expect(try school.students().suffix(2).map(\.birthDate) == ["2012-05-06", "2012-06-25"])
    #expect(throws: RosterError.self) {
      try school.import(headings + "Eva,f,164,07.08.2012\n") { $0.isFresh = true }
    }
  }
}
