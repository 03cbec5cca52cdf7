import RosterReading
import StudentStore
import Testing
import Workflows

/// Birth dates from the file to the database and back; the clock stands at 1 September 2026.
struct BirthDateTests {
  private static let german =
    "Nr;Name;Geschlecht;Größe;Geburtsdatum\n"
    + "1;Anna;w;160;07.03.2012\n2;Ben;m;170;25.12.2011\n3;Cem;m;165;31.2.2012\n"
    + "4;Dora;w;162;unbekannt\n5;Eva;w;161;\n6;Finn;m;171;2012-05-09\n7;Gil;m;172;  \n"

  private func dates(_ school: TestSchool) throws -> [String?] {
    try school.students().map(\.birthDate)
  }

  private func correct(_ school: TestSchool, _ student: Int64, _ date: String?) throws {
    var correction = StudentCorrection()
    correction.birthDate = .some(date.flatMap { CalendarDate(iso: $0) })
    _ = try CorrectionWorkflow(school.database, context: school.context)
      .run(student, correction, reason: "asked")
  }

  @Test func `a column is read and comes back as it was`() throws {
    let school = try TestSchool(Self.german)
    #expect(
      try dates(school) == ["2012-03-07", "2011-12-25", nil, nil, nil, "2012-05-09", nil]
    )
    #expect(
      try school.students().map(\.birthText)
        == ["07.03.2012", "25.12.2011", "31.2.2012", "unbekannt", nil, nil, "  "]
    )
    #expect(try school.export() == Self.german)
    #expect(try school.database.verify().ok)
  }

  @Test func `what is no birthday is told, and a doubt until it is corrected`() throws {
    let school = try TestSchool()
    let report = try school.import(Self.german)
    #expect(report.notes.count == 2, "and how ages can be had")
    #expect(report.notes.first?.words.contains("line 4 \"31.2.2012\"") == true)
    let check = CheckWorkflow(school.database)
    #expect(try check.run([.birthdateDoubt]).map(\.student) == [3])
    try correct(school, 3, "2012-02-29")
    #expect(try check.run([.birthdateDoubt]).isEmpty)
    #expect(try school.export() == Self.german.replacing("31.2.2012", with: "29.02.2012"))
  }

  @Test func `a correction stands in the form of the column, and the same file leaves it`() throws {
    let school = try TestSchool(
      "id,name,gender,height,DOB\n1,Ann,F,160,3/7/12\n2,Bob,M,170,12/25/11\n"
    )
    try correct(school, 1, "2013-01-09")
    let report = try school.import(
      "id,name,gender,height,DOB\n1,Ann,F,160,3/7/12\n2,Bob,M,170,12/26/11\n"
    )
    #expect(report.ends == [0, 1, 1, 0, 0])
    #expect(try dates(school) == ["2013-01-09", "2011-12-26"])
    #expect(
      try school.export()
        == "id,name,gender,height,DOB\n1,Ann,F,160,1/9/13\n2,Bob,M,170,12/26/11\n"
    )
  }

  @Test func `a date that was corrected away is blank`() throws {
    let school = try TestSchool(Self.german)
    try correct(school, 1, nil)
    #expect(try school.export() == Self.german.replacing("07.03.2012", with: ""))
  }

  @Test func `another spelling of the day is no change, and a word for nothing erases none`() throws
  {
    let school = try TestSchool(Self.german)
    let report = try school.import(
      "Nr,Name,Geburtsdatum\n1,Anna,2012-03-07\n2,Ben,25 Dec 2011\n6,Finn,unknown\n",
    )
    #expect(report.ends == [0, 0, 3, 0, 0])
    let cleared = try school.import("Nr,Name,Geburtsdatum\n1,Anna,\n2,Ben,?\n6,Finn,2012-05-09\n") {
      $0.blankCells = .clear
    }
    #expect(cleared.ends == [0, 2, 1, 0, 0])
    #expect(try dates(school)[0...1] == [nil, nil])
  }

  @Test func `a changed day is told and stored with the old one`() throws {
    let school = try TestSchool(Self.german.replacing("Nr;", with: "ID;"))
    let report = try school.import("ID,Name,Geburtsdatum\n1,Anna,08.03.2012\n2,Ben,25.12.2011\n")
    #expect(report.changes.changes.map(\.field) == ["birthdate"])
    #expect(report.changes.changes.map(\.old) == ["07.03.2012"])
    #expect(report.changes.changes.map(\.new) == ["08.03.2012"])
    let changes = try school.database.changes(of: 1)
    #expect(changes.map(\.field) == ["birth_date", "birth_text"])
    #expect(changes.map(\.old) == ["2012-03-07", "07.03.2012"])
    _ = try RevertWorkflow(school.database, context: school.context).run(2, reason: "wrong file")
    #expect(try dates(school)[0] == "2012-03-07")
    #expect(try school.database.verify().ok)
  }

  @Test func `day and month that cannot be told apart are a question`() throws {
    let text = "name,gender,height,dob\nAnn,F,160,03/07/2012\nBob,M,170,04/08/2011\n"
    let school = try TestSchool()
    #expect {
      try school.import(text)
    } throws: { error in
      guard case .dateOrder(_, "dob", let question) = error as? RosterError else { return false }
      return question.cells == 2
    }
    try school.import(text) { $0.dateOrder = .monthFirst }
    #expect(try dates(school) == ["2012-03-07", "2011-04-08"])
    #expect(try school.export() == text)
  }

  @Test func `what decides may stand far behind the beginning of the file`() throws {
    let first =
      "name,gender,height,dob\n" + (1...20_000).map { "S\($0),F,160,03/07/2012\n" }.joined()
    let school = try TestSchool(first + "Zoe,F,161,25/12/2011\n")
    #expect(try dates(school)[0] == "2012-07-03")
    #expect(try dates(school).last == "2011-12-25")
    #expect(try school.database.verify().ok)
  }

  @Test func `each file is exported in its own form`() throws {
    let american = "Nr,Name,Birthdate\n1,Anna,03/07/2012\n2,Ben,12/25/2011\n"
    let school = try TestSchool(Self.german)
    try school.import(american)
    #expect(try school.export { ($0.columns, $0.likeImport) = (.original, 2) }.hasPrefix(american))
    let like = try school.export { ($0.columns, $0.likeImport) = (.original, 1) }
    // Written as most of the column, where the newest file has the line.
    #expect(like == Self.german.replacing("2012-05-09", with: "09.05.2012"))
  }

  private static let born =
    "id,name,gender,height,birthdate\n1,Ann,F,160,2012-09-01\n2,Bob,M,170,2012-09-02\n"
    + "3,Cy,M,171,\n4,Di,F,90,2026-08-31\n5,Ed,M,99,2023-12-31\n"

  /// The ages were counted on a calendar.
  @Test func `ages follow from birth dates at the day of measurement`() throws {
    let school = try TestSchool()
    let day = try #require(CalendarDate(iso: "2025-09-01"))
    let report = try school.import(Self.born) { $0.measuredOn = day }
    #expect(try school.students().map(\.ageYears) == [13, 12, nil, nil, 1])
    #expect(try school.students().allSatisfy { $0.ageText == nil })
    #expect(report.batch.measuredOn == "2025-09-01")
    #expect(
      report.notes.contains { $0.words.contains("1 birth date after the day of measurement") }
    )
    #expect(report.notes.contains { $0.words.contains("line 6 \"2023-12-31\"") })
    #expect(
      report.notes.map(\.words).contains("ages are computed from the birth dates, as of 2025-09-01")
    )
    #expect(try school.export() == Self.born)
    #expect(try school.database.verify().ok)
  }

  @Test func `without the day nothing is computed, and one line says how`() throws {
    let school = try TestSchool()
    let report = try school.import(Self.born)
    #expect(try school.students().allSatisfy { $0.ageYears == nil })
    #expect(
      report.notes.map(\.words) == [
        "no ages; with --measured-on DATE they follow from the birth dates"
      ]
    )
    #expect(report.batch.measuredOn == nil)
  }

  @Test func `a column of ages has priority`() throws {
    let school = try TestSchool()
    let report = try school.import(
      "name,age,height,birthdate\nAnn,11,160,2012-09-01\nBob,,170,2012-09-01\n"
    ) { $0.measuredOn = CalendarDate(iso: "2025-09-01") }
    #expect(try school.students().map(\.ageYears) == [11, nil])
    #expect(report.batch.measuredOn == nil)
    #expect(
      report.notes.map(\.words) == ["--measured-on has no effect: the file has ages of its own"]
    )
  }

  @Test func `a day after today is refused`() throws {
    let school = try TestSchool()
    #expect(throws: RosterError.measuredLater(day: CalendarDate(iso: "2026-09-02")!)) {
      try school.import(Self.born) { $0.measuredOn = CalendarDate(iso: "2026-09-02") }
    }
    #expect(try school.students().isEmpty)
  }

  @Test func `the age follows a corrected birth date, and the next list's day`() throws {
    let school = try TestSchool()
    try school.import(Self.born) { $0.measuredOn = CalendarDate(iso: "2025-09-01") }
    try correct(school, 1, "2011-09-01")
    #expect(try school.students()[0].ageYears == 14)
    let next = Self.born.replacing("160", with: "161")
    let report = try school.import(next) { $0.measuredOn = CalendarDate(iso: "2026-09-01") }
    #expect(
      report.changes.changes.filter { $0.field == "age" }.map(\.new) == ["15", "13", "0", "2"]
    )
    #expect(try school.students().map(\.ageYears) == [15, 13, nil, 0, 2])
    #expect(try school.database.verify().ok)
  }

  @Test func `a list of heights alone has ages where the birth date is known`() throws {
    let school = try TestSchool(Self.born)
    try school.import("id,name,height\n1,Ann,163\n3,Cy,173\n") {
      $0.measuredOn = CalendarDate(iso: "2026-09-01")
    }
    #expect(try school.students().map(\.ageYears) == [14, nil, nil, nil, nil])
  }
}
